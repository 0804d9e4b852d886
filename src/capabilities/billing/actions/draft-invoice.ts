import type { Work } from '../../../platform/database/work';
import { Invoice } from '../model/invoice.entity';
import { draftOf, linesOf, sumsOf, type NewInvoice } from '../model/new-invoice';
import { lockPendingLines } from '../storage/composition.queries';
import { writeLines } from './write-lines';

/**
 * Writes an invoice down without issuing it: no number, nothing owed, no event, and no balance used; that is for its issue.
 * Refuses INVALID.
 */
export async function draftInvoice(work: Work, input: NewInvoice): Promise<Invoice> {
  const pending = await lockPendingLines(work, input);
  const lines = linesOf({ ...input, lines: [...pending, ...input.lines] });
  const invoice = await work.insert(Invoice, draftOf(input, { sums: sumsOf(lines), now: work.now }));
  await writeLines(work, { invoiceId: invoice.id, lines, pending });
  return invoice;
}
