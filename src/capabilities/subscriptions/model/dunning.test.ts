import { addMs, DAY_MS, parseInstant } from '../../../kernel/clock';
import { assertDunning, DEFAULT_DUNNING, nextRetryAt } from './dunning';

const due = parseInstant('2026-03-01T00:00:00Z')!;
const day = (days: number) => addMs(due, days * DAY_MS);

test.each([
  [0, 3],
  [2.9, 3],
  [3, 5],
  [5, 7],
  [7, 10],
  [10, 14],
])('after an attempt on day %p the next one is on day %p', (attempted, next) => {
  expect(nextRetryAt(due, day(attempted))).toEqual(day(next));
});

test('after day 14 nothing is tried any more', () => {
  expect(nextRetryAt(due, day(14))).toBeNull();
});

test('days of a shop\'s own', () => {
  expect(nextRetryAt(due, day(0), [0, 1, 30])).toEqual(day(1));
  expect(nextRetryAt(due, day(1), [0, 1, 30])).toEqual(day(30));
  expect(nextRetryAt(due, day(0), [0])).toBeNull();
});

test.each([
  ['none at all', { attemptDays: [] }, 'attemptDays'],
  ['none on the first day', { attemptDays: [1, 3] }, 'attemptDays'],
  ['two on one day', { attemptDays: [0, 3, 3] }, 'attemptDays'],
  ['days that go back', { attemptDays: [0, 5, 3] }, 'attemptDays'],
  ['more than ten', { attemptDays: Array.from({ length: 11 }, (_one, index) => index) }, 'attemptDays'],
  ['one after more than 60 days', { attemptDays: [0, 61] }, 'attemptDays'],
  ['access of less than none', { accessDays: -1 }, 'accessDays'],
  ['access of more than 60 days', { accessDays: 61 }, 'accessDays'],
])('refused: %s', (_what, terms, field) => {
  expect(() => assertDunning({ ...DEFAULT_DUNNING, ...terms })).toThrow(expect.objectContaining({ code: 'INVALID', field: [field] }));
});

test.each([[[0]], [[0, 60]], [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]], [DEFAULT_DUNNING.attemptDays]])('allowed: %p', (attemptDays) => {
  expect(() => assertDunning({ ...DEFAULT_DUNNING, attemptDays })).not.toThrow();
});
