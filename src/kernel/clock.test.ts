import fc from 'fast-check';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, addMs, clockAt, instantOfMs, instantOfSeconds, isBefore, laterOf, parseInstant, realClock } from './clock';

const noon = new Date('2026-03-01T12:00:00Z');

test.each([
  ['second', SECOND_MS, '2026-03-01T12:00:01.000Z'],
  ['minute', MINUTE_MS, '2026-03-01T12:01:00.000Z'],
  ['hour', HOUR_MS, '2026-03-01T13:00:00.000Z'],
  ['day', DAY_MS, '2026-03-02T12:00:00.000Z'],
  ['day before', -DAY_MS, '2026-02-28T12:00:00.000Z'],
])('one %s from noon', (_unit, ms, expected) => {
  expect(addMs(noon, ms).toISOString()).toBe(expected);
  expect(noon.toISOString()).toBe('2026-03-01T12:00:00.000Z');
});

test('the earlier of two instants is before the other, and none is before itself', () => {
  const later = addMs(noon, 1);
  expect([isBefore(noon, later), isBefore(later, noon), isBefore(noon, addMs(noon, 0))]).toEqual([true, false, false]);
  expect([laterOf(noon, later), laterOf(later, noon)]).toEqual([later, later]);
});

test('the real clock runs, a clock that is set stands', () => {
  const before = Date.now();
  const now = realClock.now().getTime();
  expect(now >= before && now <= Date.now()).toBe(true);
  expect(clockAt(noon).now()).toEqual(noon);
});

test('tokens count seconds, other places milliseconds', () => {
  expect(instantOfSeconds(1_767_225_600).toISOString()).toBe('2026-01-01T00:00:00.000Z');
  expect(instantOfMs(1_767_225_600_123).toISOString()).toBe('2026-01-01T00:00:00.123Z');
});

describe('parseInstant', () => {
  test.each([
    ['2026-01-31T00:00:00Z', '2026-01-31T00:00:00.000Z'],
    ['2026-01-31T23:59Z', '2026-01-31T23:59:00.000Z'],
    ['2026-01-31T05:30:00+05:30', '2026-01-31T00:00:00.000Z'],
    ['2026-01-31T20:00:00-05:00', '2026-02-01T01:00:00.000Z'],
    ['2026-01-31T00:00:00.5Z', '2026-01-31T00:00:00.500Z'],
    ['2026-01-31T00:00:00.123456789Z', '2026-01-31T00:00:00.123Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
    ['1000-01-01T00:00:00Z', '1000-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('%s is %s', (text, expected) => {
    expect(parseInstant(text)?.toISOString()).toBe(expected);
  });

  test.each([
    ['nothing', ''],
    ['a day alone', '2026-01-31'],
    ['a wall time, which is no instant', '2026-01-31T00:00:00'],
    ['an offset without a colon', '2026-01-31T00:00:00+0530'],
    ['an offset that no clock has', '2026-01-31T00:00:00+99:99'],
    ['a space for the T', '2026-01-31 00:00:00Z'],
    ['ten digits of a second', '2026-01-31T00:00:00.1234567890Z'],
    ['a point without digits', '2026-01-31T00:00:00.Z'],
    ['something in front', 'on 2026-01-31T00:00:00Z'],
    ['something behind', '2026-01-31T00:00:00Z[UTC]'],
    // `Date` reads past a remark in parentheses.
    ['a remark in front', '2026-01-31 (2026-01-31T00:00:00Z'],
    ['a remark behind', '2026-01-31T00:00:00Z (UTC)'],
    ['30 February', '2026-02-30T00:00:00Z'],
    ['29 February of no leap year', '2025-02-29T00:00:00Z'],
    ['a thirteenth month', '2026-13-01T00:00:00Z'],
    ['the hour 25', '2026-01-31T25:00:00Z'],
    ['the minute 60', '2026-01-31T00:60:00Z'],
    ['a year before 1000', '0999-12-31T23:59:59Z'],
    ['a year before 1000 in UTC', '1000-01-01T00:00:00+00:01'],
    ['a year after 9999 in UTC', '9999-12-31T23:59:59-00:01'],
  ])('%s is none: %j', (_what, text) => {
    expect(parseInstant(text)).toBeNull();
  });

  test('reads back what an instant is written as', () => {
    const instants = fc.date({ min: new Date('1000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
    fc.assert(fc.property(instants, (instant) => expect(parseInstant(instant.toISOString())).toEqual(instant)));
  });
});
