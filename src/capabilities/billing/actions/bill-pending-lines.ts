import type { Work } from '../../../platform/database/work';
import type { Invoice } from '../model/invoice.entity';
import type { NewInvoice } from '../model/new-invoice';
import { lockPendingLines } from '../storage/composition.queries';
import { finalizeInvoice } from './finalize-invoice';

export type BillPendingLines = Pick<NewInvoice, 'userId' | 'currency' | 'purpose' | 'discount'> & { readonly scopeId: string };

/**
 * Bills what waits in a scope that will have no other invoice: what is owed is owed, and a sum below zero becomes credit of the user.
 * Null when nothing waits. Refuses nothing.
 */
export async function billPendingLines(work: Work, { scopeId, ...invoice }: BillPendingLines): Promise<Invoice | null> {
  const input = { ...invoice, lines: [], takesPendingOf: scopeId };
  const waiting = await lockPendingLines(work, input);
  return waiting.length > 0 ? finalizeInvoice(work, input) : null;
}
