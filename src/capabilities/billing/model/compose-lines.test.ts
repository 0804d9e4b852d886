import fc from 'fast-check';
import { WHOLE } from '../../../kernel/percent';
import type { AppliedTax } from './applied-tax';
import { composeLines, retaxLine, type LineToCompose } from './compose-lines';
import { CouponDuration } from './coupon-duration';
import { Discount } from './discount.entity';
import { sumsOf } from './new-invoice';

const discountOf = (given: Partial<Discount>): Discount =>
  Object.assign(new Discount(), {
    name: 'Summer', percentOff: null, amountOffMinor: null, currency: 'GBP', minimumMinor: null, planIds: null,
    duration: CouponDuration.FOREVER, durationInCycles: null, usedCount: 0, endedAt: null, ...given,
  });
const vat = (isIncluded: boolean, percent = (20n * WHOLE) / 100n): AppliedTax => ({ rateId: 'txr_1', name: 'VAT', percent, isIncluded });
const box: LineToCompose = { description: 'Box', quantity: 2, unitAmountMinor: 999n, taxCategory: 'STANDARD' };
const composed = (lines: LineToCompose[], discount: Discount | null, tax: AppliedTax | null) => composeLines({ userId: 'user_1', currency: 'GBP', lines, discount, taxOf: () => tax });

test('lines, coupon, tax: each with its formula', () => {
  const { lines: [line], discount } = composed([box], discountOf({ percentOff: WHOLE / 2n }), vat(false));
  // 19.98 - 9.99 = 9.99; 20 % of it is 1.998
  expect(line).toMatchObject({ amountMinor: 999n, discountMinor: 999n, taxMinor: 200n, taxName: 'VAT', taxPercent: 200_000n, isTaxIncluded: false, taxCategory: 'STANDARD' });
  expect(line!.explanation).toBe('2 × 9.99 = 19.98 GBP; Summer (50 % off): 19.98 - 9.99 = 9.99 GBP; VAT 20 % on 9.99 = 2.00 GBP');
  expect(discount).toMatchObject({ amountMinor: 999n, explanation: '50 % of 19.98 = 9.99 GBP' });
});

test('an included tax is taken out of what the customer pays, once', () => {
  const { lines } = composed([box], discountOf({ percentOff: WHOLE / 2n }), vat(true));
  expect(lines[0]).toMatchObject({ amountMinor: 832n, discountMinor: 999n, taxMinor: 167n, isTaxIncluded: true, chargedMinor: 999n });
  expect(lines[0]!.explanation).toBe('2 × 9.99 = 19.98 GBP; Summer (50 % off): 19.98 - 9.99 = 9.99 GBP; VAT 20 % in 9.99 = 1.67 GBP, without it 8.32');
  expect(sumsOf(lines)).toMatchObject({ subtotalMinor: 832n, taxMinor: 167n, totalMinor: 999n, discountMinor: 999n });
});

test.each<[string, AppliedTax | null, AppliedTax | null]>([
  ['a tax where there was none', null, vat(false)],
  ['another rate', vat(false), vat(false, (7n * WHOLE) / 100n)],
  ['an included one in place of one on top', vat(false), vat(true)],
  ['one on top in place of an included one', vat(true), vat(false)],
  ['none any more', vat(true), null],
])('taxed anew: %s, as if the line was composed with it', (_what, before, now) => {
  const [line] = composed([box], discountOf({ percentOff: WHOLE / 2n }), before).lines;
  retaxLine(line!, now);
  expect(line).toEqual(composed([box], discountOf({ percentOff: WHOLE / 2n }), now).lines[0]);
});

test('a credit carries back the tax that it names, whatever holds now', () => {
  const credit = { ...box, quantity: 1, unitAmountMinor: -500n, taxCategory: null, tax: vat(false, (10n * WHOLE) / 100n) };
  const { lines } = composed([box, credit], null, vat(false));
  expect(lines.map(({ taxMinor }) => taxMinor)).toEqual([400n, -50n]);
});

test.each([
  ['used up', { duration: CouponDuration.REPEATING, durationInCycles: 2, usedCount: 2 }],
  ['ended', { endedAt: new Date('2026-01-01T00:00:00Z') }],
])('a discount that is %s takes nothing off', (_what, given) => {
  expect(composed([box], discountOf({ percentOff: WHOLE, ...given }), null)).toMatchObject({ discount: null, lines: [{ discountMinor: 0n, amountMinor: 1_998n }] });
});

test('a line without a category, and one whose tax is given, are left as they are', () => {
  const { lines } = composed([{ ...box, taxCategory: null }, { ...box, taxCategory: null, taxMinor: 7n }], null, vat(false));
  expect(lines.map(({ taxMinor, taxName }) => [taxMinor, taxName])).toEqual([[0n, null], [7n, null]]);
});

const line = fc.record({ quantity: fc.integer({ min: 1, max: 9 }), unitAmountMinor: fc.bigInt({ min: -50_000n, max: 100_000n }), credits: fc.option(fc.nat(5), { nil: null }), isTaxed: fc.boolean() });
const off = fc.oneof(fc.record({ percentOff: fc.bigInt({ min: 1n, max: WHOLE }) }), fc.record({ amountOffMinor: fc.bigInt({ min: 1n, max: 200_000n }) }));

test('whatever the lines, the coupon and the tax: the sums hold, nothing goes below zero, and no credit is reduced', () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), fc.option(off, { nil: null }), fc.boolean(), fc.bigInt({ min: 0n, max: WHOLE }), (given, coupon, isIncluded, percent) => {
      const lines = given.map(({ quantity, unitAmountMinor, credits, isTaxed }, index) => ({
        id: `pln_${index}`, description: 'Line', quantity, unitAmountMinor, taxCategory: isTaxed ? 'STANDARD' : null,
        creditsLineId: unitAmountMinor < 0n && credits !== null ? `pln_${credits}` : null,
      }));
      const discount = coupon && discountOf(coupon);
      const result = composed(lines, discount, vat(isIncluded, percent));
      const { subtotalMinor, taxMinor, totalMinor, discountMinor } = sumsOf(result.lines);
      expect(subtotalMinor + taxMinor).toBe(totalMinor);
      expect(discountMinor).toBe(result.discount?.amountMinor ?? 0n);
      const grossMinor = given.reduce((sum, { quantity, unitAmountMinor }) => sum + BigInt(quantity) * unitAmountMinor, 0n);
      const paidMinor = result.lines.reduce((sum, { chargedMinor }) => sum + chargedMinor, 0n);
      expect(paidMinor + discountMinor).toBe(grossMinor);
      if (discountMinor > 0n) expect(paidMinor).toBeGreaterThanOrEqual(0n);
      for (const [index, { amountMinor, discountMinor: offMinor, taxMinor: lineTax, isTaxIncluded, chargedMinor }] of result.lines.entries()) {
        const priceMinor = BigInt(given[index]!.quantity) * given[index]!.unitAmountMinor;
        expect(chargedMinor + offMinor).toBe(priceMinor);
        expect(offMinor >= 0n && (priceMinor > 0n || offMinor === 0n)).toBe(true);
        expect(priceMinor < 0n || (amountMinor >= 0n && lineTax >= 0n)).toBe(true);
        // 2 x |tax - exact| <= 1 unit
        if (given[index]!.isTaxed) {
          const of = isTaxIncluded ? WHOLE + percent : WHOLE;
          const off2 = 2n * (lineTax * of - chargedMinor * percent);
          expect(off2 <= of && off2 >= -of).toBe(true);
        }
      }
    }),
    { numRuns: 500 },
  );
});
