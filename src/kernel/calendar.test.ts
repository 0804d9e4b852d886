import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Anchor, Interval, IntervalUnit } from './calendar';
import { addWallClockDays, anchorOf, boundary, calendarStart, intervalOf, isZone, periodAt, periodOf, wallTimeInstant } from './calendar';
import { DAY_MS } from './clock';

interface CalendarCase {
  id: string;
  source: string;
  given: { anchor?: string; start: string; zone: string; interval: IntervalUnit; intervalCount?: number; trialDays: number };
  boundaries?: Record<string, string>;
  periodAt?: Record<string, [string, string]>;
  dueAt?: Record<string, boolean>;
  firstPaidPeriodLocal?: [string, string];
}
const cases = JSON.parse(readFileSync(join(__dirname, '../../tests/vectors/calendar.json'), 'utf8')) as CalendarCase[];
const MONTHLY: Interval = { unit: 'MONTH', count: 1 };
const DAILY: Interval = { unit: 'DAY', count: 1 };

const wallTime = (instant: Date, zone: string) => anchorOf(instant, zone).at;
const datesOf = (anchor: Anchor, interval: Interval, numbers: number[]) =>
  numbers.map((n) => wallTime(boundary(anchor, interval, n), anchor.zone).slice(0, 10));

test.each(cases.filter(({ id }) => id !== 'C10'))('vector $id ($source)', ({ given, ...expected }) => {
  expect.hasAssertions();
  const { zone } = given;
  const interval = intervalOf(given.interval, given.intervalCount ?? 1);
  const anchor = { at: (given.anchor ?? given.start).replace('Z', ''), zone };
  for (const [n, day] of Object.entries(expected.boundaries ?? {})) {
    expect(wallTime(boundary(anchor, interval, Number(n)), zone)).toBe(`${day}T00:00:00.000`);
  }
  for (const [instant, [startAt, endAt]] of Object.entries(expected.periodAt ?? {})) {
    const period = periodAt(anchor, interval, new Date(instant));
    expect(period).toEqual({ index: 0, startAt: new Date(startAt), endAt: new Date(endAt) });
  }
  for (const [instant, isDue] of Object.entries(expected.dueAt ?? {})) {
    expect(boundary(anchor, interval, 1) <= new Date(instant)).toBe(isDue);
    expect(periodAt(anchor, interval, new Date(instant)).index).toBe(isDue ? 1 : 0);
  }
  if (expected.firstPaidPeriodLocal) {
    const trialEndAt = addWallClockDays(boundary(anchor, interval, 0), given.trialDays, zone);
    expect(datesOf(anchorOf(trialEndAt, zone), interval, [0, 1])).toEqual(expected.firstPaidPeriodLocal);
  }
});

