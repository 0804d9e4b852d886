import { newId } from '../../../kernel/id';
import type { Work } from '../../../platform/database/work';
import { InvoiceDeduction } from '../model/invoice-deduction.entity';
import { Invoice } from '../model/invoice.entity';
import type { InvoiceLine } from '../model/invoice-line.entity';
import { draftOf, issue, type NewInvoice } from '../model/new-invoice';
import { composeUnderLocks } from '../storage/composition.queries';
import { takeInvoiceNumber } from '../storage/invoices.queries';
import { tellOfIssue } from './issue-invoice';
import { takeDeductions } from './take-deductions';
import { takeDiscount } from './take-discount';
import { writeLines } from './write-lines';

/**
 * Makes an invoice and issues it at once: OPEN with the tenant's next number, or PAID when nothing is due. The user's credit is used
 * first; a sum below zero becomes her credit. What stands on it is what `composeInvoice` says. Call it after whatever else the
 * transaction locks: her balance and the tenant's counter stay locked from here on. Refuses INVALID.
 */
export async function finalizeInvoice(work: Work, input: NewInvoice): Promise<Invoice> {
  return (await finalizeWithLines(work, input)).invoice;
}

/** The same, with the rows of `input.lines` in their order; the pending lines that stand before them are left out. */
export async function finalizeWithLines(work: Work, input: NewInvoice): Promise<{ invoice: Invoice; lines: readonly InvoiceLine[] }> {
  const { composed, pending } = await composeUnderLocks(work, input);
  const id = newId('inv');
  const { lines, deductions, discount } = composed;
  await takeDeductions(work, { invoiceId: id, userId: input.userId, currency: input.currency, deductions });
  const draft = draftOf(input, { sums: composed, now: work.now });
  issue(draft, { sequence: await takeInvoiceNumber(work), issuedAt: draft.createdAt });
  const invoice = await work.insert(Invoice, { id, ...draft });
  const written = await writeLines(work, { invoiceId: id, lines, pending });
  if (discount) await takeDiscount(work, { invoiceId: id, discount });
  await work.insertAll(InvoiceDeduction, deductions.map((deduction) => ({ ...deduction, invoiceId: id })));
  tellOfIssue(work, invoice);
  return { invoice, lines: written.slice(pending.length) };
}
