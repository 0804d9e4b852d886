import { beginsNewPeriod, linesOfChange, planLine, wholePrice, type PlanChange, type Terms } from './plan-change';
import { ProrationBehavior } from './proration-behavior';

const terms = (planName: string, unitMinor: bigint, more: Partial<Terms> = {}): Terms => ({
  planId: `plan_${planName}`,
  planVersionId: `pver_${planName}`,
  planName,
  interval: { unit: 'MONTH', count: 1 },
  unitMinor,
  currency: 'GBP',
  quantity: 1,
  ...more,
});
const [small, large] = [terms('Small', 3_000n), terms('Large', 5_000n)];
const paid = (chargedMinor: bigint) => ({ chargedMinor, creditableMinor: chargedMinor });
const period = { startAt: new Date('2026-01-31T00:00:00Z'), endAt: new Date('2026-02-28T00:00:00Z') };
const now = new Date('2026-02-10T12:00:00Z');
const upgrade: PlanChange = { now, period, old: small, billed: paid(3_000n), next: large, behavior: ProrationBehavior.CREATE_PRORATIONS };

test('an upgrade gives the rest of the old plan back and charges that of the new one, each line with its formula', () => {
  const rest = { periodStart: now, periodEnd: period.endAt };
  const line = { kind: 'PLAN', quantity: 1, isProration: true, ...rest };
  expect(linesOfChange(upgrade)).toEqual({
    credit: {
      ...line,
      description: 'Unused time of Small',
      unitAmountMinor: -1_875n,
      explanation: '-(30.00 × 1512000 s / 2419200 s) = -18.75 GBP',
      tags: { planId: 'plan_Small', planVersionId: 'pver_Small' },
    },
    charge: {
      ...line,
      description: 'Remaining time of Large',
      unitAmountMinor: 3_125n,
      explanation: '50.00 × 1512000 s / 2419200 s = 31.25 GBP',
      tags: { planId: 'plan_Large', planVersionId: 'pver_Large' },
    },
  });
});

test.each<[string, Partial<PlanChange>, [bigint | null, bigint | null]]>([
  ['billed now, they are the same', { behavior: ProrationBehavior.ALWAYS_INVOICE }, [-1_875n, 3_125n]],
  ['without prorations there are none', { behavior: ProrationBehavior.NONE }, [null, null]],
  ['inside a trial there are none', { billed: null }, [null, null]],
  ['another interval: the old is given back, the new period is billed whole elsewhere', { next: { ...large, interval: { unit: 'YEAR', count: 1 } } }, [-1_875n, null]],
  ['more seats', { next: { ...small, quantity: 3 } }, [-1_875n, 5_625n]],
  ['to a plan that costs nothing', { next: terms('Free', 0n) }, [-1_875n, null]],
  ['from a plan that cost nothing', { billed: paid(0n) }, [null, 3_125n]],
  ['what was not paid is not given back', { billed: { chargedMinor: 3_000n, creditableMinor: 0n } }, [null, 3_125n]],
  ['at the end of the period nothing is left', { now: period.endAt }, [null, null]],
  ['at its start all of it', { now: period.startAt }, [-3_000n, 5_000n]],
])('%s', (_what, change, amounts) => {
  const { credit, charge } = linesOfChange({ ...upgrade, ...change });
  expect([credit?.unitAmountMinor ?? null, charge?.unitAmountMinor ?? null]).toEqual(amounts);
});

test('a credit that is cut short says why; several of a plan say how many', () => {
  const { credit, charge } = linesOfChange({ ...upgrade, billed: { chargedMinor: 3_000n, creditableMinor: 400n }, next: { ...large, quantity: 2 } });
  expect(credit).toMatchObject({ unitAmountMinor: -400n, explanation: '-(30.00 × 1512000 s / 2419200 s), at most the 4.00 that were paid for it = -4.00 GBP' });
  expect(charge).toMatchObject({ description: 'Remaining time of 2 × Large', unitAmountMinor: 6_250n });
});

test('only another length of the period begins a new one', () => {
  const next = (unit: 'MONTH' | 'YEAR', count: number) => beginsNewPeriod({ old: small, next: { ...large, interval: { unit, count } } });
  expect([next('MONTH', 1), next('MONTH', 3), next('YEAR', 1)]).toEqual([false, true, true]);
});

test('a whole period costs its price for each piece, exactly', () => {
  expect([wholePrice({ unitMinor: 999n, quantity: 3 }), wholePrice({ unitMinor: 9_007_199_254_740_993n, quantity: 2 })]).toEqual([2_997n, 18_014_398_509_481_986n]);
  expect(planLine({ ...small, quantity: 2 }, period)).toEqual({
    kind: 'PLAN',
    description: 'Small',
    quantity: 2,
    unitAmountMinor: 3_000n,
    periodStart: period.startAt,
    periodEnd: period.endAt,
    tags: { planId: 'plan_Small', planVersionId: 'pver_Small' },
  });
});
