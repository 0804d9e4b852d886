import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { redeemCoupon, type CouponName } from '../../billing/contract';
import { wholePrice, type Terms } from '../model/plan-change';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { isFinal } from '../model/subscription-states';
import { lockSubscription } from '../storage/subscriptions.queries';
import { currentTerms } from '../storage/terms.queries';
import { announceAgain } from './announce-again';

/**
 * Redeems a coupon for the coming invoices of a subscription; one that it ran with ends. Refuses NOT_FOUND (subscription, coupon),
 * SUBSCRIPTION_ENDED, COUPON_EXPIRED, COUPON_EXHAUSTED, COUPON_ALREADY_REDEEMED and COUPON_NOT_APPLICABLE.
 */
export async function applyCoupon(work: Work, { subscriptionId, name }: { subscriptionId: string; name: CouponName }): Promise<SubscriptionContract> {
  const subscription = await lockSubscription(work, subscriptionId);
  if (isFinal(subscription.status)) throw new Refusal('SUBSCRIPTION_ENDED', `This subscription is ${subscription.status}; it has ended.`, ['subscriptionId']);
  await takeCoupon(work, subscription, { name, terms: await currentTerms(work, subscription) });
  await announceAgain(work, subscription);
  return subscription;
}

/** The same for a locked subscription that has not ended. */
export async function takeCoupon(work: Work, subscription: SubscriptionContract, { name, terms }: { name: CouponName; terms: Terms }): Promise<SubscriptionContract> {
  const { id: scopeId, userId, discountId } = subscription;
  const { planId, currency } = terms;
  const discount = await redeemCoupon(work, { name, inPlaceOf: discountId, userId, scopeId, planId, currency, priceMinor: wholePrice(terms) });
  return work.save(Object.assign(subscription, { discountId: discount.id }));
}
