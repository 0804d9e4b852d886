import { parseInstant } from '../../../kernel/clock';
import type { BillingCycle } from './billing-cycle.entity';
import { cycleFacts, factsOf, isFirstCycle } from './cycle-facts';
import type { SubscriptionContract } from './subscription-contract.entity';

const subscription = { id: 'sub_1', userId: 'user_1', planId: 'plan_1', planVersionId: 'pver_1', quantity: 3, currency: null, status: 'ACTIVE', tenantId: 'ten_1' } as SubscriptionContract;
const startAt = parseInstant('2026-01-31T00:00:00Z')!;
const endAt = parseInstant('2026-02-28T00:00:00Z')!;
const cycle = (schedule: number, index: number) => ({ id: 'cyc_1', schedule, index, startAt, endAt }) as BillingCycle;

test('an event tells whose subscription it is, to what, how many and in what state, of a cycle its period too', () => {
  const facts = { subscriptionId: 'sub_1', userId: 'user_1', planId: 'plan_1', planVersionId: 'pver_1', quantity: 3, currency: null, status: 'ACTIVE' };
  expect(factsOf(subscription)).toEqual(facts);
  expect(cycleFacts(subscription, cycle(1, 4))).toEqual({ ...facts, cycleId: 'cyc_1', index: 4, periodStart: startAt, periodEnd: endAt });
});

test.each([
  ['the first period', 0, 0, true],
  ['a renewal', 0, 1, false],
  ['the first period after a change of interval', 1, 0, false],
  ['a renewal after it', 1, 1, false],
])('%s: first is %p', (_what, schedule, index, isFirst) => {
  expect(isFirstCycle(cycle(schedule, index))).toBe(isFirst);
});
