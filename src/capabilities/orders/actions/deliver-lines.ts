import type { Work } from '../../../platform/database/work';
import { orderFulfilled } from '../events';
import { orderDataOf } from '../model/event-data';
import { Fulfillment, FulfillmentLine, fulfillmentStates, FulfillmentStatus } from '../model/fulfillment.entity';
import { fulfillmentStatusOf, type PlannedLine } from '../model/fulfillment-plan';
import { orderFulfillmentStates, orderStates } from '../model/order-states';
import type { OrderLine } from '../model/order-line.entity';
import { OrderFulfillmentStatus, OrderStatus } from '../model/order-status';
import type { Order } from '../model/order.entity';

export interface DeliverLines {
  /** Locked; the caller saves it. */
  readonly order: Order;
  /** All lines of the order. */
  readonly lines: readonly OrderLine[];
  readonly plan: readonly PlannedLine[];
  readonly status: FulfillmentStatus.SHIPPED | FulfillmentStatus.DELIVERED;
}

/** Writes down what leaves together. A paid order of which all has left is COMPLETED. Refuses a transition that the tables do not have. */
export async function deliverLines(work: Work, { order, lines, plan, status }: DeliverLines): Promise<Fulfillment> {
  const fulfillment = { status: FulfillmentStatus.PENDING };
  fulfillmentStates.move(fulfillment, status);
  const made = await work.insert(Fulfillment, {
    orderId: order.id,
    status: fulfillment.status,
    shippedAt: status === FulfillmentStatus.SHIPPED ? work.now : null,
    deliveredAt: status === FulfillmentStatus.DELIVERED ? work.now : null,
  });
  await work.insertAll(FulfillmentLine, plan.map(({ line, quantity }) => ({ fulfillmentId: made.id, orderLineId: line.id, quantity })));
  for (const { line, quantity } of plan) line.fulfilledQuantity += quantity;
  await work.saveAll(plan.map(({ line }) => line));
  const reached = fulfillmentStatusOf(lines);
  if (reached !== order.fulfillmentStatus) orderFulfillmentStates.move(order, reached);
  if (reached === OrderFulfillmentStatus.FULFILLED) orderStates.move(order, OrderStatus.COMPLETED);
  const left = plan.map(({ line, quantity }) => ({ lineId: line.id, variantId: line.variantId, quantity }));
  work.emit(orderFulfilled({ ...orderDataOf(order), fulfillmentId: made.id, lines: left }));
  return made;
}
