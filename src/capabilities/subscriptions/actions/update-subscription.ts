import { Money } from '../../../kernel/money';
import { notFound, Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { wholePrice } from '../model/plan-change';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { isFinal } from '../model/subscription-states';
import { assertMethodFits, methodToCharge } from '../storage/method-fits.queries';
import { changeableSubscriptions } from '../storage/subscriptions.queries';
import { comingTerms } from '../storage/terms.queries';
import { tryNewMethod } from './try-new-method';

export interface UpdateSubscription {
  readonly id: string;
  /** Null: the payer's default one at the moment of each charge. */
  readonly paymentMethodId?: string | null;
  readonly metadata?: Record<string, unknown> | null;
}

/**
 * Changes what a subscription is charged to, and what its shop notes about it; what is left out stays. What is owed is tried at once
 * with another method. Refuses NOT_FOUND (subscription, method), SUBSCRIPTION_ENDED and MANDATE_NOT_APPLICABLE.
 */
export async function updateSubscription(work: Work, { id, paymentMethodId, metadata }: UpdateSubscription): Promise<SubscriptionContract> {
  const subscription = await work.locked(SubscriptionContract).where({ id }).where(changeableSubscriptions(work)).one();
  if (!subscription) throw notFound('This subscription', ['id']);
  const { status, userId } = subscription;
  if (isFinal(status)) throw new Refusal('SUBSCRIPTION_ENDED', `This subscription is ${status}; it has ended.`, ['id']);
  if (metadata !== undefined) subscription.metadata = metadata;
  const isOther = paymentMethodId !== undefined && paymentMethodId !== subscription.paymentMethodId;
  if (isOther) {
    const [method, terms] = [await methodToCharge(work, { userId, paymentMethodId }), await comingTerms(work, subscription)];
    assertMethodFits(method, { interval: terms.interval, anchor: subscription.anchor, amount: Money.of(wholePrice(terms), terms.currency) });
    subscription.paymentMethodId = paymentMethodId;
  }
  await work.save(subscription);
  if (isOther) await tryNewMethod(work, subscription);
  return subscription;
}
