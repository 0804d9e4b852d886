import { Money } from '../../../kernel/money';
import type { Work } from '../../../platform/database/work';
import { normaliseAddress, type ShippingAddress } from '../../identity/contract';
import { wholePrice } from '../model/plan-change';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { assertNotEnded } from '../storage/allowed.queries';
import { assertMethodFits, methodToCharge } from '../storage/method-fits.queries';
import { lockSubscription } from '../storage/subscriptions.queries';
import { comingTerms } from '../storage/terms.queries';
import { announceAgain } from './announce-again';
import { tryNewMethod } from './try-new-method';

export interface UpdateSubscription {
  readonly subscriptionId: string;
  /** Null: the payer's default one at the moment of each charge. */
  readonly paymentMethodId?: string | null;
  readonly spendPointsOnRenewal?: boolean | null;
  /** Null: none. */
  readonly shippingAddress?: ShippingAddress | null;
  readonly metadata?: Record<string, unknown> | null;
}

/**
 * Changes what a subscription is charged to, whether points pay for its renewals, where its boxes are sent, and what its shop notes about it; what is left out stays. What is
 * owed is tried at once with another method. Refuses NOT_FOUND (subscription, method), INVALID, SUBSCRIPTION_ENDED and MANDATE_NOT_APPLICABLE.
 */
export async function updateSubscription(work: Work, { subscriptionId, paymentMethodId, shippingAddress, metadata, spendPointsOnRenewal }: UpdateSubscription): Promise<SubscriptionContract> {
  const subscription = await lockSubscription(work, subscriptionId);
  assertNotEnded(subscription);
  const { userId } = subscription;
  if (shippingAddress !== undefined) subscription.shippingAddress = shippingAddress && normaliseAddress(shippingAddress);
  if (metadata !== undefined) subscription.metadata = metadata;
  const isOther = paymentMethodId !== undefined && paymentMethodId !== subscription.paymentMethodId;
  if (isOther) {
    const [method, terms] = [await methodToCharge(work, { userId, paymentMethodId }), await comingTerms(work, subscription)];
    assertMethodFits(method, { interval: terms.interval, anchor: subscription.anchor, amount: Money.of(wholePrice(terms), terms.currency) });
    subscription.paymentMethodId = paymentMethodId;
  }
  const isOtherPrice = spendPointsOnRenewal != null && spendPointsOnRenewal !== subscription.spendPointsOnRenewal;
  if (isOtherPrice) Object.assign(subscription, { spendPointsOnRenewal });
  await work.save(subscription);
  // What the next period will be charged is another amount.
  if (isOtherPrice) await announceAgain(work, subscription);
  if (isOther) await tryNewMethod(work, subscription);
  return subscription;
}
