import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { Invoice } from '../../billing/contract';
import { shipStock, waitingFor } from '../../stock/contract';
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
 * What waits for goods stays: all that is left is all that is here. Refuses NOT_FOUND, ORDER_NOT_PAID, NOTHING_TO_FULFILL, GOODS_AWAITED, and
 * TRANSITION_NOT_ALLOWED for one that was called off.
 */
export async function fulfillOrder(work: Work, { orderId, lines: wanted }: FulfillOrder): Promise<{ order: Order; fulfillment: Fulfillment }> {
  const order = await lockOrder(work, orderId);
  assertMayLeave(order);
  await assertMoneyIsKept(work, order);
  const lines = await linesOf(work, orderId);
  const plan = await shipPlanned(work, order, { plan: planFulfillment(lines, wanted), isAll: wanted === null });
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

/** What of the plan can leave now. */
async function shipPlanned(work: Work, order: Order, { plan, isAll }: { plan: PlannedLine[]; isAll: boolean }): Promise<PlannedLine[]> {
  const items = plan.filter(isFromShelf).map(({ line, quantity }) => ({ variantId: line.variantId, quantity }));
  if (items.length === 0) return plan;
  const shipped = await shipStock(work, { ownerId: order.id, items });
  const [planned, left] = [piecesOf(items), piecesOf(shipped)];
  const short = [...planned].filter(([variantId, pieces]) => (left.get(variantId) ?? 0) < pieces);
  if (short.length === 0) return plan;
  const waiting = await waitingFor(work, order.id);
  for (const [variantId, pieces] of short) {
    const missing = pieces - (left.get(variantId) ?? 0);
    if (missing > (waiting.get(variantId) ?? 0)) throw new Error(`order ${order.id}: ${pieces} of ${variantId} leave, ${left.get(variantId) ?? 0} were allocated`);
  }
  const here = cutTo(plan, left);
  if (isAll && here.length > 0) return here;
  throw new Refusal('GOODS_AWAITED', 'Goods of this order have not come yet; name less, or wait for them.', isAll ? ['orderId'] : ['lines']);
}

function isFromShelf({ line }: PlannedLine): boolean {
  return line.isShippable && line.isCounted;
}

function piecesOf(parts: readonly { variantId: string; quantity: number }[]): Map<string, number> {
  const pieces = new Map<string, number>();
  for (const { variantId, quantity } of parts) pieces.set(variantId, (pieces.get(variantId) ?? 0) + quantity);
  return pieces;
}

/** Of the lines of a variant the first ones leave. */
function cutTo(plan: readonly PlannedLine[], pieces: Map<string, number>): PlannedLine[] {
  const left = new Map(pieces);
  return plan.flatMap((planned) => {
    if (!isFromShelf(planned)) return [planned];
    const { line, quantity } = planned;
    const taken = Math.min(quantity, left.get(line.variantId) ?? 0);
    left.set(line.variantId, (left.get(line.variantId) ?? 0) - taken);
    return taken > 0 ? [{ line, quantity: taken }] : [];
  });
}
