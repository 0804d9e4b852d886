import type { Work } from '../../../platform/database/work';
import { InvoiceLine } from '../model/invoice-line.entity';
import { Invoice } from '../model/invoice.entity';
import { draftOf, linesOf, type NewInvoice } from '../model/new-invoice';

/** Writes an invoice down without issuing it: no number, nothing owed, no event. Refuses INVALID, also for a sum below zero. */
export async function draftInvoice(work: Work, input: NewInvoice): Promise<Invoice> {
  const lines = linesOf(input);
  const invoice = await work.insert(Invoice, draftOf(input, { lines, now: work.now }));
  await work.insertAll(InvoiceLine, lines.map((line) => ({ ...line, invoiceId: invoice.id })));
  return invoice;
}
