import type { Work } from '../../../platform/database/work';
import { invoiceFinalized, invoicePaid } from '../events';
import { invoiceDataOf } from '../model/event-data';
import { InvoiceDeduction } from '../model/invoice-deduction.entity';
import { InvoiceStatus } from '../model/invoice-status';
import type { Invoice } from '../model/invoice.entity';
import { issue, type SpendPoints } from '../model/new-invoice';
import { deductUnderLocks } from '../storage/composition.queries';
import { takeInvoiceNumber } from '../storage/invoices.queries';
import { takeDeductions } from './take-deductions';

/**
 * Gives a draft that this Work holds its number, after it took what it may of the user's points, gift cards and balance; one of which nothing is due is paid
 * in the same moment. The tenant's counter is locked here and until the end of the transaction, so whatever else is locked should be
 * locked before. Refuses TRANSITION_NOT_ALLOWED.
 */
export async function issueInvoice(work: Work, invoice: Invoice, { issuedAt, spendPoints }: { issuedAt: Date; spendPoints: SpendPoints }): Promise<Invoice> {
  const { id: invoiceId, userId, currency } = invoice;
  const deductions = await deductUnderLocks(work, invoice, spendPoints);
  await takeDeductions(work, { invoiceId, userId, currency, deductions });
  invoice.dueMinor = deductions.reduce((left, { amountMinor }) => left - amountMinor, invoice.totalMinor);
  issue(invoice, { sequence: await takeInvoiceNumber(work), issuedAt });
  await work.save(invoice);
  await work.insertAll(InvoiceDeduction, deductions.map((deduction) => ({ ...deduction, invoiceId })));
  tellOfIssue(work, invoice);
  return invoice;
}

export function tellOfIssue(work: Work, invoice: Invoice): void {
  work.emit(invoiceFinalized(invoiceDataOf(invoice)));
  if (invoice.status === InvoiceStatus.PAID) work.emit(invoicePaid(invoiceDataOf(invoice)));
}
