import type { Work } from '../../../platform/database/work';
import type { Invoice } from '../model/invoice.entity';
import type { SpendPoints } from '../model/new-invoice';
import { lockInvoice } from '../storage/invoices.queries';
import { issueInvoice } from './issue-invoice';
import { retaxDraft } from './retax-draft';

/**
 * Issues a draft with the taxes of now: OPEN with the tenant's next number, or PAID when nothing is due. Refuses NOT_FOUND and
 * TRANSITION_NOT_ALLOWED.
 */
export async function finalizeDraft(work: Work, { invoiceId, spendPoints = null }: { invoiceId: string; spendPoints?: SpendPoints }): Promise<Invoice> {
  const invoice = await lockInvoice(work, invoiceId);
  await retaxDraft(work, invoice);
  return issueInvoice(work, invoice, { issuedAt: work.now, spendPoints });
}
