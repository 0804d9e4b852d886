import fc from 'fast-check';
import { monthlyValue } from './monthly-value';

test.each([
  ['MONTH', 1, 1_200n, 3, 3_600n],
  ['MONTH', 3, 1_000n, 1, 333n],
  ['MONTH', 2, 5n, 1, 3n],
  ['YEAR', 1, 12_000n, 1, 1_000n],
  ['YEAR', 2, 12_006n, 1, 500n],
  ['YEAR', 1, 6n, 1, 1n],
  ['YEAR', 1, 5n, 1, 0n],
  ['WEEK', 1, 300n, 1, 1_300n],
  ['WEEK', 4, 1_000n, 1, 1_083n],
  ['DAY', 1, 100n, 1, 3_042n],
  ['DAY', 2, 10n, 3, 456n],
  ['MONTH', 1, 0n, 5, 0n],
] as const)('a price every %s x %i of %s for %i pieces is worth %s a month', (intervalUnit, intervalCount, priceMinor, quantity, expected) => {
  expect(monthlyValue({ priceMinor, intervalUnit, intervalCount }, quantity)).toBe(expected);
});

test('pieces are multiplied before the one rounding: never more than half a unit off, however many', () => {
  const off = fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 1, max: 12 }), (priceMinor, quantity, intervalCount) => {
    const worth = monthlyValue({ priceMinor, intervalUnit: 'YEAR', intervalCount }, quantity);
    const error = worth * BigInt(12 * intervalCount) - priceMinor * BigInt(quantity);
    expect(2n * (error < 0n ? -error : error) <= BigInt(12 * intervalCount)).toBe(true);
  });
  fc.assert(off);
});
