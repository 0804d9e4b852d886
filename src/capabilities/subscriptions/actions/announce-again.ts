import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { BillingCycle } from '../model/billing-cycle.entity';
import { announcementAt } from '../model/renewal-notice';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { BillingCycleStatus } from '../model/subscription-states';
import { announceRenewalKind } from '../storage/job-kinds';

/**
 * The next period of a locked subscription comes after all, or at another price: it is announced as long as there is time, unless its
 * payer knows that price.
 */
export async function announceAgain(work: Work, subscription: SubscriptionContract): Promise<void> {
  const { id: subscriptionId, schedule: scheduleNumber } = subscription;
  const cycle = await work.from(BillingCycle).where({ subscriptionId, schedule: scheduleNumber, status: BillingCycleStatus.UPCOMING }).one();
  const dueAt = cycle && announcementAt(subscription, cycle, work.now);
  if (dueAt) await schedule(work, announceRenewalKind, { key: cycle.id, dueAt, payload: { cycleId: cycle.id } });
}
