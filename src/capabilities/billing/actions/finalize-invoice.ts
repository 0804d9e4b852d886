import type { Work } from '../../../platform/database/work';
import type { Invoice } from '../model/invoice.entity';
import type { NewInvoice } from '../model/new-invoice';
import { draftInvoice } from './draft-invoice';
import { issueInvoice } from './issue-invoice';

/**
 * Makes an invoice and issues it at once: OPEN with the tenant's next number, or PAID when it is over zero. Call it after whatever
 * else the transaction locks: the tenant's counter stays locked from here on. Refuses INVALID.
 */
export async function finalizeInvoice(work: Work, input: NewInvoice): Promise<Invoice> {
  const invoice = await draftInvoice(work, input);
  return issueInvoice(work, invoice, invoice.createdAt);
}
