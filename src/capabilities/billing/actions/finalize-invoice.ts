import type { Work } from '../../../platform/database/work';
import { InvoiceLine } from '../model/invoice-line.entity';
import { Invoice } from '../model/invoice.entity';
import { draftOf, issue, linesOf, type NewInvoice } from '../model/new-invoice';
import { takeInvoiceNumber } from '../storage/invoices.queries';
import { tellOfIssue } from './issue-invoice';

/**
 * Makes an invoice and issues it at once: OPEN with the tenant's next number, or PAID when it is over zero. Call it after whatever
 * else the transaction locks: the tenant's counter stays locked from here on. Refuses INVALID.
 */
export async function finalizeInvoice(work: Work, input: NewInvoice): Promise<Invoice> {
  const lines = linesOf(input);
  const draft = draftOf(input, { lines, now: work.now });
  issue(draft, { sequence: await takeInvoiceNumber(work), issuedAt: draft.createdAt });
  const invoice = await work.insert(Invoice, draft);
  await work.insertAll(InvoiceLine, lines.map((line) => ({ ...line, invoiceId: invoice.id })));
  tellOfIssue(work, invoice);
  return invoice;
}
