import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { unschedule } from '../../../platform/jobs/job';
import { subscriptionResumed } from '../events';
import { factsOf } from '../model/cycle-facts';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { isFinal, SubscriptionStatus, subscriptionStates } from '../model/subscription-states';
import { resumeSubscriptionKind } from '../storage/job-kinds';
import { lockSubscription } from '../storage/subscriptions.queries';

/**
 * Ends a pause: the next period is billed when it starts, by the anchor of before. One that does not pause stays as it is.
 * Refuses NOT_FOUND, SUBSCRIPTION_ENDED.
 */
export async function resumeSubscription(work: Work, { subscriptionId }: { subscriptionId: string }): Promise<SubscriptionContract> {
  const subscription = await lockSubscription(work, subscriptionId);
  const { status } = subscription;
  if (isFinal(status)) throw new Refusal('SUBSCRIPTION_ENDED', `This subscription is ${status}; it has ended.`, ['subscriptionId']);
  return status === SubscriptionStatus.PAUSED ? endPause(work, subscription) : subscription;
}

/** Of a locked subscription that is PAUSED. */
export async function endPause(work: Work, subscription: SubscriptionContract): Promise<SubscriptionContract> {
  subscriptionStates.move(subscription, SubscriptionStatus.ACTIVE);
  Object.assign(subscription, { pausedAt: null, resumesAt: null });
  await unschedule(work, resumeSubscriptionKind, subscription.id);
  work.emit(subscriptionResumed(factsOf(subscription)));
  return work.save(subscription);
}
