import { defineEvent } from '../../platform/events/define-event';
import type { OrderChargeStatus, OrderFulfillmentStatus, OrderStatus } from './model/order-status';

/** What every event of an order tells. */
export type OrderEventData = {
  orderId: string;
  /** Null for a guest. */
  userId: string | null;
  invoiceId: string | null;
  status: OrderStatus;
  fulfillmentStatus: OrderFulfillmentStatus;
  chargeStatus: OrderChargeStatus;
  totalMinor: bigint;
  currency: string;
};

const of = { object: 'orderId', user: 'userId' } as const;

export const orderPlaced = defineEvent<OrderEventData & { lines: readonly { lineId: string; variantId: string; quantity: number; totalMinor: bigint }[] }>({
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

export const orderFulfilled = defineEvent<OrderEventData & { fulfillmentId: string; lines: readonly { lineId: string; variantId: string; quantity: number }[] }>({
  ...of,
  type: 'order.fulfilled',
  description: 'Something of an order left the house; `fulfillmentStatus` says whether that was all.',
});

export const orderExpired = defineEvent<OrderEventData>({
  ...of,
  type: 'order.expired',
  description: 'An order was not paid in time; its stock is back on the shelf.',
});
