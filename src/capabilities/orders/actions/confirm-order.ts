import type { Work } from '../../../platform/database/work';
import { orderConfirmed, orderPaid } from '../events';
import { orderDataOf } from '../model/event-data';
import { FulfillmentStatus } from '../model/fulfillment.entity';
import { orderStates } from '../model/order-states';
import type { OrderLine } from '../model/order-line.entity';
import { OrderStatus } from '../model/order-status';
import type { Order } from '../model/order.entity';
import { deliverLines } from './deliver-lines';

export interface ConfirmOrder {
  /** Locked; the caller saves it. */
  readonly order: Order;
  /** All lines of the order. */
  readonly lines: readonly OrderLine[];
}

/** The money is in: the order will be delivered, and what is digital is delivered now. Refuses TRANSITION_NOT_ALLOWED unless it is PENDING. */
export async function confirmOrder(work: Work, { order, lines }: ConfirmOrder): Promise<void> {
  orderStates.move(order, OrderStatus.CONFIRMED);
  order.expiresAt = null;
  work.emit(orderConfirmed(orderDataOf(order)));
  work.emit(orderPaid(orderDataOf(order)));
  const plan = lines.filter(({ isShippable }) => !isShippable).map((line) => ({ line, quantity: line.quantity }));
  if (plan.length > 0) await deliverLines(work, { order, lines, plan, status: FulfillmentStatus.DELIVERED });
}
