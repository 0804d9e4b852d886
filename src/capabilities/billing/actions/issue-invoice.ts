import type { Work } from '../../../platform/database/work';
import { invoiceFinalized, invoicePaid } from '../events';
import { invoiceDataOf } from '../model/event-data';
import { InvoiceStatus, invoiceStates } from '../model/invoice-status';
import type { Invoice } from '../model/invoice.entity';
import { takeInvoiceNumber } from '../storage/invoices.queries';

/**
 * Gives a draft that this Work holds its number; one over zero is paid in the same moment. The tenant's counter is locked here and
 * until the end of the transaction, so whatever else is locked should be locked before. Refuses TRANSITION_NOT_ALLOWED.
 */
export async function issueInvoice(work: Work, invoice: Invoice, issuedAt: Date): Promise<Invoice> {
  invoiceStates.move(invoice, invoice.dueMinor === 0n ? InvoiceStatus.PAID : InvoiceStatus.OPEN);
  invoice.finalizedAt = issuedAt;
  invoice.dueAt ??= issuedAt;
  if (invoice.status === InvoiceStatus.PAID) invoice.paidAt = issuedAt;
  invoice.sequence = await takeInvoiceNumber(work);
  await work.save(invoice);
  work.emit(invoiceFinalized(invoiceDataOf(invoice)));
  if (invoice.status === InvoiceStatus.PAID) work.emit(invoicePaid(invoiceDataOf(invoice)));
  return invoice;
}
