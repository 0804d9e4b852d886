import { Temporal } from 'temporal-polyfill';
import { wallTimeInstant, type Anchor, type IntervalUnit } from './calendar';
import { addMs, HOUR_MS, isBefore } from './clock';
import { invalid } from './refusal';

/** The day of the calendar on which periods start, whenever a subscription does. */
export interface BillingDay {
  /** Of the month, 1 to 28; of the week, 1 (Monday) to 7. Null for a month's last day. */
  readonly day: number | null;
}

/**
 * Reads a billing day from outside; null for none: periods start on the subscription's own day. Refuses INVALID: days and years have
 * none, a month's is 1 to 28 or its last, because the others some months lack.
 */
export function billingDayOf(unit: IntervalUnit, { day, isEndOfMonth }: { day: number | null; isEndOfMonth: boolean }): BillingDay | null {
  if (day === null && !isEndOfMonth) return null;
  if (isEndOfMonth) {
    if (unit !== 'MONTH') throw invalid('Only a plan by months is billed at the end of the month.', ['isEndOfMonth']);
    if (day !== null) throw invalid('Name a billing day or the end of the month, not both.', ['billingDay']);
    return { day: null };
  }
  const last = { DAY: 0, WEEK: 7, MONTH: 28, YEAR: 0 }[unit];
  if (last === 0) throw invalid('Only plans by weeks and months have a billing day.', ['billingDay']);
  if (!Number.isSafeInteger(day) || day! < 1 || day! > last) throw invalid(`The billing day is 1 to ${last} here.`, ['billingDay']);
  return { day };
}

/**
 * The anchor at the billing day that an instant falls on or comes after, at midnight of the zone: periods counted from it start on
 * billing days, and the one with number 0 contains the instant. Rule: tests/vectors/README.md, Calendar.
 */
export function anchorAtBillingDay(instant: Date, { zone, unit, day }: { zone: string; unit: 'WEEK' | 'MONTH'; day: number | null }): Anchor {
  const today = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone).toPlainDate();
  const anchor = anchorOn(unit === 'WEEK' ? lastWeekday(today, day!) : dayOfMonth(today, day), { zone, day });
  // Where midnight does not exist the day begins after it: an instant on such a day may still come before.
  return isBefore(instant, wallTimeInstant(anchor.at, zone)) ? anchorAtBillingDay(addMs(instant, -12 * HOUR_MS), { zone, unit, day }) : anchor;
}

function anchorOn(date: Temporal.PlainDate, { zone, day }: { zone: string; day: number | null }): Anchor {
  return { at: `${date.toString()}T00:00:00.000`, zone, ...(day === null ? { isEndOfMonth: true } : {}) };
}

function lastWeekday(today: Temporal.PlainDate, day: number): Temporal.PlainDate {
  return today.subtract({ days: (today.dayOfWeek - day + 7) % 7 });
}

function dayOfMonth(today: Temporal.PlainDate, day: number | null): Temporal.PlainDate {
  const [here, before] = [today, today.subtract({ months: 1 })].map((month) => month.with({ day: day ?? month.daysInMonth }));
  return Temporal.PlainDate.compare(here!, today) <= 0 ? here! : before!;
}
