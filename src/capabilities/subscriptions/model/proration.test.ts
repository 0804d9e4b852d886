import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { addMs, HOUR_MS, SECOND_MS } from '../../../kernel/clock';
import { creditFor, fractionLeft, prorated } from './proration';

interface MoneyCase {
  id: string;
  given: { from?: number | { amount: number }; to?: number | { amount: number }; fractionLeft?: number; period?: [string, string]; at?: string; timing?: 'NOW' };
  lines?: number[];
  total?: number;
}
const cases = (JSON.parse(readFileSync(join(__dirname, '../../../../tests/vectors/money.json'), 'utf8')) as MoneyCase[]).filter(({ lines }) => lines);
const amountOf = (price: number | { amount: number }) => BigInt(typeof price === 'number' ? price : price.amount);

test.each(cases)('vector $id', ({ given: { from, to, fractionLeft: half, period, at, timing }, lines, total }) => {
  const fraction = period ? fractionLeft({ startAt: new Date(period[0]), endAt: new Date(period[1]) }, new Date(at!)) : { seconds: BigInt(half! * 10), ofSeconds: 10n };
  const [old, next] = [amountOf(from!), amountOf(to!)];
  // Another interval begins a new period now, and charges the whole of it.
  const charge = timing === 'NOW' ? next : prorated(next, fraction);
  const credit = creditFor({ chargedMinor: old, creditableMinor: old }, fraction);
  expect([credit, charge]).toEqual(lines!.map(BigInt));
  if (total !== undefined) expect(credit + charge).toBe(BigInt(total));
});

const startAt = new Date('2026-01-31T00:00:00Z');
const endAt = new Date('2026-02-28T00:00:00Z');

test('a fraction counts whole seconds of the whole period', () => {
  const ofSeconds = 28n * 86_400n;
  const left = (at: Date) => fractionLeft({ startAt, endAt }, at);
  expect(left(startAt)).toEqual({ seconds: ofSeconds, ofSeconds });
  expect(left(addMs(startAt, HOUR_MS))).toEqual({ seconds: ofSeconds - 3_600n, ofSeconds });
  expect(left(addMs(startAt, 1))).toEqual(left(startAt));
  expect(left(addMs(startAt, SECOND_MS - 1))).toEqual(left(startAt));
  expect(left(addMs(endAt, -SECOND_MS))).toEqual({ seconds: 1n, ofSeconds });
  for (const at of [endAt, addMs(endAt, HOUR_MS)]) expect(left(at)).toEqual({ seconds: 0n, ofSeconds });
  expect(left(addMs(startAt, -HOUR_MS))).toEqual(left(startAt));
});

test('halves are rounded away from zero, on both sides', () => {
  const half = { seconds: 1n, ofSeconds: 2n };
  expect([prorated(5n, half), creditFor({ chargedMinor: 5n, creditableMinor: 5n }, half)]).toEqual([3n, -3n]);
});

test('nothing is given back that was not paid, or was given back before', () => {
  const all = { seconds: 2n, ofSeconds: 2n };
  expect(creditFor({ chargedMinor: 1_000n, creditableMinor: 0n }, all)).toBe(0n);
  expect(creditFor({ chargedMinor: 1_000n, creditableMinor: 400n }, all)).toBe(-400n);
  // R12: all of it was discounted.
  expect(creditFor({ chargedMinor: 0n, creditableMinor: 0n }, { seconds: 1n, ofSeconds: 2n })).toBe(0n);
});

test('a change to the same price costs nothing, at any moment', () => {
  const seconds = fc.integer({ min: 0, max: 28 * 86_400 });
  const holds = (at: number, price: bigint) => {
    const fraction = fractionLeft({ startAt, endAt }, addMs(startAt, at * SECOND_MS));
    expect(creditFor({ chargedMinor: price, creditableMinor: price }, fraction) + prorated(price, fraction)).toBe(0n);
  };
  fc.assert(fc.property(seconds, fc.bigInt({ min: 0n, max: 10n ** 12n }), holds));
});
