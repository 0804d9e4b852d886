import { invalid, notFound, Refusal } from '../../../kernel/refusal';
import type { OrderLine } from './order-line.entity';
import { OrderFulfillmentStatus } from './order-status';

export interface LineQuantity {
  readonly lineId: string;
  readonly quantity: number;
}

export interface PlannedLine {
  readonly line: OrderLine;
  readonly quantity: number;
}

/**
 * What leaves now: what is asked for, or all that is left when nothing is. Digital lines never wait for this: they are delivered
 * when the order is paid. Refuses NOT_FOUND, INVALID and NOTHING_TO_FULFILL, each with the line's field.
 */
export function planFulfillment(lines: readonly OrderLine[], wanted: readonly LineQuantity[] | null): PlannedLine[] {
  if (wanted?.length === 0) throw invalid('Name a line, or leave `lines` out for all that is left.', ['lines']);
  const plan = wanted ? wantedOf(lines, wanted) : lines.map((line) => ({ line, quantity: leftOf(line) }));
  const leaving = plan.filter(({ quantity }) => quantity > 0);
  if (leaving.length === 0) throw new Refusal('NOTHING_TO_FULFILL', 'Nothing of this order is left to deliver.', ['lines']);
  return leaving;
}

/** What the fulfilled and returned quantities of its lines say of an order. */
export function fulfillmentStatusOf(lines: readonly Pick<OrderLine, 'quantity' | 'fulfilledQuantity' | 'returnedQuantity'>[]): OrderFulfillmentStatus {
  const ordered = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const fulfilled = lines.reduce((sum, { fulfilledQuantity }) => sum + fulfilledQuantity, 0);
  const returned = lines.reduce((sum, { returnedQuantity }) => sum + returnedQuantity, 0);
  if (fulfilled === 0) return OrderFulfillmentStatus.UNFULFILLED;
  if (returned === fulfilled && fulfilled === ordered) return OrderFulfillmentStatus.RETURNED;
  if (returned > 0) return OrderFulfillmentStatus.PARTIALLY_RETURNED;
  return fulfilled === ordered ? OrderFulfillmentStatus.FULFILLED : OrderFulfillmentStatus.PARTIALLY_FULFILLED;
}

function wantedOf(lines: readonly OrderLine[], wanted: readonly LineQuantity[]): PlannedLine[] {
  const lineById = new Map(lines.map((line) => [line.id, line]));
  const quantities = new Map<OrderLine, number>();
  wanted.forEach(({ lineId, quantity }, index) => {
    const line = lineById.get(lineId);
    if (!line) throw notFound('This line of the order', ['lines', String(index), 'lineId']);
    const field = ['lines', String(index), 'quantity'];
    if (quantity < 1) throw invalid('The quantity must be at least 1.', field);
    const sum = (quantities.get(line) ?? 0) + quantity;
    if (sum > leftOf(line)) throw new Refusal('NOTHING_TO_FULFILL', `Of ${line.sku} there are ${leftOf(line)} left to deliver.`, field);
    quantities.set(line, sum);
  });
  return [...quantities].map(([line, quantity]) => ({ line, quantity }));
}

function leftOf({ quantity, fulfilledQuantity }: OrderLine): number {
  return quantity - fulfilledQuantity;
}
