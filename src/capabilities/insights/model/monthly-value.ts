import type { IntervalUnit } from '../../../kernel/calendar';
import { divideRounded } from '../../../kernel/money';

/** A year is 12 months, 52 weeks, 365 days: how many months' worth one of each unit's prices is, as numerator and denominator. */
export const MONTHLY: Readonly<Record<IntervalUnit, { readonly times: number; readonly over: number }>> = {
  DAY: { times: 365, over: 12 },
  WEEK: { times: 52, over: 12 },
  MONTH: { times: 1, over: 1 },
  YEAR: { times: 1, over: 12 },
};

export interface RecurringPrice {
  /** Of one piece for a whole period. */
  readonly priceMinor: bigint;
  readonly intervalUnit: IntervalUnit;
  readonly intervalCount: number;
}

/**
 * What so many pieces are worth in a month, in minor units: price x quantity x times / (over x count), rounded once, half away from
 * zero. 120.00 a year is 10.00; 3.00 a week is 13.00; 0.10 every 2 days for 3 pieces is 30 x 365 / 24 = 456.25, so 4.56.
 */
export function monthlyValue({ priceMinor, intervalUnit, intervalCount }: RecurringPrice, quantity: number): bigint {
  const { times, over } = MONTHLY[intervalUnit];
  return divideRounded(priceMinor * BigInt(quantity) * BigInt(times), BigInt(over * intervalCount));
}
