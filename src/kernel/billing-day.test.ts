import { anchorAtBillingDay, billingDayOf } from './billing-day';
import { periodOf } from './calendar';
import { parseInstant } from './clock';

const anchorAt = (text: string, unit: 'WEEK' | 'MONTH', day: number | null, zone = 'UTC') => anchorAtBillingDay(parseInstant(text)!, { zone, unit, day });

test.each([
  ['2026-01-31T10:00:00Z', 'MONTH', 15, '2026-01-15T00:00:00.000'],
  ['2026-01-15T00:00:00Z', 'MONTH', 15, '2026-01-15T00:00:00.000'],
  ['2026-01-14T23:59:59Z', 'MONTH', 15, '2025-12-15T00:00:00.000'],
  ['2026-03-10T00:00:00Z', 'MONTH', null, '2026-02-28T00:00:00.000'],
  ['2026-03-31T12:00:00Z', 'MONTH', null, '2026-03-31T00:00:00.000'],
  // A Saturday; the Monday before it, and itself.
  ['2026-01-31T10:00:00Z', 'WEEK', 1, '2026-01-26T00:00:00.000'],
  ['2026-01-31T10:00:00Z', 'WEEK', 6, '2026-01-31T00:00:00.000'],
  ['2026-01-31T10:00:00Z', 'WEEK', 7, '2026-01-25T00:00:00.000'],
] as const)('at %s by the %s, day %s, periods are counted from %s', (at, unit, day, anchor) => {
  expect(anchorAt(at, unit, day).at).toBe(anchor);
});

test('periods at the end of the month end on each month\'s last day', () => {
  const anchor = anchorAt('2026-03-10T00:00:00Z', 'MONTH', null);
  const starts = [0, 1, 2, 3].map((index) => periodOf(anchor, { unit: 'MONTH', count: 1 }, index).startAt.toISOString().slice(0, 10));
  expect(starts).toEqual(['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31']);
});

test('the day is the zone\'s, and where midnight does not exist the day before counts until it begins', () => {
  expect(anchorAt('2026-01-31T23:30:00Z', 'MONTH', 1, 'Asia/Kolkata').at).toBe('2026-02-01T00:00:00.000');
  const anchor = anchorAt('2018-11-04T02:59:00Z', 'WEEK', 7, 'America/Sao_Paulo');
  expect(periodOf(anchor, { unit: 'WEEK', count: 1 }, 0).startAt <= parseInstant('2018-11-04T02:59:00Z')!).toBe(true);
});

test('a billing day that some months lack, or that the unit has none of, is refused', () => {
  const refused = (unit: 'DAY' | 'WEEK' | 'MONTH' | 'YEAR', day: number | null, isEndOfMonth = false) => {
    try {
      return billingDayOf(unit, { day, isEndOfMonth });
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  expect([refused('MONTH', 29), refused('WEEK', 8), refused('DAY', 1), refused('YEAR', 1), refused('MONTH', 0), refused('MONTH', 1, true), refused('WEEK', null, true)]).toEqual(Array(7).fill('INVALID'));
  expect([refused('MONTH', null), refused('MONTH', 28), refused('WEEK', 7), refused('MONTH', null, true)]).toEqual([null, { day: 28 }, { day: 7 }, { day: null }]);
});
