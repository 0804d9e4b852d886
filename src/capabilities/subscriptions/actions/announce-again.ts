import type { Work } from '../../../platform/database/work';
import { schedule, scheduleAll } from '../../../platform/jobs/job';
import { BillingCycle } from '../model/billing-cycle.entity';
import { announcementAt } from '../model/renewal-notice';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { BillingCycleStatus } from '../model/subscription-states';
import { announceRenewalKind } from '../storage/job-kinds';
import { announceHeld } from './announce-renewal';

/**
 * The next period of a locked subscription comes after all, or at another price: it is announced as long as there is time, unless its
 * payer knows that price. One that is held back is looked at at once.
 */
export async function announceAgain(work: Work, subscription: SubscriptionContract): Promise<void> {
  const { id: subscriptionId, schedule: scheduleNumber } = subscription;
  const cycle = await work.from(BillingCycle).where({ subscriptionId, schedule: scheduleNumber, status: [BillingCycleStatus.UPCOMING, BillingCycleStatus.HELD] }).one();
  if (cycle?.status === BillingCycleStatus.HELD) return announceHeld(work, { subscription, cycleId: cycle.id });
  const dueAt = cycle && announcementAt(subscription, cycle, work.now);
  if (dueAt) await schedule(work, announceRenewalKind, { key: cycle.id, dueAt, payload: { cycleId: cycle.id } });
}

/** The same for many, in two statements. */
export async function announceAllAgain(work: Work, subscriptions: readonly SubscriptionContract[]): Promise<void> {
  if (subscriptions.length === 0) return;
  const cycles = await work.from(BillingCycle).where({ subscriptionId: subscriptions.map(({ id }) => id), status: BillingCycleStatus.UPCOMING }).all();
  const toRun = subscriptions.flatMap((subscription) => {
    const cycle = cycles.find(({ subscriptionId, schedule: number }) => subscriptionId === subscription.id && number === subscription.schedule);
    const dueAt = cycle && announcementAt(subscription, cycle, work.now);
    return dueAt ? [{ key: cycle.id, dueAt, payload: { cycleId: cycle.id } }] : [];
  });
  await scheduleAll(work, announceRenewalKind, toRun);
}
