import type { Work } from '../../../platform/database/work';
import { subscriptionSkipScheduled, subscriptionSkipWithdrawn } from '../events';
import { factsOf } from '../model/cycle-facts';
import { ScheduledAction } from '../model/scheduled-action';
import { clearScheduledChange } from '../model/scheduled-change';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { assertNotEnded, assertSkippable } from '../storage/allowed.queries';
import { lockSubscription } from '../storage/subscriptions.queries';
import { announceAgain } from './announce-again';
import { wakeHeld } from './hold-cycle';

/**
 * The next period is not billed, and the one after it is; what was to happen before is no longer. One that is held back is passed over at
 * once. Repeating it changes nothing.
 * Refuses NOT_FOUND, SUBSCRIPTION_ENDED, and SUBSCRIPTION_NOT_CHANGEABLE unless it is ACTIVE and goes on.
 */
export async function skipCycle(work: Work, { subscriptionId }: { subscriptionId: string }): Promise<SubscriptionContract> {
  const subscription = await lockSubscription(work, subscriptionId);
  await assertSkippable(work, subscription);
  if (subscription.scheduledAction === ScheduledAction.SKIP_CYCLE) return subscription;
  clearScheduledChange(subscription);
  Object.assign(subscription, { scheduledAction: ScheduledAction.SKIP_CYCLE, scheduledAt: subscription.currentPeriodEnd });
  work.emit(subscriptionSkipScheduled({ ...factsOf(subscription), periodStart: subscription.currentPeriodEnd }));
  await wakeHeld(work, subscription);
  return work.save(subscription);
}

/** The next period is billed after all. One that was not to be skipped stays as it is. Refuses NOT_FOUND, SUBSCRIPTION_ENDED. */
export async function unskipCycle(work: Work, { subscriptionId }: { subscriptionId: string }): Promise<SubscriptionContract> {
  const subscription = await lockSubscription(work, subscriptionId);
  assertNotEnded(subscription);
  if (subscription.scheduledAction !== ScheduledAction.SKIP_CYCLE) return subscription;
  clearScheduledChange(subscription);
  await announceAgain(work, subscription);
  work.emit(subscriptionSkipWithdrawn(factsOf(subscription)));
  return work.save(subscription);
}
