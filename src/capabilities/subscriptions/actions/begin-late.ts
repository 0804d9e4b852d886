import type { Work } from '../../../platform/database/work';
import { transferReserved } from '../../stock/contract';
import type { BillingCycle } from '../model/billing-cycle.entity';
import { isFirstCycle } from '../model/cycle-facts';
import { anchorColumns } from '../model/cycle-lines';
import { beginningOf, waitsForGoods, type Beginning } from '../model/late-beginning';
import type { Terms } from '../model/plan-change';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { openSchedule } from './open-schedule';

export interface LatePeriod {
  readonly subscription: SubscriptionContract;
  readonly cycle: BillingCycle;
  readonly terms: Terms;
}

/**
 * The period to bill in place of one that is due, whose goods are secured: the same, unless it waited for them. Then it begins now: the
 * first one moves, a later one is skipped up to now and a new schedule takes its goods and its notice. Null where nothing is left of it
 * to bill. The caller saves both. Rule: docs/decisions/0023.
 */
export async function beginLate(work: Work, { subscription, cycle, terms }: LatePeriod): Promise<BillingCycle | null> {
  if (!waitsForGoods(cycle)) return cycle;
  const beginning = beginningOf({ terms, anchor: subscription.anchor, cycle, now: work.now });
  if (!beginning || beginning.startAt.getTime() === cycle.startAt.getTime()) return beginning && cycle;
  return isFirstCycle(cycle) ? move(subscription, cycle, beginning) : replace(work, { subscription, cycle, terms });
}

function move(subscription: SubscriptionContract, cycle: BillingCycle, { anchor, startAt, endAt }: Beginning): BillingCycle {
  Object.assign(subscription, anchorColumns(anchor));
  return Object.assign(cycle, { startAt, endAt });
}

async function replace(work: Work, { subscription, cycle, terms }: LatePeriod): Promise<BillingCycle> {
  const { goods } = cycle;
  // They are not let go with it.
  cycle.goods = null;
  const next = await openSchedule(work, subscription, { startAt: work.now, terms });
  if (goods?.length) await transferReserved(work, { ownerId: cycle.id, toOwnerId: next.id });
  return Object.assign(next, noticeOf(cycle), { goods });
}

/** What was announced is what is billed, in another period. */
export function noticeOf({ noticedAt, noticedMinor, noticedCurrency, releasedAt }: BillingCycle): Partial<BillingCycle> {
  return { noticedAt, noticedMinor, noticedCurrency, releasedAt };
}
