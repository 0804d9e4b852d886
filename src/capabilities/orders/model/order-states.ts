import { StateMachine } from '../../../kernel/state-machine';
import { OrderChargeStatus, OrderFulfillmentStatus, OrderStatus } from './order-status';

/**
 * An order is PENDING until it is paid. History that is imported begins COMPLETED.
 * What has left the house is not canceled but returned, so no way leads out of COMPLETED.
 */
export const orderStates = new StateMachine<'status', OrderStatus>('The order', 'status', [OrderStatus.DRAFT, OrderStatus.PENDING, OrderStatus.COMPLETED], {
  DRAFT: [OrderStatus.PENDING, OrderStatus.CANCELED],
  PENDING: [OrderStatus.CONFIRMED, OrderStatus.CANCELED, OrderStatus.EXPIRED],
  CONFIRMED: [OrderStatus.COMPLETED, OrderStatus.CANCELED],
  COMPLETED: [],
  CANCELED: [],
  EXPIRED: [],
});

/** How much of an order has left the house, and come back. */
export const orderFulfillmentStates = new StateMachine<'fulfillmentStatus', OrderFulfillmentStatus>(
  'The order\'s fulfillment',
  'fulfillmentStatus',
  [OrderFulfillmentStatus.UNFULFILLED, OrderFulfillmentStatus.FULFILLED],
  {
    UNFULFILLED: [OrderFulfillmentStatus.PARTIALLY_FULFILLED, OrderFulfillmentStatus.FULFILLED],
    PARTIALLY_FULFILLED: [OrderFulfillmentStatus.FULFILLED, OrderFulfillmentStatus.PARTIALLY_RETURNED, OrderFulfillmentStatus.RETURNED],
    FULFILLED: [OrderFulfillmentStatus.PARTIALLY_RETURNED, OrderFulfillmentStatus.RETURNED],
    PARTIALLY_RETURNED: [OrderFulfillmentStatus.RETURNED],
    RETURNED: [],
  },
);

/**
 * What the payments of an order amount to. A decline leads back from PENDING to where the money stands; a refund in full is
 * the end, unless a charge that was under way all the same succeeds (it is refunded too).
 */
export const chargeStates = new StateMachine<'chargeStatus', OrderChargeStatus>('The order\'s charge', 'chargeStatus', [OrderChargeStatus.NONE, OrderChargeStatus.FULL], {
  NONE: [OrderChargeStatus.PENDING, OrderChargeStatus.PARTIAL, OrderChargeStatus.FULL, OrderChargeStatus.OVERCHARGED, OrderChargeStatus.REFUNDED],
  PENDING: [OrderChargeStatus.NONE, OrderChargeStatus.PARTIAL, OrderChargeStatus.FULL, OrderChargeStatus.OVERCHARGED, OrderChargeStatus.REFUNDED],
  PARTIAL: [OrderChargeStatus.PENDING, OrderChargeStatus.FULL, OrderChargeStatus.OVERCHARGED, OrderChargeStatus.REFUNDED],
  FULL: [OrderChargeStatus.PARTIAL, OrderChargeStatus.OVERCHARGED, OrderChargeStatus.REFUNDED],
  OVERCHARGED: [OrderChargeStatus.FULL, OrderChargeStatus.PARTIAL, OrderChargeStatus.REFUNDED],
  REFUNDED: [OrderChargeStatus.PENDING, OrderChargeStatus.PARTIAL, OrderChargeStatus.FULL, OrderChargeStatus.OVERCHARGED],
});
