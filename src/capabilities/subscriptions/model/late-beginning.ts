import { periodOf, type Anchor } from '../../../kernel/calendar';
import { DAY_MS, isBefore, laterOf } from '../../../kernel/clock';
import type { BillingCycle } from './billing-cycle.entity';
import { boxDates } from './box-share';
import { isFirstCycle } from './cycle-facts';
import { anchorFor, isOnCalendar } from './cycle-lines';
import { HoldReason } from './hold-reason';
import type { Terms } from './plan-change';

/** By which dates a period is billed, and what the ones after it are counted from. */
export interface Beginning {
  readonly anchor: Anchor;
  readonly startAt: Date;
  readonly endAt: Date;
}

export interface Late {
  readonly terms: Terms;
  readonly anchor: Anchor;
  readonly cycle: Pick<BillingCycle, 'schedule' | 'index' | 'startAt' | 'endAt'>;
  readonly now: Date;
}

/** True for a period that is held back until its goods come. */
export function waitsForGoods({ holdReason }: Pick<BillingCycle, 'holdReason'>): boolean {
  return holdReason === HoldReason.GOODS_MISSING;
}

/** A wait that moves nobody's day: less than a day, and than half of a short period. */
export function hasWaited({ startAt, endAt }: Pick<BillingCycle, 'startAt' | 'endAt'>, now: Date): boolean {
  const halfMs = (endAt.getTime() - startAt.getTime()) / 2;
  return now.getTime() - startAt.getTime() >= Math.min(DAY_MS, halfMs);
}

/** It ended while it waited: it is not billed, and the next one comes. The first one waits on. */
export function hasWaitedInVain(cycle: Pick<BillingCycle, 'schedule' | 'index' | 'endAt' | 'holdReason'>, now: Date): boolean {
  return waitsForGoods(cycle) && !isFirstCycle(cycle) && !isBefore(now, cycle.endAt);
}

/**
 * When a period begins that waited for its goods, and can have them now: at this moment, because nobody pays for the time of waiting, and
 * the next box comes a period later. A plan with a day of the calendar keeps it: its period is billed as long as it runs, and of one
 * with several boxes the part in which they still come. Null where there is none. Rule: docs/decisions/0023.
 */
export function beginningOf({ terms, anchor, cycle, now }: Late): Beginning | null {
  const own = { anchor, startAt: cycle.startAt, endAt: cycle.endAt };
  if (!hasWaited(cycle, now)) return own;
  const from = anchorFor(terms, { startAt: now, zone: anchor.zone });
  const { startAt, endAt } = periodOf(from, terms.interval, 0);
  const anew = { anchor: from, startAt: laterOf(startAt, now), endAt };
  if (!isOnCalendar(terms)) return anew;
  const boxes = (one: Beginning) => boxDates(terms, { anchor: one.anchor, cycle: one }).length;
  if (boxes(own) > 1 && boxes(anew) > 0) return anew;
  if (boxes(own) <= 1 && isBefore(now, cycle.endAt)) return own;
  return isFirstCycle(cycle) ? { anchor: from, startAt, endAt } : null;
}
