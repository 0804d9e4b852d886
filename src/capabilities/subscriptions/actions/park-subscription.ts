import { DAY_MS, isBefore } from '../../../kernel/clock';
import { anchorOf } from '../../../kernel/calendar';
import type { Work } from '../../../platform/database/work';
import { subscriptionParked } from '../events';
import { BillingCycle } from '../model/billing-cycle.entity';
import { cycleFacts } from '../model/cycle-facts';
import { ParkReason } from '../model/park-reason';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { BillingCycleStatus } from '../model/subscription-states';

/**
 * The safety bound of the renewal job: a period that would bill a user twice parks her subscription until a person has looked. True
 * when it did. Periods that come late are no error. Rule: tests/vectors/README.md, Exactly once.
 */
export async function parkSubscription(work: Work, { subscription, cycle }: { subscription: SubscriptionContract; cycle: BillingCycle }): Promise<boolean> {
  const reason = await reasonToPark(work, { subscription, cycle });
  if (!reason) return false;
  Object.assign(subscription, { parkedAt: work.now, parkReason: reason, parkedCycleId: cycle.id });
  await work.save(subscription);
  work.emit(subscriptionParked({ ...cycleFacts(subscription, cycle), reason }));
  return true;
}

async function reasonToPark(work: Work, { subscription, cycle }: { subscription: SubscriptionContract; cycle: BillingCycle }): Promise<ParkReason | null> {
  const { id: subscriptionId, currentPeriodEnd } = subscription;
  const { schedule, index } = cycle;
  const before = index > 0 ? await work.from(BillingCycle).where({ subscriptionId, schedule, index: index - 1 }).one() : null;
  const doubted = reasonAgainst(subscription, { cycle, others: before ? [before] : [] });
  // By what the subscription knows it fits too: nothing else is looked at.
  if (doubted || !isBefore(cycle.startAt, currentPeriodEnd)) return doubted;
  const others = await work.from(BillingCycle).where({ subscriptionId }).all('billed ones');
  return reasonAgainst(subscription, { cycle, others });
}

/** Periods that are billed, by what they were shortened to. */
function reasonAgainst({ zone }: SubscriptionContract, { cycle, others }: { cycle: BillingCycle; others: readonly BillingCycle[] }): ParkReason | null {
  const billed = others.filter(({ id, status }) => id !== cycle.id && (status === BillingCycleStatus.BILLED || status === BillingCycleStatus.FAILED));
  if (billed.some(({ startAt, endAt }) => isBefore(startAt, cycle.endAt) && isBefore(cycle.startAt, endAt))) return ParkReason.OVERLAP;
  const day = (instant: Date) => anchorOf(instant, zone).at.slice(0, 10);
  // No day of any zone lasts as long as two, so only neighbors need the calendar.
  const isNear = (instant: Date) => Math.abs(instant.getTime() - cycle.startAt.getTime()) < 2 * DAY_MS;
  return billed.some(({ schedule, startAt }) => schedule === cycle.schedule && isNear(startAt) && day(startAt) === day(cycle.startAt)) ? ParkReason.SAME_DAY : null;
}
