import { DAY_MS } from '../../../kernel/clock';
import type { Interactions } from './interactions';

/** What was liked so many days ago counts half. */
const HALF_LIFE_DAYS = 90;

/** How much each product is liked, the newest counting most; by product number, the most popular has 1. */
export function popularityOf({ products, productOf, preference, atMs }: Interactions, nowMs: number): Float64Array {
  const popularity = new Float64Array(products.length);
  productOf.forEach((product, entry) => (popularity[product]! += preference[entry]! * decayed(nowMs - atMs[entry]!, HALF_LIFE_DAYS)));
  const most = popularity.reduce((max, value) => Math.max(max, value), 0);
  return most === 0 ? popularity : popularity.map((value) => value / most);
}

/** 1 for now, a half after the half-life; what lies ahead counts as now. */
export function decayed(ageMs: number, halfLifeDays: number): number {
  return 2 ** -(Math.max(0, ageMs) / (halfLifeDays * DAY_MS));
}
