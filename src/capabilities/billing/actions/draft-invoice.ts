import { invalid } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { InvoiceLine } from '../model/invoice-line.entity';
import { InvoiceStatus } from '../model/invoice-status';
import { Invoice } from '../model/invoice.entity';
import { linesOf, sumsOf, type NewInvoice } from '../model/new-invoice';

/** Writes an invoice down without issuing it: no number, nothing owed, no event. Refuses INVALID, also for a sum below zero. */
export async function draftInvoice(work: Work, input: NewInvoice): Promise<Invoice> {
  const { userId, currency, purpose, dueAt = null, issuedAt = work.now } = input;
  const lines = linesOf(input);
  const sums = sumsOf(lines);
  if (sums.totalMinor < 0n) throw invalid('The sum of an invoice must not be below zero.', ['lines']);
  const invoice = await work.insert(Invoice, {
    userId,
    sequence: null,
    status: InvoiceStatus.DRAFT,
    currency,
    ...sums,
    paidMinor: 0n,
    refundedMinor: 0n,
    purposeKind: purpose.kind,
    purposeId: purpose.id,
    attemptCount: 0,
    createdAt: issuedAt,
    finalizedAt: null,
    dueAt,
    paidAt: null,
    voidedAt: null,
  });
  await work.insertAll(InvoiceLine, lines.map((line) => ({ ...line, invoiceId: invoice.id })));
  return invoice;
}
