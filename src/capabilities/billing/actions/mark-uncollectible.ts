import type { Work } from '../../../platform/database/work';
import { invoiceMarkedUncollectible } from '../events';
import { invoiceDataOf } from '../model/event-data';
import { InvoiceStatus, invoiceStates } from '../model/invoice-status';
import type { Invoice } from '../model/invoice.entity';
import { lockInvoice } from '../storage/invoices.queries';

/**
 * Gives up hope for an invoice: nobody tries to charge it any more, but it is still owed, and whoever pays it after all makes it PAID.
 * Repeating it changes nothing; a charge that is under way goes on. Refuses NOT_FOUND, and TRANSITION_NOT_ALLOWED unless it is OPEN.
 */
export async function markUncollectible(work: Work, { invoiceId }: { invoiceId: string }): Promise<Invoice> {
  const invoice = await lockInvoice(work, invoiceId);
  if (invoice.status === InvoiceStatus.UNCOLLECTIBLE) return invoice;
  invoiceStates.move(invoice, InvoiceStatus.UNCOLLECTIBLE, ['invoiceId']);
  await work.save(invoice);
  work.emit(invoiceMarkedUncollectible(invoiceDataOf(invoice)));
  return invoice;
}
