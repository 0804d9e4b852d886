import fc from 'fast-check';
import { couponCodes } from './offers';
import { about } from './step';

/** It takes the place of one that runs. */
export const applyCoupon = about('subscriptionCouponApply', fc.record({ couponCode: fc.constantFrom(...couponCodes) }), ({ couponCode }) => `gets the coupon ${couponCode}`);

export const removeCoupon = about('subscriptionCouponRemove', fc.constant({}), () => 'loses its coupon');
