import { BillingCycleStatus, billingCycleStates, isFinal, SubscriptionStatus, subscriptionStates } from './subscription-states';

const statuses = Object.values(SubscriptionStatus);
const { ACTIVE, CANCELED, EXPIRED, INCOMPLETE, INCOMPLETE_EXPIRED, PAST_DUE, PAUSED, SCHEDULED, TRIALING, UNPAID } = SubscriptionStatus;
const sorted = (states: readonly string[]) => [...states].sort();

test('three states are final, and nothing leads out of them', () => {
  expect(sorted(statuses.filter(isFinal))).toEqual(sorted([CANCELED, EXPIRED, INCOMPLETE_EXPIRED]));
  for (const from of statuses.filter(isFinal)) expect(statuses.filter((to) => subscriptionStates.canMove(from, to))).toEqual([]);
});

test('whatever has not ended can be canceled', () => {
  expect(sorted(statuses.filter((from) => subscriptionStates.canMove(from, CANCELED)))).toEqual(sorted(statuses.filter((status) => !isFinal(status))));
});

test.each([
  ['a payment makes active', ACTIVE, [SCHEDULED, INCOMPLETE, TRIALING, PAST_DUE, UNPAID, PAUSED]],
  ['a failed renewal makes past due, and whoever resumes owing it', PAST_DUE, [TRIALING, ACTIVE, PAUSED]],
  ['a first payment that never came ends', INCOMPLETE_EXPIRED, [INCOMPLETE]],
  ['attempts that all failed leave unpaid', UNPAID, [PAST_DUE]],
  ['only a paid term is over', EXPIRED, [ACTIVE]],
])('%s: %s comes after %j', (_what, to, from) => {
  expect(sorted(statuses.filter((status) => subscriptionStates.canMove(status, to)))).toEqual(sorted(from));
});

test.each([
  [BillingCycleStatus.UPCOMING, ['HELD', 'BILLED', 'SKIPPED']],
  [BillingCycleStatus.HELD, ['BILLED', 'SKIPPED']],
  [BillingCycleStatus.BILLED, ['FAILED']],
  [BillingCycleStatus.SKIPPED, []],
  [BillingCycleStatus.FAILED, []],
])('a cycle that is %s may become %j: it is billed once', (from, next) => {
  expect(sorted(Object.values(BillingCycleStatus).filter((to) => billingCycleStates.canMove(from, to)))).toEqual(sorted(next));
});
