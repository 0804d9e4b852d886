import { Temporal } from 'temporal-polyfill';
import { DAY_MS } from './clock';
import { invalid } from './refusal';

/** Length of a subscription's period, in calendar units of the anchor's zone. */
export type Interval = { unit: IntervalUnit; count: number };
export type IntervalUnit = 'DAY' | 'WEEK' | 'MONTH' | 'YEAR';

/** Where a subscription's periods are counted from; frozen on the subscription. */
export type Anchor = {
  /** Wall-clock time in the zone, no offset, to the millisecond: "2025-01-31T15:00:00.000". */
  at: string;
  /** IANA name: "Europe/London". */
  zone: string;
  /** Periods of months and years end on a month's last day. Without it an anchor on 28 February stays the 28th. */
  isEndOfMonth?: boolean;
};

/** The half-open span [startAt, endAt); a change exactly at endAt belongs to the next period. */
export type Period = { index: number; startAt: Date; endAt: Date };

/**
 * The instant at which period n starts and period n - 1 ends: the anchor plus n intervals, counted from the anchor every
 * time, the day clamped to the month's last. Strictly increasing in n; n is a whole number from 0.
 * A wall time in the spring gap moves forward by the gap, one that exists twice is the earlier. Where a zone skipped a
 * whole day (Apia, 30 December 2011), a daily interval counts the days that were, so that no period is empty.
 * With isEndOfMonth n = 0 is still the anchor itself; the caller chooses an anchor on a month's last day.
 * Refuses INVALID for a bad interval; throws RangeError for a bad n, anchor or zone. Rule: tests/vectors/README.md, Calendar.
 */
export function boundary(anchor: Anchor, interval: Interval, n: number): Date {
  return dateOf(boundaryMs(timelineOf(anchor, interval), n));
}

/** Period number `index` (from 0). Cheaper than two calls of `boundary`, and refuses the same. */
export function periodOf(anchor: Anchor, interval: Interval, index: number): Period {
  const timeline = timelineOf(anchor, interval);
  return { index, startAt: dateOf(boundaryMs(timeline, index)), endAt: dateOf(boundaryMs(timeline, index + 1)) };
}

/**
 * The period that contains the instant, by an estimate and at most a few steps, however far from the anchor.
 * Throws RangeError before the anchor, where there is no period (a trial ends at the anchor); else refuses like `boundary`.
 */
export function periodAt(anchor: Anchor, interval: Interval, instant: Date): Period {
  const timeline = timelineOf(anchor, interval);
  const atMs = instant.getTime();
  const elapsedMs = atMs - timeline.startMs;
  if (!(elapsedMs >= 0)) throw new RangeError(`no period before the anchor ${anchor.at} ${anchor.zone}`);
  let index = Math.floor(elapsedMs / (timeline.days * DAY_MS + timeline.months * MEAN_MONTH_MS));
  let startMs = boundaryMs(timeline, index);
  while (startMs > atMs) startMs = boundaryMs(timeline, --index);
  let endMs = boundaryMs(timeline, index + 1);
  while (endMs <= atMs) {
    startMs = endMs;
    endMs = boundaryMs(timeline, ++index + 1);
  }
  return { index, startAt: dateOf(startMs), endAt: dateOf(endMs) };
}

/**
 * The anchor whose period 0 starts at the instant, to the millisecond. In the second pass of a repeated hour it means
 * the first pass, so period 0 starts that hour sooner. Refuses INVALID for a zone that is none.
 * Rule: tests/vectors/README.md, Calendar.
 */
export function anchorOf(instant: Date, zone: string): Anchor {
  return { at: zoned(instant, zone).toPlainDateTime().toString({ smallestUnit: 'millisecond' }), zone };
}

/**
 * The same wall time so many days later: days of the zone's calendar, not blocks of 24 hours. A trial's end, which is
 * the anchor of the paid periods. Refuses INVALID unless days is a whole number from 0, and for a zone that is none.
 * Rule: tests/vectors/README.md, Calendar.
 */
export function addWallClockDays(instant: Date, days: number, zone: string): Date {
  if (!isWhole(days)) throw invalid(`The number of days must be a whole number from 0, not ${days}.`);
  return dateOf(zoned(instant, zone).add({ days }).epochMilliseconds);
}

/**
 * The instant of a wall-clock time ("2011-03-27T01:30:00.000") in a zone. Throws RangeError for a text or a zone that is none.
 * Rule: tests/vectors/README.md, Calendar.
 */
export function wallTimeInstant(at: string, zone: string): Date {
  return dateOf(epochMsOf(wallTimeOf(at), zone));
}

/**
 * The start of the day, the week (Monday) or the month of a zone's calendar that contains the instant, as an anchor whose
 * boundaries are the starts of the ones after it. Refuses INVALID for a zone that is none.
 */
export function calendarStart(instant: Date, unit: 'DAY' | 'WEEK' | 'MONTH', zone: string): Anchor {
  const day = zoned(instant, zone).toPlainDate();
  const start = unit === 'DAY' ? day : unit === 'WEEK' ? day.subtract({ days: day.dayOfWeek - 1 }) : day.with({ day: 1 });
  return { at: `${start.toString()}T00:00:00.000`, zone };
}

