import type { OrderEventData } from '../events';
import type { Order } from './order.entity';

/** What every event of an order tells of it. */
export function orderDataOf(order: Order): OrderEventData {
  const { id: orderId, userId, invoiceId, status, fulfillmentStatus, chargeStatus, totalMinor, currency } = order;
  return { orderId, userId, invoiceId, status, fulfillmentStatus, chargeStatus, totalMinor, currency };
}
