import { WHOLE } from '../../../kernel/percent';
import { CouponDuration } from './coupon-duration';
import { discountFormula, discountsOf, usesLeft, type DiscountTerms } from './discounts';

const terms = (given: Partial<DiscountTerms>): DiscountTerms => ({
  name: 'Summer',
  percentOff: null,
  amountOffMinor: null,
  currency: null,
  minimumMinor: null,
  planIds: null,
  duration: CouponDuration.FOREVER,
  durationInCycles: null,
  ...given,
});
const percent = (whole: number, more: Partial<DiscountTerms> = {}) => terms({ percentOff: (BigInt(whole) * WHOLE) / 100n, ...more });
const amount = (minor: number, more: Partial<DiscountTerms> = {}) => terms({ amountOffMinor: BigInt(minor), currency: 'GBP', ...more });
type Line = number | readonly [price: number, credited: number] | readonly [price: number, credited: number, planId: string];
const linesOf = (lines: readonly Line[]) =>
  lines.map((line) => {
    const [price, credited = 0, planId = 'plan_a'] = typeof line === 'number' ? [line] : line;
    return { priceMinor: BigInt(price), creditedMinor: BigInt(credited), planId };
  });

test.each<[string, DiscountTerms, Line[], number[]]>([
  ['half of one line', percent(50), [1_000], [500]],
  ['half a unit is taken off', percent(50), [999], [500]],
  ['split by the largest remainder', amount(1_000), [1_000, 1_000, 1_000], [334, 333, 333]],
  ['a percentage is rounded once, then split', percent(50), [3_125, 5_000], [1_563, 2_500]],
  ['never more than there is, and nothing is carried on', amount(3_000), [2_000], [2_000]],
  ['credit lines are left alone', percent(50), [-500, 1_000], [0, 500]],
  ['the invoice does not go below zero', percent(100), [-500, 1_000], [0, 500]],
  ['nothing off what is below zero already', percent(50), [-2_000, 1_000], [0, 0]],
  ['what is given back on the same invoice is not reduced', percent(50), [[2_500, 2_500], -2_500, 1_500], [0, 0, 750]],
  ['a part of it is', percent(50), [[2_500, 1_250], -1_250, 750], [625, 0, 375]],
  ['only lines of its plans', percent(50, { planIds: ['plan_b'] }), [1_000, [600, 0, 'plan_b']], [0, 300]],
  ['an amount is split over those alone', amount(500, { planIds: ['plan_b'] }), [1_000, [600, 0, 'plan_b'], [400, 0, 'plan_b']], [0, 300, 200]],
  ['too small an invoice', percent(50, { minimumMinor: 1_001n, currency: 'GBP' }), [1_000], [0]],
  ['just large enough', percent(50, { minimumMinor: 1_000n, currency: 'GBP' }), [1_000], [500]],
  ['nothing to reduce', percent(50), [0], [0]],
  ['another currency', amount(500, { currency: 'EUR' }), [1_000], [0]],
  ['a percentage without a minimum is for all currencies', percent(10, { currency: null }), [1_000], [100]],
])('%s', (_what, given, lines, offs) => {
  expect(discountsOf(linesOf(lines), { terms: given, currency: 'GBP' })).toEqual(offs.map(BigInt));
});

test.each([
  [percent(50), [3_125, 5_000], 4_063n, '50 % of 81.25 = 40.63 GBP'],
  [amount(3_000), [2_000], 2_000n, '30.00 GBP of 20.00 = 20.00 GBP'],
  [percent(100), [-500, 1_000], 500n, '100 % of 10.00, at most the 5.00 of the whole invoice = 5.00 GBP'],
])('the formula has its numbers', (given, lines, offMinor, text) => {
  expect(discountFormula(linesOf(lines), { terms: given, offMinor, currency: 'GBP' })).toBe(text);
});

test.each([
  [CouponDuration.ONCE, null, 0, 1],
  [CouponDuration.ONCE, null, 1, 0],
  [CouponDuration.REPEATING, 3, 1, 2],
  [CouponDuration.REPEATING, 3, 4, 0],
  [CouponDuration.FOREVER, null, 99, null],
])('%s for %s, used %i times: %s left', (duration, durationInCycles, used, left) => {
  expect(usesLeft({ duration, durationInCycles }, used)).toBe(left);
});
