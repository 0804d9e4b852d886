import { addMs, HOUR_MS } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { hasUnsettledCharge } from '../../billing/contract';
import { BillingCycle } from '../model/billing-cycle.entity';
import { expireIncompleteKind } from '../storage/job-kinds';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { BillingCycleStatus, SubscriptionStatus } from '../model/subscription-states';
import { findOldestUnsettledCycle } from '../storage/subscriptions.queries';
import { endSubscription } from './end-subscription';

/**
 * Ends a subscription whose first payment never came. One whose charge is still being asked about is looked at again later; one whose first
 * period is held back was not charged yet: it has its hours from then on.
 */
export async function expireIncomplete(work: Work, { subscriptionId }: { subscriptionId: string }): Promise<void> {
  const subscription = await work.lock(SubscriptionContract, subscriptionId);
  if (subscription?.status !== SubscriptionStatus.INCOMPLETE) return;
  const isHeld = await work.from(BillingCycle).where({ subscriptionId, schedule: subscription.schedule, status: BillingCycleStatus.HELD }).one();
  if (isHeld) return;
  const cycle = await findOldestUnsettledCycle(work, subscriptionId);
  if (cycle?.invoiceId && (await hasUnsettledCharge(work, cycle.invoiceId))) {
    await schedule(work, expireIncompleteKind, { key: subscriptionId, dueAt: addMs(work.now, HOUR_MS), payload: { subscriptionId } });
    return;
  }
  await endSubscription(work, subscription, SubscriptionStatus.INCOMPLETE_EXPIRED);
}
