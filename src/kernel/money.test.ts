import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Money, divideRounded, parseAmount, splitMinor, sumOf } from './money';

interface MoneyCase {
  id: string;
  given: { split?: number; over?: number[] };
  parts?: number[];
}
const cases = JSON.parse(readFileSync(join(__dirname, '../../tests/vectors/money.json'), 'utf8')) as MoneyCase[];

describe('Money', () => {
  test.each([
    [1999n, 'GBP', '19.99'],
    [5n, 'GBP', '0.05'],
    [-5n, 'GBP', '-0.05'],
    [0n, 'USD', '0.00'],
    [500n, 'JPY', '500'],
    [1234n, 'KWD', '1.234'],
    [9_007_199_254_740_993n, 'USD', '90071992547409.93'],
  ])('%s minor units of %s are written %s', (minor, currency, text) => {
    expect(Money.of(minor, currency).amount).toBe(text);
    expect(parseAmount(text, currency).amountMinor).toBe(minor);
  });

  test('adds, subtracts and multiplies within one currency', () => {
    const price = Money.of(250n, 'EUR');
    expect(price.times(3).plus(Money.of(1n, 'EUR')).minus(Money.of(51n, 'EUR')).amountMinor).toBe(700n);
    expect(sumOf([price, price], 'EUR').amountMinor).toBe(500n);
    expect(() => price.plus(Money.of(1n, 'USD'))).toThrow('cannot combine');
  });

  test.each(['GPB', 'usd', ''])('%p is no currency', (currency) => {
    expect(() => Money.of(1n, currency)).toThrow('ISO 4217');
  });

  test.each(['1,5', 'abc', '', '1.', '.5', '+1', '- 1', '1e3'])('%p is no amount', (text) => {
    expect(() => parseAmount(text, 'GBP')).toThrow(`"${text}" is not an amount`);
  });

  test.each([
    ['1.999', 'GBP', 2],
    ['1.5', 'JPY', 0],
  ])('%s has more digits than %s', (text, currency, digits) => {
    expect(() => parseAmount(text, currency)).toThrow(`"${text}" has more digits than ${currency} allows (${digits})`);
  });

  test.each([
    ['4.5', 450n],
    ['-0.5', -50n],
    [' 19.99 ', 1999n],
    ['007', 700n],
  ])('%j is %s pence', (text, minor) => {
    expect(parseAmount(text, 'GBP').amountMinor).toBe(minor);
  });

  test('digits beyond the currency are accepted when they are zero', () => {
    expect(parseAmount('4.2500', 'GBP').amountMinor).toBe(425n);
  });
});

test.each([
  [5n, 2n, 3n],
  [-5n, 2n, -3n],
  [4n, 3n, 1n],
  [-4n, 3n, -1n],
  [0n, 7n, 0n],
])('%s / %s rounds half away from zero to %s', (numerator, denominator, expected) => {
  expect(divideRounded(numerator, denominator)).toBe(expected);
});

test.each([0n, -2n])('nothing is divided by %s', (denominator) => {
  expect(() => divideRounded(1n, denominator)).toThrow('the denominator must be positive');
});

describe('splitMinor', () => {
  test.each(cases.filter(({ given }) => typeof given.split === 'number'))('vector $id', ({ given, parts }) => {
    expect(splitMinor(BigInt(given.split!), given.over!.map(BigInt))).toEqual(parts!.map(BigInt));
  });

  test('the parts sum to the whole, and none is further than one unit from its exact share', () => {
    const weights = fc.array(fc.bigInt(0n, 1_000_000n), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.bigInt(-1_000_000n, 1_000_000n), weights, (total, over) => {
        const parts = splitMinor(total, over);
        const sum = over.reduce((a, b) => a + b, 0n);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
        if (sum === 0n) return;
        parts.forEach((part, index) => {
          const distance = part * sum - total * over[index]!;
          expect(distance < sum && distance > -sum).toBe(true);
        });
      }),
    );
  });

  test.each([
    // 3.5, 2.8 and 0.7: the two that lost most are rounded up, not the two that weigh most.
    [7n, [5n, 4n, 1n], [3n, 3n, 1n]],
    [-7n, [5n, 4n, 1n], [-3n, -3n, -1n]],
    // 0.5 each: the first of equals.
    [1n, [1n, 1n], [1n, 0n]],
    [2n, [1n, 1n, 1n, 1n], [1n, 1n, 0n, 0n]],
    [3n, [1n, 2n, 1n, 2n], [1n, 1n, 0n, 1n]],
    // A weight of nothing gets nothing.
    [5n, [0n, 3n, 3n], [0n, 3n, 2n]],
  ])('%s over %s is %s', (total, weights, parts) => {
    expect(splitMinor(total, weights)).toEqual(parts);
  });

  test('weights that are all zero weigh the same', () => {
    expect(splitMinor(11n, [0n, 0n, 0n])).toEqual([4n, 4n, 3n]);
    expect(splitMinor(-11n, [0n, 0n, 0n])).toEqual([-4n, -4n, -3n]);
  });

  test('an empty list of weights or a negative weight is a mistake of the caller', () => {
    expect(() => splitMinor(1n, [])).toThrow('nothing to split over');
    expect(() => splitMinor(1n, [1n, -1n])).toThrow('a weight must not be negative');
  });
});
