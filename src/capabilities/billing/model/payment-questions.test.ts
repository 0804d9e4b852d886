import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../kernel/clock';
import { areAskedAlike, lastQuestion, pauseBefore } from './payment-questions';
import { BillingAttemptStatus } from './payment-status';

const { PROCESSING, UNKNOWN, REQUIRES_ACTION, PENDING, FAILED, SUCCEEDED } = BillingAttemptStatus;

/** When the questions about a state are asked, counted from its beginning. */
function askedAfter(status: BillingAttemptStatus): number[] {
  const moments: number[] = [];
  for (let question = 0, at = 0; pauseBefore(question, status) !== null; question += 1) moments.push((at += pauseBefore(question, status)!));
  return moments;
}

test.each([
  [UNKNOWN, [5 * MINUTE_MS, HOUR_MS, DAY_MS, 2 * DAY_MS, 3 * DAY_MS, 4 * DAY_MS, 5 * DAY_MS]],
  [PROCESSING, [5 * MINUTE_MS, HOUR_MS, DAY_MS, 2 * DAY_MS, 3 * DAY_MS, 4 * DAY_MS, 5 * DAY_MS]],
  [REQUIRES_ACTION, [5 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS, DAY_MS]],
  [PENDING, Array.from({ length: 14 }, (_day, index) => (index + 1) * DAY_MS)],
  [SUCCEEDED, []],
  [FAILED, []],
])('a payment that is %s is asked about after %j ms', (status, moments) => {
  expect(askedAfter(status)).toEqual(moments);
  expect(lastQuestion(status)).toBe(moments.length - 1);
});

test('becoming UNKNOWN does not start the questions anew; being on its way does', () => {
  expect(areAskedAlike(PROCESSING, UNKNOWN)).toBe(true);
  expect([UNKNOWN, PROCESSING, REQUIRES_ACTION].map((status) => areAskedAlike(status, PENDING))).toEqual([false, false, false]);
});