describe('when the clocks change', () => {
  test.each([
    // London leaps 01:00 -> 02:00 on 30 March 2025: 01:30 becomes 02:30 BST = 01:30Z.
    ['Europe/London', '2025-03-29T01:30:00', ['03-29T01:30', '03-30T01:30', '03-31T00:30']],
    // London falls back 02:00 -> 01:00 on 26 October 2025: of two 01:30 the earlier is BST = 00:30Z.
    ['Europe/London', '2025-10-25T01:30:00', ['10-25T00:30', '10-26T00:30', '10-27T01:30']],
    // Sao Paulo had no midnight on 4 November 2018: 00:00 becomes 01:00 at -02:00 = 03:00Z.
    ['America/Sao_Paulo', '2018-11-03T00:00:00', ['11-03T03:00', '11-04T03:00', '11-05T02:00']],
    // Lord Howe leaps half an hour, 02:00 -> 02:30, on 5 October 2025: 02:15 becomes 02:45 at +11:00 = 15:45Z.
    ['Australia/Lord_Howe', '2025-10-04T02:15:00', ['10-03T15:45', '10-04T15:45', '10-05T15:15']],
    // Lord Howe falls back 02:00 -> 01:30 on 6 April 2025: of two 01:45 the earlier is at +11:00 = 14:45Z.
    ['Australia/Lord_Howe', '2025-04-05T01:45:00', ['04-04T14:45', '04-05T14:45', '04-06T15:15']],
    // Apia had no 30 December 2011: the 29th at -10:00 is followed by the 31st at +14:00, and no period is empty.
    ['Pacific/Apia', '2011-12-29T10:00:00', ['12-29T20:00', '12-30T20:00', '12-31T20:00']],
  ])('a day is a day of the calendar in %s from %s', (zone, at, expected) => {
    const instants = [0, 1, 2].map((n) => boundary({ at, zone }, DAILY, n).toISOString());
    expect(instants).toEqual(expected.map((monthToMinute) => `${at.slice(0, 5)}${monthToMinute}:00.000Z`));
  });

  test('a month that renews in a gap renews after it, and then at its own time again', () => {
    const apia = { at: '2011-11-30T10:00:00', zone: 'Pacific/Apia' };
    expect(datesOf(apia, MONTHLY, [1, 2, 3])).toEqual(['2011-12-31', '2012-01-30', '2012-02-29']);
    // 02:30 is missing in New York on 9 March 2025: 03:30 EDT.
    const newYork = { at: '2025-02-09T02:30:00', zone: 'America/New_York' };
    const times = [0, 1, 2].map((n) => wallTime(boundary(newYork, MONTHLY, n), newYork.zone).slice(5, 16));
    expect(times).toEqual(['02-09T02:30', '03-09T03:30', '04-09T02:30']);
  });

  test('a trial of two days lasts 47 hours in spring and 49 in autumn, and its end in the gap moves forward', () => {
    const endOf = (start: string, days: number) => addWallClockDays(new Date(start), days, 'Europe/London').toISOString();
    expect(endOf('2025-03-29T12:00:00.000Z', 2)).toBe('2025-03-31T11:00:00.000Z');
    expect(endOf('2025-10-25T11:00:00.000Z', 2)).toBe('2025-10-27T12:00:00.000Z');
    expect(endOf('2025-10-25T11:00:00.000Z', 0)).toBe('2025-10-25T11:00:00.000Z');
    expect(endOf('2025-03-29T01:30:00.000Z', 1)).toBe('2025-03-30T01:30:00.000Z'); // 02:30 BST
  });

  test('an anchor in the second pass of a repeated hour means the first', () => {
    const secondPass = new Date('2025-10-26T01:30:00.123Z');
    const anchor = anchorOf(secondPass, 'Europe/London');
    expect(anchor).toEqual({ at: '2025-10-26T01:30:00.123', zone: 'Europe/London' });
    expect(boundary(anchor, MONTHLY, 0)).toEqual(new Date('2025-10-26T00:30:00.123Z'));
  });
});

test.each<[string, string, Interval, boolean, string[]]>([
  ['stays the 28th without the wish', '2023-02-28', MONTHLY, false, ['2023-02-28', '2023-03-28', '2024-02-28']],
  ["is on each month's last day with it", '2023-02-28', MONTHLY, true, ['2023-02-28', '2023-03-31', '2024-02-29']],
  ['counts years like twelve months', '2023-02-28', { unit: 'YEAR', count: 1 }, true, ['2023-02-28', '2024-02-29', '2035-02-28']],
  ['does not touch weeks', '2023-02-28', { unit: 'WEEK', count: 2 }, true, ['2023-02-28', '2023-03-14', '2023-08-15']],
  ['never moves the anchor itself', '2023-01-10', MONTHLY, true, ['2023-01-10', '2023-02-28', '2024-01-31']],
])('the end of the month %s', (_, day, interval, isEndOfMonth, expected) => {
  expect(datesOf({ at: `${day}T09:00:00`, zone: 'America/New_York', isEndOfMonth }, interval, [0, 1, 12])).toEqual(expected);
});

test('an interval counts up to 10,000 of its unit', () => {
  for (const count of [1, 10_000]) expect(intervalOf('DAY', count)).toEqual({ unit: 'DAY', count });
  expect(() => intervalOf('HOUR', 1)).toThrow('one of DAY, WEEK, MONTH, YEAR, not "HOUR"');
});

test('a wall-clock time is an instant of its zone', () => {
  expect(wallTimeInstant('2011-03-27T01:30:00.000', 'Europe/London')).toEqual(new Date('2011-03-27T01:30:00Z'));
  expect(wallTimeInstant('2011-07-01T01:30:00', 'Europe/London')).toEqual(new Date('2011-07-01T00:30:00Z'));
  expect(() => wallTimeInstant('27.03.2011', 'Europe/London')).toThrow('"27.03.2011" is not a wall-clock time');
  expect(() => wallTimeInstant('x2011-07-01T01:30:00', 'Europe/London')).toThrow(RangeError);
});

