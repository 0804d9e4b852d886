import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { subscriptionUncanceled } from '../events';
import { factsOf } from '../model/cycle-facts';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { isFinal } from '../model/subscription-states';
import { lockSubscription } from '../storage/subscriptions.queries';

/**
 * Takes a cancellation at the end of the period back, before that. One that is not to end stays as it is. Refuses NOT_FOUND,
 * SUBSCRIPTION_ENDED.
 */
export async function uncancelSubscription(work: Work, { subscriptionId }: { subscriptionId: string }): Promise<SubscriptionContract> {
  const subscription = await lockSubscription(work, subscriptionId);
  const { status } = subscription;
  if (isFinal(status)) throw new Refusal('SUBSCRIPTION_ENDED', `This subscription is ${status}; it has ended.`, ['subscriptionId']);
  if (!subscription.cancelAtPeriodEnd) return subscription;
  Object.assign(subscription, { cancelAtPeriodEnd: false, canceledAt: null, cancellationFeedback: null, cancellationComment: null });
  work.emit(subscriptionUncanceled(factsOf(subscription)));
  return work.save(subscription);
}
