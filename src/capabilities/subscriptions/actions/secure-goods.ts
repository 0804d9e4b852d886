import { addMs, DAY_MS, isBefore } from '../../../kernel/clock';
import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { subscriptionGoodsShort } from '../events';
import type { BillingCycle } from '../model/billing-cycle.entity';
import { boxDates } from '../model/box-share';
import { cycleFacts, isFirstCycle } from '../model/cycle-facts';
import { HoldReason } from '../model/hold-reason';
import { waitsForGoods } from '../model/late-beginning';
import type { Terms } from '../model/plan-change';
import { ShortagePolicy } from '../model/shortage-policy';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { holdCycle } from './hold-cycle';
import { releaseGoods } from './release-goods';
import { forgetShortage, rememberShortage, takeGoods, type Goods } from './take-goods';

export interface ToSecure {
  readonly subscription: SubscriptionContract;
  readonly cycle: BillingCycle;
  readonly terms: Terms;
  /** Nobody is there: the policy decides. */
  readonly isOffSession: boolean;
}

/** BILL it, WAIT because it is HELD, or PASS it over: it ended before its goods came. */
export type Secured = 'BILL' | 'WAIT' | 'PASS';

/**
 * Holds back the goods of a locked period's first box before it is billed. On a shortage the policy of the plan, or of the tenant,
 * says what happens; whoever is there is refused INSUFFICIENT_STOCK instead, unless something may stand in. The caller bills and saves.
 */
export async function secureGoods(work: Work, { subscription, cycle, terms, isOffSession }: ToSecure): Promise<Secured> {
  if (!terms.hasBox || boxDates(terms, { anchor: subscription.anchor, cycle }).length === 0) {
    await releaseGoods(work, cycle);
    return 'BILL';
  }
  const goods = await takeGoods(work, { subscriptionId: subscription.id, ownerId: cycle.id, terms }, cycle.goods);
  if (waitsForGoods(cycle)) await forgetShortage(work, cycle.id);
  cycle.goods = goods.items;
  if (goods.items?.some(({ isSubstitute }) => isSubstitute)) tellShort(work, { subscription, cycle }, ShortagePolicy.SUBSTITUTE);
  if (goods.items) return 'BILL';
  if (!isOffSession) throw new Refusal('INSUFFICIENT_STOCK', 'The goods of the first box cannot be had at this moment.', ['planId']);
  if (goods.policy === ShortagePolicy.SKIP_WITH_CREDIT) {
    cycle.goods = [];
    tellShort(work, { subscription, cycle }, ShortagePolicy.SKIP_WITH_CREDIT);
    return 'BILL';
  }
  return wait(work, { subscription, cycle }, goods);
}

/** Until they come, or for a day; a period that is over is not billed for what was not sent, but the first one waits on. */
async function wait(work: Work, { subscription, cycle }: Pick<ToSecure, 'subscription' | 'cycle'>, { missing }: Goods): Promise<Secured> {
  const isOver = !isBefore(work.now, cycle.endAt);
  if (isOver && !isFirstCycle(cycle)) return 'PASS';
  await rememberShortage(work, cycle.id, missing);
  const tomorrow = addMs(work.now, DAY_MS);
  await holdCycle(work, { subscription, cycle, reason: HoldReason.GOODS_MISSING, until: !isOver && isBefore(cycle.endAt, tomorrow) ? cycle.endAt : tomorrow });
  return 'WAIT';
}

function tellShort(work: Work, { subscription, cycle }: Pick<ToSecure, 'subscription' | 'cycle'>, policy: ShortagePolicy): void {
  work.emit(subscriptionGoodsShort({ ...cycleFacts(subscription, cycle), reason: policy }));
}