test.each([
  ['DAY', '2026-03-29T00:30:00Z', 'Europe/London', '2026-03-29'],
  ['DAY', '2026-03-28T23:30:00Z', 'Europe/Berlin', '2026-03-29'],
  ['WEEK', '2026-03-29T12:00:00Z', 'UTC', '2026-03-23'],
  ['WEEK', '2026-03-30T00:00:00Z', 'UTC', '2026-03-30'],
  ['WEEK', '2026-01-01T00:00:00Z', 'UTC', '2025-12-29'],
  ['MONTH', '2026-04-01T03:00:00Z', 'America/New_York', '2026-03-01'],
  ['MONTH', '2026-04-01T04:00:00Z', 'America/New_York', '2026-04-01'],
] as const)('the %s of %s in %s begins on %s', (unit, instant, zone, day) => {
  const start = calendarStart(new Date(instant), unit, zone);
  expect(start).toEqual({ at: `${day}T00:00:00.000`, zone });
  const [from, to] = [boundary(start, { unit, count: 1 }, 0), boundary(start, { unit, count: 1 }, 1)];
  expect([from <= new Date(instant), new Date(instant) < to]).toEqual([true, true]);
});

describe('what is refused', () => {
  const newYear: Anchor = { at: '2025-01-01T00:00:00', zone: 'UTC' };

  test.each([['DAY', 0], ['DAY', 10_001], ['WEEK', 1.5], ['MONTH', -1], ['YEAR', NaN], ['toString', 1]])('%s x %p', (unit, count) => {
    const refusal = { code: 'INVALID', message: expect.stringContaining('The interval') };
    expect(() => intervalOf(unit, count)).toThrow(expect.objectContaining(refusal));
    expect(() => boundary(newYear, { unit, count } as Interval, 1)).toThrow(expect.objectContaining(refusal));
  });

  test.each(['2025-01-31T00:00:00Z', '2025-01-31T00:00:00+05:30', '2025-01-31', '2025-02-31T00:00:00'])('the wall time %s', (at) => {
    expect(() => boundary({ at, zone: 'UTC' }, MONTHLY, 1)).toThrow(RangeError);
  });

  test('a period or a trial counted in less than whole numbers, and an instant before the anchor or never', () => {
    for (const n of [-1, 0.5, NaN]) {
      expect(() => boundary(newYear, MONTHLY, n)).toThrow(RangeError);
      expect(() => addWallClockDays(new Date(0), n, 'UTC')).toThrow('whole number');
    }
    for (const instant of ['2024-12-31T23:59:59.999Z', 'never']) {
      expect(() => periodAt(newYear, MONTHLY, new Date(instant))).toThrow('before the anchor');
    }
  });

  test.each(['', 'Mars/Olympus', '+05:30', 'Z', 'T10Z', 'IST', '2025-01-01T00:00Z[Europe/London]'])('the zone "%s"', (zone) => {
    expect(isZone(zone)).toBe(false);
    expect(() => anchorOf(new Date(0), zone)).toThrow('IANA');
    expect(['Europe/London', 'UTC', 'Asia/Calcutta', 'America/Argentina/Buenos_Aires'].every(isZone)).toBe(true);
  });
});

