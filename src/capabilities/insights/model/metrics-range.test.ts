import { boundariesOf, MetricsInterval } from './metrics-range';

const range = (from: string, to: string, interval: MetricsInterval, zone = 'UTC') => ({ from: new Date(from), to: new Date(to), interval, zone });
const LATER = { now: new Date('2030-01-01T00:00:00Z'), most: 400 };
const daysOf = (boundaries: Date[] | null) => boundaries?.map((at) => at.toISOString().slice(0, 16));

test.each([
  ['months that touch the range are whole', range('2026-01-15T00:00:00Z', '2026-03-01T00:00:00Z', MetricsInterval.MONTH), ['2026-01-01T00:00', '2026-02-01T00:00', '2026-03-01T00:00']],
  ['one instant of a month is enough', range('2026-01-31T23:59:59.999Z', '2026-02-01T00:00:00.001Z', MetricsInterval.MONTH), ['2026-01-01T00:00', '2026-02-01T00:00', '2026-03-01T00:00']],
  ['weeks begin on Monday', range('2026-03-29T00:00:00Z', '2026-04-01T00:00:00Z', MetricsInterval.WEEK), ['2026-03-23T00:00', '2026-03-30T00:00', '2026-04-06T00:00']],
  ['days are those of the zone, also of 23 hours', range('2026-03-29T00:00:00Z', '2026-03-30T12:00:00Z', MetricsInterval.DAY, 'Europe/London'), ['2026-03-29T00:00', '2026-03-29T23:00', '2026-03-30T23:00']],
])('%s', (_what, given, expected) => {
  expect(daysOf(boundariesOf(given, LATER))).toEqual(expected);
});

test('what has not begun is left out', () => {
  const year = range('2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', MetricsInterval.MONTH);
  expect(daysOf(boundariesOf(year, { now: new Date('2026-02-10T00:00:00Z'), most: 400 }))).toEqual(['2026-01-01T00:00', '2026-02-01T00:00', '2026-03-01T00:00']);
  expect(boundariesOf(year, { now: new Date('2025-12-31T00:00:00Z'), most: 400 })).toEqual([]);
});

test('400 periods are many enough', () => {
  const from = '2026-01-01T00:00:00Z';
  expect(boundariesOf(range(from, '2027-02-05T00:00:00Z', MetricsInterval.DAY), LATER)).toHaveLength(401);
  expect(boundariesOf(range(from, '2027-02-05T00:00:00.001Z', MetricsInterval.DAY), LATER)).toBeNull();
  expect(boundariesOf(range(from, '9999-01-01T00:00:00Z', MetricsInterval.MONTH), { ...LATER, now: new Date('9998-01-01T00:00:00Z') })).toBeNull();
});
