import type { Work } from '../../../platform/database/work';
import { hasUnsettledCharge, Invoice, InvoiceStatus, isOwed, releaseAuthorizations, voidInvoice } from '../../billing/contract';
import { releaseStock } from '../../stock/contract';
import { orderCanceled } from '../events';
import { chargeStatusOf, isCharged } from '../model/charge-status';
import { orderDataOf } from '../model/event-data';
import { chargeStates, orderStates } from '../model/order-states';
import { OrderStatus } from '../model/order-status';
import type { Order } from '../model/order.entity';
import { scheduleExpiry } from '../storage/expiry';
import { linesOf } from '../storage/orders.queries';
import { confirmOrder } from './confirm-order';

/**
 * Brings a locked order in line with what is known of its payments: paid in full, it is confirmed; else it waits for the
 * money, or after a decline for another method, until its time is over; one whose invoice was withdrawn is called off. It looks at the facts, not at what was told, so repeating it changes nothing. The invoice of a canceled one is withdrawn once all that was captured of it is given back. Money for an
 * order that was called off is given back by billing, because its invoice is withdrawn. Refuses nothing.
 */
export async function settleOrder(work: Work, order: Order): Promise<Order> {
  const invoice = order.invoiceId && (await work.find(Invoice, order.invoiceId));
  if (!invoice) return order;
  const isUnderWay = invoice.status !== InvoiceStatus.PAID && (await hasUnsettledCharge(work, invoice.id));
  const reached = chargeStatusOf({ ...amountsOf(invoice), isUnderWay });
  if (reached !== order.chargeStatus) chargeStates.move(order, reached);
  if (order.status === OrderStatus.PENDING) {
    if (invoice.status === InvoiceStatus.VOID) await callOff(work, order, invoice.id);
    else if (isCharged(reached)) await confirmOrder(work, { order, lines: await linesOf(work, order.id) });
    else await scheduleExpiry(work, order);
  }
  if (order.status === OrderStatus.CANCELED && isOwed(invoice) && invoice.paidMinor === 0n && !isUnderWay) await voidInvoice(work, { invoiceId: invoice.id });
  return work.save(order);
}

/** Nobody can pay it any more: its stock is free again, and what is reserved for it is let go. */
async function callOff(work: Work, order: Order, invoiceId: string): Promise<void> {
  orderStates.move(order, OrderStatus.CANCELED);
  Object.assign(order, { canceledAt: work.now, cancelReason: 'The invoice was withdrawn.', expiresAt: null });
  await releaseStock(work, { ownerId: order.id });
  await work.lock(Invoice, invoiceId);
  await releaseAuthorizations(work, { invoiceId });
  work.emit(orderCanceled(orderDataOf(order)));
}

function amountsOf({ dueMinor, paidMinor, refundedMinor }: Invoice) {
  return { dueMinor, paidMinor, refundedMinor };
}
