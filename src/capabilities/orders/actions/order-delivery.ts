import { newId } from '../../../kernel/id';
import type { Work } from '../../../platform/database/work';
import { Invoice } from '../../billing/contract';
import { getVariants } from '../../catalog/contract';
import { transferAllocated } from '../../stock/contract';
import { lockDueBox, type DueBox } from '../../subscriptions/contract';
import { orderPlaced } from '../events';
import { linesOfBox } from '../model/box-lines';
import { placedDataOf } from '../model/event-data';
import { OrderLine } from '../model/order-line.entity';
import { OrderChargeStatus, OrderFulfillmentStatus, OrderStatus } from '../model/order-status';
import { Order } from '../model/order.entity';
import { confirmOrder } from './confirm-order';

/**
 * Writes down the order of a delivery that is due: it takes over the goods that are promised to the delivery, costs nothing, because
 * the period has paid it, and is confirmed at once. One for each delivery: repeating it changes nothing. A delivery that sends
 * nothing has none. Refuses nothing.
 */
export async function orderDelivery(work: Work, { subscriptionId, deliveryId }: { subscriptionId: string; deliveryId: string }): Promise<Order | null> {
  // Whoever orders the same delivery waits for the subscription, and finds its order then.
  const box = await lockDueBox(work, { subscriptionId, deliveryId });
  if (!box) return null;
  const known = await work.from(Order).where({ deliveryId }).one();
  if (known) return known;
  const invoice = (await work.find(Invoice, box.invoiceId))!;
  const orderId = newId('ord');
  const promised = await transferAllocated(work, { ownerId: deliveryId, toOwnerId: orderId });
  const variants = await getVariants(work, [...new Set(box.items.map(({ variantId }) => variantId))]);
  const order = await work.insert(Order, { id: orderId, ...orderOf(box, invoice), placedAt: work.now });
  const rows = linesOfBox(box.items, { orderId, currency: order.currency, variants, promised: new Set(promised.map(({ variantId }) => variantId)) });
  const lines = await work.insertAll(OrderLine, rows);
  work.emit(orderPlaced(placedDataOf(order, lines)));
  await confirmOrder(work, { order, lines });
  return work.save(order);
}

/** For whom the box is, by the invoice of its period. */
function orderOf({ subscription, delivery }: DueBox, { id: invoiceId, number, currency }: Invoice): Partial<Order> {
  return {
    number: `${number}-${delivery.index + 1}`,
    userId: subscription.beneficiaryUserId ?? subscription.userId,
    status: OrderStatus.PENDING,
    fulfillmentStatus: OrderFulfillmentStatus.UNFULFILLED,
    chargeStatus: OrderChargeStatus.FULL,
    currency,
    subtotalMinor: 0n,
    taxMinor: 0n,
    totalMinor: 0n,
    shippingAddress: subscription.shippingAddress,
    invoiceId,
    subscriptionId: subscription.id,
    deliveryId: delivery.id,
  };
}
