import type { Work } from '../../../platform/database/work';
import { endDiscount } from '../../billing/contract';
import { subscriptionCouponRemoved } from '../events';
import { factsOf } from '../model/cycle-facts';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { lockSubscription } from '../storage/subscriptions.queries';
import { announceAgain } from './announce-again';

/** Coming invoices are no longer reduced; without a coupon nothing changes. Refuses NOT_FOUND. */
export async function removeCoupon(work: Work, { subscriptionId }: { subscriptionId: string }): Promise<SubscriptionContract> {
  const subscription = await lockSubscription(work, subscriptionId);
  const { discountId } = subscription;
  if (!discountId) return subscription;
  await endDiscount(work, { discountId });
  await work.save(Object.assign(subscription, { discountId: null }));
  work.emit(subscriptionCouponRemoved({ ...factsOf(subscription), discountId }));
  await announceAgain(work, subscription);
  return subscription;
}
