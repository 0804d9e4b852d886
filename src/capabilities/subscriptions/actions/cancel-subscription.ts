import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { subscriptionCanceled } from '../events';
import { ChangeTiming, type CancellationFeedback } from '../model/cancellation';
import { factsOf } from '../model/cycle-facts';
import { clearScheduledChange } from '../model/scheduled-change';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { isFinal, SubscriptionStatus } from '../model/subscription-states';
import { lockSubscription } from '../storage/subscriptions.queries';
import { endSubscription } from './end-subscription';

export interface CancelSubscription {
  readonly subscriptionId: string;
  readonly timing: ChangeTiming;
  readonly feedback?: CancellationFeedback | null;
  readonly comment?: string | null;
}

/** In the others nothing runs that could be waited for. */
const WITH_PERIOD: readonly SubscriptionStatus[] = [SubscriptionStatus.TRIALING, SubscriptionStatus.ACTIVE, SubscriptionStatus.PAST_DUE];

/**
 * Ends a subscription now, without money back, or with the period that runs. Repeating it changes nothing; NOW may follow
 * PERIOD_END. Refuses NOT_FOUND and SUBSCRIPTION_ENDED.
 */
export async function cancelSubscription(
  work: Work,
  { subscriptionId, timing, feedback = null, comment = null }: CancelSubscription,
): Promise<SubscriptionContract> {
  const subscription = await lockSubscription(work, subscriptionId);
  if (subscription.status === SubscriptionStatus.CANCELED) return subscription;
  if (isFinal(subscription.status)) throw new Refusal('SUBSCRIPTION_ENDED', `This subscription is ${subscription.status}; it has ended.`, ['subscriptionId']);
  const isNow = timing === ChangeTiming.NOW || !WITH_PERIOD.includes(subscription.status);
  if (subscription.cancelAtPeriodEnd && !isNow) return subscription;
  subscription.canceledAt ??= work.now;
  subscription.cancellationFeedback = feedback ?? subscription.cancellationFeedback;
  subscription.cancellationComment = comment ?? subscription.cancellationComment;
  subscription.cancelAtPeriodEnd = !isNow;
  clearScheduledChange(subscription);
  if (isNow) {
    await endSubscription(work, subscription, SubscriptionStatus.CANCELED);
    return subscription;
  }
  await work.save(subscription);
  work.emit(
    subscriptionCanceled({
      ...factsOf(subscription),
      atPeriodEnd: true,
      endsAt: subscription.currentPeriodEnd,
      feedback: subscription.cancellationFeedback,
    }),
  );
  return subscription;
}
