import type { Work } from '../../../platform/database/work';
import { linesOf, type NewInvoiceLine } from '../model/new-invoice';
import { PendingLine } from '../model/pending-line.entity';

export interface AddPendingLine extends NewInvoiceLine {
  readonly userId: string;
  /** Whose next invoice takes it, for example a subscription's id; opaque to billing. */
  readonly scopeId: string;
  readonly currency: string;
}

/**
 * Keeps a line for the next invoice that takes the pending ones of its scope (`NewInvoice.takesPendingOf`), in the order of calls.
 * Whoever owns the scope holds it, so that no invoice is made meanwhile. Refuses INVALID like an invoice with this line;
 * coupon and tax come with the invoice.
 */
export async function addPendingLine(work: Work, { userId, scopeId, currency, ...line }: AddPendingLine): Promise<PendingLine> {
  const [composed] = linesOf({ userId, currency, lines: [line] });
  return work.insert(PendingLine, { ...composed, userId, scopeId, invoiceId: null, billedLineId: null, creditsLineId: line.creditsLineId ?? null });
}
