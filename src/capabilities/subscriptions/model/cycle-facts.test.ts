import { parseInstant } from '../../../kernel/clock';
import type { BillingCycle } from './billing-cycle.entity';
import { cycleFacts, cyclePrice, factsOf, isFirstCycle } from './cycle-facts';
import type { PlanVersion } from './plan-version.entity';
import type { SubscriptionContract } from './subscription-contract.entity';

const subscription = { id: 'sub_1', userId: 'user_1', planId: 'plan_1', quantity: 3, tenantId: 'ten_1' } as SubscriptionContract;
const startAt = parseInstant('2026-01-31T00:00:00Z')!;
const endAt = parseInstant('2026-02-28T00:00:00Z')!;
const cycle = (schedule: number, index: number) => ({ id: 'cyc_1', schedule, index, startAt, endAt }) as BillingCycle;

test('an event tells whose subscription it is and to what, of a cycle its period too', () => {
  const facts = { subscriptionId: 'sub_1', userId: 'user_1', planId: 'plan_1' };
  expect(factsOf(subscription)).toEqual(facts);
  expect(cycleFacts(subscription, cycle(1, 4))).toEqual({ ...facts, cycleId: 'cyc_1', index: 4, periodStart: startAt, periodEnd: endAt });
});

test.each([
  [999n, 1, 999n],
  [999n, 3, 2_997n],
  [0n, 3, 0n],
  [9_007_199_254_740_993n, 2, 18_014_398_509_481_986n],
])('at %p each, %p cost %p', (priceMinor, quantity, expected) => {
  expect(cyclePrice({ quantity } as SubscriptionContract, { priceMinor } as PlanVersion)).toBe(expected);
});

test.each([
  ['the first period', 0, 0, true],
  ['a renewal', 0, 1, false],
  ['the first period after a change of interval', 1, 0, false],
  ['a renewal after it', 1, 1, false],
])('%s: first is %p', (_what, schedule, index, isFirst) => {
  expect(isFirstCycle(cycle(schedule, index))).toBe(isFirst);
});
