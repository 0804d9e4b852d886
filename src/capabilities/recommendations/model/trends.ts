import { strengthOf, type BehaviorKind } from './behavior-kind';
import { decayed } from './popularity';
import type { Suggested } from './suggestions';

export const TREND_DAYS = 28;
/** What happened so many days ago counts half. */
const HALF_LIFE_DAYS = 7;

/** So many people dealt with a product in one way on one day. */
export interface DayCount {
  readonly productId: string;
  readonly kind: BehaviorKind;
  readonly people: number;
  /** Any instant of the day. */
  readonly day: Date;
}

/** What many people deal with these days, best first; of equal ones the lower product id. */
export function trendsOf(counts: readonly DayCount[], now: Date): Suggested[] {
  const scores = new Map<string, number>();
  for (const { productId, kind, people, day } of counts) {
    const share = people * strengthOf(kind) * decayed(now.getTime() - day.getTime(), HALF_LIFE_DAYS);
    scores.set(productId, (scores.get(productId) ?? 0) + share);
  }
  return [...scores].map(([key, score]) => ({ key, score })).sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));
}
