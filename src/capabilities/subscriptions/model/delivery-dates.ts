import { anchorOf, boundary, type Anchor, type Interval } from '../../../kernel/calendar';
import { isBefore } from '../../../kernel/clock';
import { invalid } from '../../../kernel/refusal';

/** A period, as its deliveries see it. */
export interface DeliveredPeriod {
  readonly anchor: Anchor;
  readonly startAt: Date;
  readonly endAt: Date;
}

const DAYS = { DAY: 1, WEEK: 7, MONTH: 30, YEAR: 365 } as const;
const MAX_PER_PERIOD = 400;

/** Refuses INVALID for more deliveries in a period than anybody sends. */
export function assertDeliveryInterval(delivery: Interval, billing: Interval): void {
  if (daysOf(billing) > MAX_PER_PERIOD * daysOf(delivery)) throw invalid(`A billing period has at most ${MAX_PER_PERIOD} deliveries.`, ['deliveryInterval']);
}

/**
 * When a period's deliveries are due: one at its start, unless the plan's delivery interval says otherwise. Like the periods they are
 * counted from the subscription's anchor, so a day that a month lacks comes back; days and weeks within months are counted from the
 * period's start, so that each period begins with a delivery.
 */
export function deliveryDates({ anchor, startAt, endAt }: DeliveredPeriod, { delivery, billing }: { delivery: Interval | null; billing: Interval }): Date[] {
  if (!delivery) return [startAt];
  const isWithin = isInDays(delivery) && !isInDays(billing);
  const from = isWithin ? anchorOf(startAt, anchor.zone) : anchor;
  const dates: Date[] = [];
  for (let n = 0; ; n += 1) {
    const date = boundary(from, delivery, n);
    if (!isBefore(date, endAt)) return dates;
    if (!isBefore(date, startAt)) dates.push(date);
  }
}

function isInDays({ unit }: Interval): boolean {
  return unit === 'DAY' || unit === 'WEEK';
}

function daysOf({ unit, count }: Interval): number {
  return DAYS[unit] * count;
}
