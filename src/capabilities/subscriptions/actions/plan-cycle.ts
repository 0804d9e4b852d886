import { periodOf, type Interval } from '../../../kernel/calendar';
import { laterOf } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { BillingCycle } from '../model/billing-cycle.entity';
import { anchorColumns, anchorFor } from '../model/cycle-lines';
import type { Terms } from '../model/plan-change';
import { announcementAt } from '../model/renewal-notice';
import { announceRenewalKind, billCycleKind } from '../storage/job-kinds';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { BillingCycleStatus } from '../model/subscription-states';

/**
 * Writes down the period with a number, to be billed when it starts, and announced some days before when there is time for it.
 * Counted from the anchor every time, never from the period before.
 */
export async function planCycle(
  work: Work,
  { subscription, interval, index, from }: { subscription: SubscriptionContract; interval: Interval; index: number; from?: Date },
): Promise<BillingCycle> {
  const { startAt: boundaryAt, endAt } = periodOf(subscription.anchor, interval, index);
  // The first period may begin in the middle of the calendar's.
  const startAt = from ? laterOf(boundaryAt, from) : boundaryAt;
  const cycle = await work.insert(BillingCycle, {
    subscriptionId: subscription.id,
    schedule: subscription.schedule,
    index,
    status: BillingCycleStatus.UPCOMING,
    startAt,
    endAt,
    invoiceId: null,
    settledAt: null,
    noticedAt: null,
    noticedMinor: null,
    noticedCurrency: null,
    hasDeliveries: false,
  });
  await schedule(work, billCycleKind, { key: cycle.id, dueAt: startAt, payload: { cycleId: cycle.id } });
  const announceAt = announcementAt(subscription, cycle, work.now);
  if (announceAt) await schedule(work, announceRenewalKind, { key: cycle.id, dueAt: announceAt, payload: { cycleId: cycle.id } });
  return cycle;
}

/** The first paid period, which has not begun, has the length of another plan's; the caller saves the subscription. */
export async function replanFirstCycle(work: Work, subscription: SubscriptionContract, terms: Terms): Promise<BillingCycle | null> {
  const { id: subscriptionId, schedule, zone } = subscription;
  const cycle = await work.locked(BillingCycle).where({ subscriptionId, schedule, index: 0 }).one();
  if (!cycle) return null;
  Object.assign(subscription, anchorColumns(anchorFor(terms, { startAt: cycle.startAt, zone })));
  return work.save(Object.assign(cycle, { endAt: periodOf(subscription.anchor, terms.interval, 0).endAt }));
}
