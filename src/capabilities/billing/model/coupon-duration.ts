import { registerEnumType } from 'type-graphql';

export enum CouponDuration {
  ONCE = 'ONCE',
  REPEATING = 'REPEATING',
  FOREVER = 'FOREVER',
}

registerEnumType(CouponDuration, {
  name: 'CouponDuration',
  description: 'On how many invoices a coupon takes something off.',
  valuesConfig: {
    ONCE: { description: 'On the first one with a charge.' },
    REPEATING: { description: 'On the first `durationInCycles` with a charge; an invoice over zero, of a trial for example, uses none of them.' },
    FOREVER: { description: 'On all.' },
  },
});