describe('C10: the timeline has no gap and no overlap', () => {
  const zone = fc.constantFrom('UTC', 'America/Sao_Paulo', 'Europe/London', 'Australia/Lord_Howe', 'Asia/Kolkata', 'Pacific/Apia');
  const month = fc.integer({ min: 8 * 12, max: 40 * 12 });
  const day = fc.oneof(fc.constantFrom(28, 29, 30, 31), fc.integer({ min: 1, max: 31 }));
  // Half of the anchors fall between 00:00 and 03:00, where zones change their clocks.
  const minute = fc.oneof(fc.integer({ min: 0, max: 180 }), fc.integer({ min: 0, max: 1439 }));
  const anchors = fc.record({ zone, month, day, minute, isEndOfMonth: fc.boolean() }).map(({ zone, isEndOfMonth, ...wall }) => {
    const at = new Date(Date.UTC(2000, wall.month, Math.min(wall.day, daysIn(wall.month)), 0, wall.minute));
    return { at: at.toISOString().slice(0, -1), zone, isEndOfMonth };
  });
  const unit = fc.constantFrom<IntervalUnit>('DAY', 'WEEK', 'MONTH', 'YEAR');
  const intervals = fc.record({ unit, count: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 24 })) });
  const examples: [Anchor, Interval, number][] = [[{ at: '2011-12-01T00:30:00', zone: 'Pacific/Apia' }, DAILY, 29]];

  test('121 boundaries in a row strictly increase, and every period agrees with its own two', () => {
    const holds = (anchor: Anchor, interval: Interval, n: number) => {
      const instants = Array.from({ length: 122 }, (_, i) => boundary(anchor, interval, i));
      expect(instants.slice(1).every((instant, i) => instant > instants[i]!)).toBe(true);
      const [startAt, endAt] = [instants[n]!, instants[n + 1]!];
      for (const ms of [startAt.getTime(), (startAt.getTime() + endAt.getTime()) / 2, endAt.getTime() - 1]) {
        expect(periodAt(anchor, interval, new Date(ms))).toEqual({ index: n, startAt, endAt });
        expect(periodAt(anchorOf(new Date(ms), anchor.zone), interval, new Date(ms)).index).toBe(0);
      }
      expect(periodAt(anchor, interval, endAt)).toEqual(periodOf(anchor, interval, n + 1));
    };
    fc.assert(fc.property(anchors, intervals, fc.integer({ min: 0, max: 120 }), holds), { numRuns: 300, examples });
  });

  test('boundary(n) is the wall time counted from the anchor, whichever was asked before', () => {
    const holds = (anchor: Anchor, interval: Interval, asked: number[]) => {
      // Days that a zone skipped are not counted; the case of Apia above tells them.
      fc.pre(anchor.zone !== 'Pacific/Apia' || interval.unit !== 'DAY' || interval.count > 1);
      const expected = asked.map((n) => instantByIntl(plainSum(anchor, interval, n), anchor.zone));
      expect(asked.map((n) => boundary(anchor, interval, n).getTime())).toEqual(expected);
    };
    const asked = fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 20 });
    fc.assert(fc.property(anchors, intervals, asked, holds), { numRuns: 500 });
  });
});

/** The rule again without Temporal or zones: the wall time of boundary n as if it were UTC, in milliseconds. */
function plainSum({ at, isEndOfMonth }: Anchor, { unit, count }: Interval, n: number): number {
  const wall = new Date(`${at}Z`);
  const days = { DAY: 1, WEEK: 7, MONTH: 0, YEAR: 0 }[unit] * count * n;
  if (days > 0 || n === 0) return wall.getTime() + days * DAY_MS;
  const month = (wall.getUTCFullYear() - 2000) * 12 + wall.getUTCMonth() + (unit === 'MONTH' ? 1 : 12) * count * n;
  const day = isEndOfMonth ? daysIn(month) : Math.min(wall.getUTCDate(), daysIn(month));
  return Date.UTC(2000, month, day) + (wall.getTime() % DAY_MS);
}

/** Days of a month; months are counted from January 2000. */
function daysIn(month: number): number {
  return new Date(Date.UTC(2000, month + 1, 0)).getUTCDate();
}

/** The first instant at which the wall clock shows this time; in a gap, the one that the offset before the gap gives. */
function instantByIntl(wallMs: number, zone: string): number {
  const [before, after] = [wallMs - 1.5 * DAY_MS, wallMs + 1.5 * DAY_MS].map((ms) => wallMs - (shownByIntl(ms, zone) - ms));
  const shown = [before!, after!].filter((ms) => shownByIntl(ms, zone) === wallMs);
  return shown.length > 0 ? Math.min(...shown) : before!;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What a wall clock shows at the instant, as if it were UTC; in milliseconds, and asked of Intl, not of Temporal. */
function shownByIntl(ms: number, timeZone: string): number {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  formats.set(timeZone, format);
  return Date.parse(`${format.format(ms).replace(' ', 'T')}Z`);
}
