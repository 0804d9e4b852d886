import type { Work } from '../../../platform/database/work';
import { Invoice, refundCharges } from '../../billing/contract';
import { OrderStatus } from '../model/order-status';
import type { Order } from '../model/order.entity';

/**
 * Money that comes to a locked order that was called off is given back, by a job: a bank that had questioned the charge gave it again, or
 * somebody paid the invoice while a part of it was on its way back. Changes nothing for an order that goes on. Refuses nothing.
 */
export async function refundCalledOffOrder(work: Work, { status, invoiceId }: Order): Promise<void> {
  if (status !== OrderStatus.CANCELED && status !== OrderStatus.EXPIRED) return;
  const invoice = invoiceId && (await work.lock(Invoice, invoiceId));
  if (invoice && invoice.paidMinor > 0n) await refundCharges(work, { invoiceId: invoice.id, reason: `The order was ${status} when the money came.`, sentBy: 'JOB' });
}
