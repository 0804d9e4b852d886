import { WHOLE } from '../../../kernel/percent';
import type { View } from '../../../platform/database/view';
import { CouponDuration, Discount } from '../../billing/contract';
import { periodPrice } from '../model/add-on-terms';
import type { Terms } from '../model/plan-change';
import type { SubscriptionContract } from '../model/subscription-contract.entity';

/** Whether there is nothing to pay, by the plan or by a coupon for good: then no payment method is needed. */
export async function isFree(view: View, { discountId }: SubscriptionContract, terms: Terms): Promise<boolean> {
  if (periodPrice(terms) === 0n && !terms.setupFeeMinor) return true;
  const discount = discountId ? await view.find(Discount, discountId) : null;
  return discount?.percentOff === WHOLE && discount.duration === CouponDuration.FOREVER;
}
