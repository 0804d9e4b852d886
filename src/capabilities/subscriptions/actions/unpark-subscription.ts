import { periodAt, periodOf } from '../../../kernel/calendar';
import { isBefore } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { schedule, unschedule } from '../../../platform/jobs/job';
import { subscriptionUnparked } from '../events';
import { BillingCycle } from '../model/billing-cycle.entity';
import { factsOf } from '../model/cycle-facts';
import { isToCome, moveCycle } from '../model/move-cycle';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { BillingCycleStatus } from '../model/subscription-states';
import { assertNotEnded } from '../storage/allowed.queries';
import { announceRenewalKind, billCycleKind } from '../storage/job-kinds';
import { lockSubscription } from '../storage/subscriptions.queries';
import { currentTerms } from '../storage/terms.queries';
import { announceAgain } from './announce-again';
import { planCycle } from './plan-cycle';
import { releaseGoods } from './release-goods';

/**
 * A person has looked: the subscription is billed on from the end of what was billed lastly. A period that does not belong there is
 * skipped, one that does gets back the dates that the calendar gives it. One that is not parked stays as it is. Refuses NOT_FOUND and
 * SUBSCRIPTION_ENDED.
 */
export async function unparkSubscription(work: Work, { subscriptionId }: { subscriptionId: string }): Promise<SubscriptionContract> {
  const subscription = await lockSubscription(work, subscriptionId);
  assertNotEnded(subscription);
  if (!subscription.parkedAt) return subscription;
  const { interval } = await currentTerms(work, subscription);
  const { schedule: scheduleNumber, anchor } = subscription;
  const cycles = await work.locked(BillingCycle).where({ subscriptionId, schedule: scheduleNumber }).orderBy('startAt').all();
  const isBilled = ({ status }: BillingCycle) => status === BillingCycleStatus.BILLED || status === BillingCycleStatus.FAILED;
  const paidUntil = cycles.filter(isBilled).reduce((until, { endAt }) => (isBefore(until, endAt) ? endAt : until), subscription.currentPeriodEnd);
  const { index } = periodAt(anchor, interval, paidUntil);
  const next = cycles.find((cycle) => cycle.index === index && !isBilled(cycle) && cycle.status !== BillingCycleStatus.SKIPPED);
  for (const cycle of cycles) if (cycle !== next && isToCome(cycle)) await leaveOut(work, cycle);
  if (next) await putBack(work, next, periodOf(anchor, interval, index));
  else await planCycle(work, { subscription, interval, index: Math.max(index, ...cycles.map((cycle) => cycle.index + 1)) });
  Object.assign(subscription, { parkedAt: null, parkReason: null, parkedCycleId: null });
  if (next) await announceAgain(work, subscription);
  work.emit(subscriptionUnparked(factsOf(subscription)));
  return work.save(subscription);
}

async function leaveOut(work: Work, cycle: BillingCycle): Promise<void> {
  for (const kind of [billCycleKind, announceRenewalKind]) await unschedule(work, kind, cycle.id);
  await releaseGoods(work, cycle);
  moveCycle(cycle, BillingCycleStatus.SKIPPED);
  await work.save(cycle);
}

async function putBack(work: Work, cycle: BillingCycle, { startAt, endAt }: { startAt: Date; endAt: Date }): Promise<void> {
  await work.save(Object.assign(cycle, { startAt, endAt }));
  await schedule(work, billCycleKind, { key: cycle.id, dueAt: startAt, payload: { cycleId: cycle.id } });
}
