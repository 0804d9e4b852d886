import type { Jsonable } from '../../kernel/json';
import { defineEvent } from '../../platform/events/define-event';

/** What every event of an order tells. */
export interface OrderEventData extends Readonly<Record<string, Jsonable>> {
  readonly orderId: string;
  /** Null for a guest. */
  readonly userId: string | null;
  readonly status: string;
  readonly fulfillmentStatus: string;
  readonly chargeStatus: string;
  readonly totalMinor: bigint;
  readonly currency: string;
}

const of = { object: 'orderId', user: 'userId' } as const;

export const orderPlaced = defineEvent<OrderEventData & { lines: readonly { variantId: string; quantity: number; totalMinor: bigint }[] }>({
  ...of,
  type: 'order.placed',
  description: 'An order was placed; its stock is allocated.',
});

export const orderConfirmed = defineEvent<OrderEventData>({ ...of, type: 'order.confirmed', description: 'An order is paid and will be delivered.' });

export const orderPaid = defineEvent<OrderEventData>({ ...of, type: 'order.paid', description: 'The total of an order is paid.' });

export const orderCanceled = defineEvent<OrderEventData>({
  ...of,
  type: 'order.canceled',
  description: 'An order was called off; its stock is back on the shelf.',
});

export const orderFulfilled = defineEvent<OrderEventData & { fulfillmentId: string; lines: readonly { lineId: string; quantity: number }[] }>({
  ...of,
  type: 'order.fulfilled',
  description: 'Something of an order left the house; `fulfillmentStatus` says whether that was all.',
});

export const orderExpired = defineEvent<OrderEventData>({
  ...of,
  type: 'order.expired',
  description: 'An order was not paid in time; its stock is back on the shelf.',
});
