import { wallTimeReader } from './wall-time';

test.each([
  ['yyyy-MM-dd HH:mm:ss', '2010-12-01 08:26:00', 'Europe/London', '2010-12-01T08:26:00.000Z'],
  ['yyyy-MM-dd HH:mm:ss', '2011-07-01 08:26:00', 'Europe/London', '2011-07-01T07:26:00.000Z'], // summer time
  ['yyyy-MM-dd HH:mm:ss', '2011-03-27 01:30:00', 'Europe/London', '2011-03-27T01:30:00.000Z'], // in the gap: 02:30 BST
  ['yyyy-MM-dd HH:mm:ss', '2011-10-30 01:30:00', 'Europe/London', '2011-10-30T00:30:00.000Z'], // twice: the first
  ['d/M/yyyy H:mm', '1/2/2024 9:05', 'America/New_York', '2024-02-01T14:05:00.000Z'],
  ['d/M/yyyy H:mm', '31/12/2024 23:59', 'UTC', '2024-12-31T23:59:00.000Z'],
  ['dd.MM.yyyy', '03.04.2024', 'Europe/Berlin', '2024-04-02T22:00:00.000Z'],
  ['yyyyMMdd', '20240229', 'UTC', '2024-02-29T00:00:00.000Z'],
])('by %s, %s in %s is %s', (format, text, zone, instant) => {
  expect(wallTimeReader(format)!(text, zone)?.toISOString()).toBe(instant);
});

test.each([
  ['yyyy-MM-dd', '2011-02-30'],
  ['yyyy-MM-dd', '2011-13-01'],
  ['yyyy-MM-dd HH:mm:ss', '2011-02-03'],
  ['yyyy-MM-dd', '2011-02-03 10:00:00'],
  ['yyyy-MM-dd HH:mm:ss', '2011-02-03 24:00:00'],
  ['dd.MM.yyyy', '03-04-2024'],
  ['yyyy-MM-dd', ''],
])('by %s, "%s" is no time', (format, text) => {
  expect(wallTimeReader(format)!(text, 'UTC')).toBeNull();
});

test.each(['', 'yyyy-MM', 'HH:mm', 'yyyy-MM-dd dd'])('"%s" is no format', (format) => {
  expect(wallTimeReader(format)).toBeNull();
});
