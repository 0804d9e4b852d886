import type { Work } from '../../../platform/database/work';
import { invoiceFinalized, invoicePaid } from '../events';
import { invoiceDataOf } from '../model/event-data';
import { InvoiceStatus } from '../model/invoice-status';
import type { Invoice } from '../model/invoice.entity';
import { issue } from '../model/new-invoice';
import { takeInvoiceNumber } from '../storage/invoices.queries';

/**
 * Gives a draft that this Work holds its number; one over zero is paid in the same moment. The tenant's counter is locked here and
 * until the end of the transaction, so whatever else is locked should be locked before. Refuses TRANSITION_NOT_ALLOWED.
 */
export async function issueInvoice(work: Work, invoice: Invoice, issuedAt: Date): Promise<Invoice> {
  issue(invoice, { sequence: await takeInvoiceNumber(work), issuedAt });
  await work.save(invoice);
  tellOfIssue(work, invoice);
  return invoice;
}

export function tellOfIssue(work: Work, invoice: Invoice): void {
  work.emit(invoiceFinalized(invoiceDataOf(invoice)));
  if (invoice.status === InvoiceStatus.PAID) work.emit(invoicePaid(invoiceDataOf(invoice)));
}
