import type { OrderEventData } from '../events';
import type { OrderLine } from './order-line.entity';
import type { Order } from './order.entity';

/** What every event of an order tells of it. */
export function orderDataOf(order: Order): OrderEventData {
  const { id: orderId, userId, invoiceId, status, fulfillmentStatus, chargeStatus, totalMinor, currency } = order;
  return { orderId, userId, invoiceId, status, fulfillmentStatus, chargeStatus, totalMinor, currency };
}

/** The same of one that was placed, with its lines. */
export function placedDataOf(order: Order, lines: readonly OrderLine[]) {
  return { ...orderDataOf(order), lines: lines.map(({ id: lineId, variantId, quantity, totalMinor }) => ({ lineId, variantId, quantity, totalMinor })) };
}
