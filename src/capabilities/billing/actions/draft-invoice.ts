import type { Work } from '../../../platform/database/work';
import { Invoice } from '../model/invoice.entity';
import type { InvoiceLine } from '../model/invoice-line.entity';
import { draftOf, sumsOf, type NewInvoice } from '../model/new-invoice';
import { composeLinesUnderLocks } from '../storage/composition.queries';
import { takeDiscount } from './take-discount';
import { writeLines } from './write-lines';

/**
 * Writes an invoice down without issuing it: no number, nothing owed, no event, and no balance used; that is for its issue. Coupon and tax
 * are those of now; its issue puts the taxes of then on it.
 * Refuses INVALID.
 */
export async function draftInvoice(work: Work, input: NewInvoice): Promise<Invoice> {
  return (await draftWithLines(work, input)).invoice;
}

/** The same, with the rows of `input.lines` in their order; the pending lines that stand before them are left out. */
export async function draftWithLines(work: Work, input: NewInvoice): Promise<{ invoice: Invoice; lines: readonly InvoiceLine[] }> {
  const { lines, discount, pending } = await composeLinesUnderLocks(work, input);
  const invoice = await work.insert(Invoice, draftOf(input, { sums: sumsOf(lines), now: work.now }));
  const written = await writeLines(work, { invoiceId: invoice.id, lines, pending });
  if (discount) await takeDiscount(work, { invoiceId: invoice.id, discount });
  return { invoice, lines: written.slice(pending.length) };
}
