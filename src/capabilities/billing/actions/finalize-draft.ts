import type { Work } from '../../../platform/database/work';
import type { Invoice } from '../model/invoice.entity';
import { lockInvoice } from '../storage/invoices.queries';
import { issueInvoice } from './issue-invoice';

/** Issues a draft: OPEN with the tenant's next number, or PAID when nothing is due. Refuses NOT_FOUND, TRANSITION_NOT_ALLOWED. */
export async function finalizeDraft(work: Work, { invoiceId }: { invoiceId: string }): Promise<Invoice> {
  return issueInvoice(work, await lockInvoice(work, invoiceId), work.now);
}
