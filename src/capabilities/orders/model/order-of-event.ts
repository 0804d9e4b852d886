import { ORDER_PURPOSE } from './order-lines';

interface Happening {
  readonly type: string;
  readonly objectId: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const STREAMED = /^(order|payment|shipment|return)\./;

/** The id of the order that an event is about: its own, its invoice's, its payments'; null for any other event. */
export function orderIdOfEvent({ type, objectId, data }: Happening): string | null {
  if (type.startsWith('order.')) return objectId;
  if (typeof data.orderId === 'string') return data.orderId;
  return data.purposeKind === ORDER_PURPOSE ? String(data.purposeId) : null;
}

/** True for what `orderEvents` tells: what happens to orders and their payments. */
export function isOrderEvent(event: Happening): boolean {
  return STREAMED.test(event.type) && orderIdOfEvent(event) !== null;
}