/** Reads an interval from outside. Refuses INVALID for an unknown unit, and unless count is a whole number from 1 to 10,000. */
export function intervalOf(unit: string, count: number): Interval {
  if (!isUnit(unit)) throw invalid(`The interval must be one of ${Object.keys(STEPS).join(', ')}, not "${unit}".`);
  if (!isWhole(count) || count < 1 || count > MAX_INTERVAL_COUNT) {
    throw invalid(`The interval count must be a whole number from 1 to ${MAX_INTERVAL_COUNT}, not ${count}.`);
  }
  return { unit, count };
}

/**
 * Whether it names a zone of the IANA database: "Europe/London", "UTC". A fixed offset ("+05:30") has no rules of its own
 * and is none; neither is an abbreviation that several countries share ("IST").
 */
export function isZone(zone: string): boolean {
  if (knownZones.has(zone)) return true;
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    // Intl knows the names and nothing else; Temporal alone would also take the zone out of a whole date-time text.
    new Intl.DateTimeFormat('en', { timeZone: zone });
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    // A name may be written in any case.
    if (knownZones.size === MAX_KNOWN_ZONES) knownZones.clear();
    knownZones.add(zone);
    return true;
  } catch {
    return false;
  }
}

/** Asking Intl takes longer than the sum that the zone is for. */
const knownZones = new Set<string>();
const MAX_KNOWN_ZONES = 1_000;

/** One interval of each unit. A year is 12 months: both clamp 29 February to the 28th. */
const STEPS: Readonly<Record<IntervalUnit, { days: number; months: number }>> = {
  DAY: { days: 1, months: 0 },
  WEEK: { days: 7, months: 0 },
  MONTH: { days: 0, months: 1 },
  YEAR: { days: 0, months: 12 },
};

/** 400 Gregorian years are 146,097 days and 4,800 months. No month starts five days off that line: an estimate is one off. */
const MEAN_MONTH_MS = (146_097 / 4_800) * DAY_MS;

/** 10,000 years from now is well inside the last instant of a Date, in the year 275760. */
const MAX_INTERVAL_COUNT = 10_000;

/** An anchor and its interval, read once for several boundaries. */
type Timeline = {
  wall: Temporal.PlainDateTime;
  zone: string;
  startMs: number;
  days: number;
  months: number;
  endsOnMonthsLastDay: boolean;
};

function timelineOf(anchor: Anchor, interval: Interval): Timeline {
  const { unit, count } = intervalOf(interval.unit, interval.count);
  const wall = wallTimeOf(anchor.at);
  const days = STEPS[unit].days * count;
  const months = STEPS[unit].months * count;
  const endsOnMonthsLastDay = anchor.isEndOfMonth === true && months > 0;
  return { wall, zone: anchor.zone, startMs: epochMsOf(wall, anchor.zone), days, months, endsOnMonthsLastDay };
}

function boundaryMs(timeline: Timeline, n: number): number {
  if (!isWhole(n)) throw new RangeError(`a period's number is a whole number from 0, not ${n}`);
  if (n === 0) return timeline.startMs;
  const ms = steppedMs(timeline, n);
  if (timeline.days !== 1) return ms;
  const skippedDays = n - Math.round((ms - timeline.startMs) / DAY_MS);
  return skippedDays > 0 ? steppedMs(timeline, n + skippedDays) : ms;
}

function steppedMs({ wall, zone, days, months, endsOnMonthsLastDay }: Timeline, steps: number): number {
  const moved = wall.add({ days: days * steps, months: months * steps });
  return epochMsOf(endsOnMonthsLastDay ? moved.with({ day: 31 }) : moved, zone);
}

function epochMsOf(wall: Temporal.PlainDateTime, zone: string): number {
  return wall.toZonedDateTime(zone, COMPATIBLE).epochMilliseconds;
}

/** RFC 5545's reading of a wall time: forward in the gap, the earlier of two. */
const COMPATIBLE = { disambiguation: 'compatible' } as const;

/** Stricter than Temporal, which would drop an offset unread; and twice as fast. */
function wallTimeOf(at: string): Temporal.PlainDateTime {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{3}))?$/.exec(at);
  if (!parts) throw new RangeError(`"${at}" is not a wall-clock time without an offset`);
  const [year, month, day, hour, minute, second, millisecond] = parts.slice(1).map((part) => Number(part ?? 0));
  return new Temporal.PlainDateTime(year!, month!, day!, hour, minute, second, millisecond);
}

function zoned(instant: Date, zone: string): Temporal.ZonedDateTime {
  if (!isZone(zone)) throw invalid(`"${zone}" is not an IANA time zone.`);
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
}

function isUnit(unit: string): unit is IntervalUnit {
  return Object.hasOwn(STEPS, unit);
}

function isWhole(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function dateOf(epochMs: number): Date {
  return new Date(epochMs);
}
