import type { Work } from '../../../platform/database/work';
import { unschedule } from '../../../platform/jobs/job';
import { subscriptionPaused, subscriptionUnpaid } from '../events';
import type { BillingCycle } from '../model/billing-cycle.entity';
import { cycleFacts, factsOf } from '../model/cycle-facts';
import { DunningFinalAction } from '../model/dunning';
import { PauseReason } from '../model/pause-reason';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStatus, subscriptionStates } from '../model/subscription-states';
import { resumeSubscriptionKind } from '../storage/job-kinds';
import { endSubscription } from './end-subscription';
import { releaseGoods } from './release-goods';

/**
 * The last attempt to charge a locked subscription has failed: it ends, waits for its payment, or pauses until then. One that pauses
 * already goes on pausing, but no longer until a date. What was reserved for the period can be had by others.
 */
export async function takeFinalAction(
  work: Work,
  { subscription, cycle, finalAction }: { subscription: SubscriptionContract; cycle: BillingCycle; finalAction: DunningFinalAction },
): Promise<void> {
  if (finalAction === DunningFinalAction.CANCEL) return endSubscription(work, subscription, SubscriptionStatus.CANCELED, 'GIVEN_UP');
  if (cycle.goods) {
    await releaseGoods(work, cycle);
    await work.save(cycle);
  }
  if (finalAction === DunningFinalAction.UNPAID && subscription.status === SubscriptionStatus.PAST_DUE) {
    subscriptionStates.move(subscription, SubscriptionStatus.UNPAID);
    await work.save(subscription);
    work.emit(subscriptionUnpaid({ ...cycleFacts(subscription, cycle), invoiceId: cycle.invoiceId }));
    return;
  }
  if (subscription.status !== SubscriptionStatus.PAUSED) subscriptionStates.move(subscription, SubscriptionStatus.PAUSED);
  Object.assign(subscription, { pausedAt: subscription.pausedAt ?? work.now, pauseReason: PauseReason.UNPAID, resumesAt: null });
  await unschedule(work, resumeSubscriptionKind, subscription.id);
  await work.save(subscription);
  work.emit(subscriptionPaused({ ...factsOf(subscription), resumesAt: null, reason: PauseReason.UNPAID }));
}
