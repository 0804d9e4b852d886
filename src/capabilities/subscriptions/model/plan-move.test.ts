import type { Interval } from '../../../kernel/calendar';
import { ChangeTiming } from './cancellation';
import { monthlyMinor, refusalToMove } from './plan-move';
import { PlanVersion } from './plan-version.entity';
import { PricingModel } from './plan-pricing';
import { SubscriptionStatus } from './subscription-states';

const version = (parts: Partial<PlanVersion> = {}): PlanVersion =>
  Object.assign(new PlanVersion(), { planId: 'plan_1', intervalUnit: 'MONTH', intervalCount: 1, priceMinor: 1_000n, currency: 'GBP', prices: null, meters: null, ...parts });
const subscription = { planId: 'plan_1', status: SubscriptionStatus.ACTIVE, cancelAtPeriodEnd: false, currency: null, scheduledPlanId: null, scheduledAction: null };
const [later, now] = [ChangeTiming.PERIOD_END, ChangeTiming.NOW];
const metered = [{ meter: 'calls', model: PricingModel.PER_UNIT, currency: 'GBP', unitPrice: '1', perUnits: 1 }];

test.each<[string, object, object, object, ChangeTiming, string | null]>([
  ['one that runs', {}, {}, {}, now, null],
  ['one in its trial', { status: SubscriptionStatus.TRIALING }, {}, {}, later, null],
  ['one that owes', { status: SubscriptionStatus.PAST_DUE }, {}, {}, now, null],
  ['one that pauses', { status: SubscriptionStatus.PAUSED }, {}, {}, later, null],
  ['one that waits for its first payment', { status: SubscriptionStatus.INCOMPLETE }, {}, {}, later, 'SUBSCRIPTION_NOT_CHANGEABLE'],
  ['one that was given up', { status: SubscriptionStatus.UNPAID }, {}, {}, later, 'SUBSCRIPTION_NOT_CHANGEABLE'],
  ['one that ends', { cancelAtPeriodEnd: true }, {}, {}, later, 'SUBSCRIPTION_NOT_CHANGEABLE'],
  ['one that goes to another plan', { scheduledPlanId: 'plan_2' }, {}, {}, later, 'SUBSCRIPTION_NOT_CHANGEABLE'],
  ['one that goes to another quantity', { scheduledPlanId: 'plan_1' }, {}, {}, later, null],
  ['one that skips its next period, later', { scheduledAction: 'SKIP_CYCLE' }, {}, {}, later, 'SUBSCRIPTION_NOT_CHANGEABLE'],
  ['one that skips its next period, now', { scheduledAction: 'SKIP_CYCLE' }, {}, {}, now, null],
  ['one in another currency', { currency: 'EUR' }, {}, {}, later, 'INVALID'],
  ['one in a currency of both', { currency: 'EUR' }, {}, { prices: [{ currency: 'EUR', priceMinor: '5' }] }, later, null],
  ['another interval, later', {}, {}, { intervalUnit: 'YEAR' }, later, null],
  ['another interval, now', {}, {}, { intervalUnit: 'YEAR' }, now, 'SUBSCRIPTION_NOT_CHANGEABLE'],
  ['another count, now', {}, {}, { intervalCount: 2 }, now, 'SUBSCRIPTION_NOT_CHANGEABLE'],
  ['metered, now', {}, { meters: metered }, {}, now, 'SUBSCRIPTION_NOT_CHANGEABLE'],
  ['metered, later', {}, { meters: metered }, {}, later, null],
])('whether %s is moved', (_what, standing, from, to, timing, code) => {
  expect(refusalToMove({ ...subscription, ...standing }, { from: version(from), to: version(to), timing })?.code ?? null).toBe(code);
});

test.each<[bigint, Interval, bigint]>([
  [1_200n, { unit: 'MONTH', count: 1 }, 1_200n],
  [1_000n, { unit: 'MONTH', count: 3 }, 333n],
  [12_000n, { unit: 'YEAR', count: 1 }, 1_000n],
  [12_000n, { unit: 'YEAR', count: 2 }, 500n],
  [1_200n, { unit: 'WEEK', count: 1 }, 5_200n], // × 52 / 12
  [1_200n, { unit: 'WEEK', count: 4 }, 1_300n],
  [120n, { unit: 'DAY', count: 1 }, 3_650n], // × 365 / 12
])('%s every %j is %s a month', (price, interval, expected) => {
  expect(monthlyMinor(price, interval)).toBe(expected);
});
