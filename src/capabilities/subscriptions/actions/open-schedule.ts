import { isBefore, laterOf } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { instantToText } from '../../../platform/database/instant-text';
import { unschedule } from '../../../platform/jobs/job';
import { BillingCycle } from '../model/billing-cycle.entity';
import { anchorColumns, anchorFor } from '../model/cycle-lines';
import type { Terms } from '../model/plan-change';
import { isToCome, moveCycle } from '../model/move-cycle';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { BillingCycleStatus } from '../model/subscription-states';
import { announceRenewalKind, billCycleKind } from '../storage/job-kinds';
import { cancelDeliveries } from './cancel-deliveries';
import { planCycle } from './plan-cycle';
import { releaseGoods } from './release-goods';

/**
 * Begins to count the periods of a locked subscription anew, by its new terms; returns the first of them, to be billed now: the
 * period that runs ends there, and what was planned is skipped. Rule: tests/vectors/README.md, Exactly once.
 */
export async function openSchedule(work: Work, subscription: SubscriptionContract, { startAt, terms }: { startAt: Date; terms: Terms }): Promise<BillingCycle> {
  await closeSchedule(work, subscription, startAt);
  subscription.schedule += 1;
  Object.assign(subscription, anchorColumns(anchorFor(terms, { startAt, zone: subscription.zone })));
  await work.save(subscription);
  const cycle = await planCycle(work, { subscription, interval: terms.interval, index: 0, from: startAt });
  // Whoever opens it bills it, so its job has nothing left to do.
  await unschedule(work, billCycleKind, cycle.id);
  return cycle;
}

async function closeSchedule(work: Work, { id: subscriptionId, schedule }: SubscriptionContract, endAt: Date): Promise<void> {
  const cycles = await work.locked(BillingCycle).where({ subscriptionId, schedule }).whereSql('end_at > ?', [instantToText(endAt)]).orderBy('startAt').all();
  if (cycles.some(({ hasDeliveries }) => hasDeliveries)) await cancelDeliveries(work, { subscriptionId });
  for (const cycle of cycles) {
    if (isToCome(cycle)) {
      // One that waited until now ends now; the others have not begun.
      if (isBefore(cycle.startAt, endAt)) cycle.endAt = endAt;
      await releaseGoods(work, cycle);
      moveCycle(cycle, BillingCycleStatus.SKIPPED);
      for (const kind of [billCycleKind, announceRenewalKind]) await unschedule(work, kind, cycle.id);
    } else cycle.endAt = laterOf(cycle.startAt, endAt);
    await work.save(cycle);
  }
}
