import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { Invoice } from '../../billing/contract';
import { shipStock } from '../../stock/contract';
import { FulfillmentStatus, type Fulfillment } from '../model/fulfillment.entity';
import { planFulfillment, type LineQuantity, type PlannedLine } from '../model/fulfillment-plan';
import { OrderStatus } from '../model/order-status';
import type { Order } from '../model/order.entity';
import { linesOf, lockOrder } from '../storage/orders.queries';
import { deliverLines } from './deliver-lines';

export interface FulfillOrder {
  readonly orderId: string;
  /** All that is left when null. */
  readonly lines: readonly LineQuantity[] | null;
}

/**
 * Lets a paid order, or a part of it, leave the house; its stock leaves the shelf once, however often this is repeated.
 * Refuses NOT_FOUND, ORDER_NOT_PAID, NOTHING_TO_FULFILL, and TRANSITION_NOT_ALLOWED for one that was called off.
 */
export async function fulfillOrder(work: Work, { orderId, lines: wanted }: FulfillOrder): Promise<{ order: Order; fulfillment: Fulfillment }> {
  const order = await lockOrder(work, orderId);
  assertMayLeave(order);
  await assertMoneyIsKept(work, order);
  const lines = await linesOf(work, orderId);
  const plan = planFulfillment(lines, wanted);
  await shipPlanned(work, order, plan);
  const fulfillment = await deliverLines(work, { order, lines, plan, status: FulfillmentStatus.SHIPPED });
  return { order: await work.save(order), fulfillment };
}

/** What was given back altogether is not paid, also before the order has heard of it. */
async function assertMoneyIsKept(work: Work, { invoiceId }: Order): Promise<void> {
  const invoice = invoiceId && (await work.find(Invoice, invoiceId));
  if (!invoice || invoice.refundedMinor === 0n || invoice.paidMinor > 0n) return;
  throw new Refusal('ORDER_NOT_PAID', 'The money for this order was given back; cancel it.', ['orderId']);
}

function assertMayLeave({ status }: Order): void {
  if (status === OrderStatus.CONFIRMED) return;
  if (status === OrderStatus.COMPLETED) throw new Refusal('NOTHING_TO_FULFILL', 'All of this order has left.', ['orderId']);
  if (status === OrderStatus.DRAFT || status === OrderStatus.PENDING) throw new Refusal('ORDER_NOT_PAID', 'The order is not paid.', ['orderId']);
  throw new Refusal('TRANSITION_NOT_ALLOWED', `The order is ${status}; nothing of it may leave.`, ['orderId']);
}

async function shipPlanned(work: Work, order: Order, plan: readonly PlannedLine[]): Promise<void> {
  const items = plan.filter(({ line }) => line.isShippable && line.isCounted).map(({ line, quantity }) => ({ variantId: line.variantId, quantity }));
  if (items.length === 0) return;
  const shipped = await shipStock(work, { ownerId: order.id, items });
  const sum = (parts: readonly { quantity: number }[]) => parts.reduce((total, { quantity }) => total + quantity, 0);
  if (sum(shipped) !== sum(items)) throw new Error(`order ${order.id}: ${sum(items)} pieces leave, ${sum(shipped)} were allocated`);
}
