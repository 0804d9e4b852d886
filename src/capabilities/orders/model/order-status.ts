import { registerEnumType } from 'type-graphql';

export enum OrderStatus {
  DRAFT = 'DRAFT',
  PENDING = 'PENDING',
  CONFIRMED = 'CONFIRMED',
  COMPLETED = 'COMPLETED',
  CANCELED = 'CANCELED',
  EXPIRED = 'EXPIRED',
}

registerEnumType(OrderStatus, {
  name: 'OrderStatus',
  description: 'Where an order stands.',
  valuesConfig: {
    DRAFT: { description: 'Being put together; nothing is allocated and nothing is owed.' },
    PENDING: { description: 'Placed and not paid: its stock is allocated until it is paid, canceled or expires.' },
    CONFIRMED: { description: 'Paid; to be delivered.' },
    COMPLETED: { description: 'Paid and delivered in full.' },
    CANCELED: { description: 'Called off before anything left; its stock is back on the shelf and its money is given back.' },
    EXPIRED: { description: 'Not paid in time (30 minutes); its stock is back on the shelf.' },
  },
});

export enum OrderFulfillmentStatus {
  UNFULFILLED = 'UNFULFILLED',
  PARTIALLY_FULFILLED = 'PARTIALLY_FULFILLED',
  FULFILLED = 'FULFILLED',
  PARTIALLY_RETURNED = 'PARTIALLY_RETURNED',
  RETURNED = 'RETURNED',
}

registerEnumType(OrderFulfillmentStatus, {
  name: 'OrderFulfillmentStatus',
  description: 'How much of an order has left the house, and come back.',
  valuesConfig: {
    UNFULFILLED: { description: 'Nothing has left.' },
    PARTIALLY_FULFILLED: { description: 'Some of it has left.' },
    FULFILLED: { description: 'All of it has left.' },
    PARTIALLY_RETURNED: { description: 'Some of what left came back.' },
    RETURNED: { description: 'All of what left came back.' },
  },
});

export enum OrderChargeStatus {
  NONE = 'NONE',
  PENDING = 'PENDING',
  PARTIAL = 'PARTIAL',
  FULL = 'FULL',
  OVERCHARGED = 'OVERCHARGED',
  REFUNDED = 'REFUNDED',
}

registerEnumType(OrderChargeStatus, {
  name: 'OrderChargeStatus',
  description: 'What the payments of an order amount to.',
  valuesConfig: {
    NONE: { description: 'Nothing was paid.' },
    PENDING: { description: 'A charge is under way, or waits for the customer.' },
    PARTIAL: { description: 'Less than the total is paid, or a part was given back.' },
    FULL: { description: 'The total is paid.' },
    OVERCHARGED: { description: 'More than the total is paid.' },
    REFUNDED: { description: 'All that was paid was given back.' },
  },
});
