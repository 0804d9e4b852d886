import { isBefore } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { hasUnsettledCharge, voidInvoice } from '../../billing/contract';
import { releaseStock } from '../../stock/contract';
import { orderExpired } from '../events';
import { orderDataOf } from '../model/event-data';
import { orderStates } from '../model/order-states';
import { OrderChargeStatus, OrderStatus } from '../model/order-status';
import type { Order } from '../model/order.entity';
import { lockOrder } from '../storage/orders.queries';

/**
 * Lets an order that was not paid in time go: its stock is free again, its invoice withdrawn. One that is paid, or in part, or
 * whose charge is under way stays as it is: `settleOrder` asks again when the charge is known to have failed. Refuses NOT_FOUND.
 */
export async function expireOrder(work: Work, { orderId }: { orderId: string }): Promise<void> {
  const order = await lockOrder(work, orderId);
  if (!isOverdue(order, work.now)) return;
  if (order.invoiceId && (await hasUnsettledCharge(work, order.invoiceId))) return;
  orderStates.move(order, OrderStatus.EXPIRED);
  order.expiresAt = null;
  await releaseStock(work, { ownerId: orderId });
  // One that was paid and refunded before we heard of it stays as it is in the books.
  if (order.invoiceId && order.chargeStatus !== OrderChargeStatus.REFUNDED) await voidInvoice(work, { invoiceId: order.invoiceId });
  await work.save(order);
  work.emit(orderExpired(orderDataOf(order)));
}

function isOverdue({ status, chargeStatus, expiresAt }: Order, now: Date): boolean {
  if (status !== OrderStatus.PENDING || !expiresAt || isBefore(now, expiresAt)) return false;
  return chargeStatus === OrderChargeStatus.NONE || chargeStatus === OrderChargeStatus.PENDING || chargeStatus === OrderChargeStatus.REFUNDED;
}
