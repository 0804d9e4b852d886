import { addMs, DAY_MS, isBefore, laterOf } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { BillingCycle } from '../model/billing-cycle.entity';
import { boxDates } from '../model/box-share';
import type { Terms } from '../model/plan-change';
import { ScheduledAction } from '../model/scheduled-action';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { BillingCycleStatus, SubscriptionStatus } from '../model/subscription-states';
import { isTermDone } from '../model/term';
import { endsBefore } from '../storage/allowed.queries';
import { getBoxPolicy } from '../storage/goods.queries';
import { reserveGoodsKind } from '../storage/job-kinds';
import { comingTerms } from '../storage/terms.queries';
import { releaseGoods } from './release-goods';
import { takeWanted } from './take-goods';

/**
 * Some days before a period is billed its goods are held back, if they are there; what it holds for nothing, because it will not be
 * billed or by other terms, others can have. Runs any number of times with one effect.
 */
export async function reserveGoods(work: Work, { cycleId }: { cycleId: string }): Promise<void> {
  const found = await work.find(BillingCycle, cycleId);
  if (found?.status !== BillingCycleStatus.UPCOMING) return;
  const subscription = (await work.lock(SubscriptionContract, found.subscriptionId))!;
  const cycle = (await work.lock(BillingCycle, cycleId))!;
  if (cycle.status !== BillingCycleStatus.UPCOMING) return;
  const terms = await comingTerms(work, subscription);
  const hasBox = terms.hasBox && boxDates(terms, { anchor: subscription.anchor, cycle }).length > 0;
  if (hasBox && comes(subscription, cycle)) cycle.goods = await takeWanted(work, { subscriptionId: subscription.id, ownerId: cycle.id, terms }, cycle.goods);
  else await releaseGoods(work, cycle);
  await work.save(cycle);
}

/** It will be billed, as far as is known. */
function comes(subscription: SubscriptionContract, { startAt }: BillingCycle): boolean {
  const { status, resumesAt, scheduledAction, parkedAt } = subscription;
  const runs = status === SubscriptionStatus.ACTIVE || status === SubscriptionStatus.TRIALING;
  const runsAgain = status === SubscriptionStatus.PAUSED && resumesAt !== null && !isBefore(startAt, resumesAt);
  return (runs || runsAgain) && !parkedAt && scheduledAction !== ScheduledAction.SKIP_CYCLE && !endsBefore(subscription, startAt) && !isTermDone(subscription);
}

/** A period of a plan with goods is planned: they are held back some days before it starts. */
export async function scheduleReserving(work: Work, { id: cycleId, startAt }: BillingCycle, { hasBox }: Terms): Promise<void> {
  if (!hasBox) return;
  const { reserveDaysBefore } = await getBoxPolicy(work);
  if (reserveDaysBefore === 0) return;
  const dueAt = laterOf(work.now, addMs(startAt, -reserveDaysBefore * DAY_MS));
  if (isBefore(dueAt, startAt)) await schedule(work, reserveGoodsKind, { key: cycleId, dueAt, payload: { cycleId } });
}

/** Something changed that the goods of the coming period depend on: what is held back is looked at again, and what may be held back by now. */
export async function reserveAgain(work: Work, { subscriptionId }: { subscriptionId: string }): Promise<void> {
  const cycle = await work.from(BillingCycle).where({ subscriptionId, status: BillingCycleStatus.UPCOMING }).one();
  if (!cycle) return;
  if (cycle.goods) return schedule(work, reserveGoodsKind, { key: cycle.id, dueAt: work.now, payload: { cycleId: cycle.id } });
  const subscription = (await work.find(SubscriptionContract, subscriptionId))!;
  await scheduleReserving(work, cycle, await comingTerms(work, subscription));
}
