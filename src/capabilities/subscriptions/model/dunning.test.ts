import { addMs, DAY_MS, parseInstant } from '../../../kernel/clock';
import { nextRetryAt } from './dunning';

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
