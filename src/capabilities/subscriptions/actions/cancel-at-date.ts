import { addMs, HOUR_MS, isBefore } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { ProrationBehavior } from '../model/proration-behavior';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { isFinal, SubscriptionStatus } from '../model/subscription-states';
import { cancelAtDateKind } from '../storage/job-kinds';
import { isSettled } from '../storage/settled.queries';
import { creditRest } from './credit-rest';
import { endSubscription } from './end-subscription';

/**
 * Ends a subscription whose date has come, and gives the rest of its period back if that was wanted. What is not to end any more is
 * left alone; while the charge of its period is being asked about, a credit waits for the answer.
 */
export async function cancelAtDate(work: Work, { subscriptionId }: { subscriptionId: string }): Promise<void> {
  const subscription = await work.lock(SubscriptionContract, subscriptionId);
  if (!subscription?.cancelAt || isFinal(subscription.status) || isBefore(work.now, subscription.cancelAt)) return;
  const isCredited = (subscription.cancelProration ?? ProrationBehavior.NONE) !== ProrationBehavior.NONE;
  if (isCredited) {
    if (!(await isSettled(work, subscription))) {
      await schedule(work, cancelAtDateKind, { key: subscriptionId, dueAt: addMs(work.now, HOUR_MS), payload: { subscriptionId } });
      return;
    }
    await creditRest(work, subscription, subscription.cancelAt);
  }
  await endSubscription(work, subscription, SubscriptionStatus.CANCELED);
}
