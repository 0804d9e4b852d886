import { deductionsOf, takenOf } from './deductions';
import { InvoiceDeductionKind } from './invoice-deduction.entity';

const points = (count: bigint, amountMinor: bigint) => ({ kind: 'POINTS', points: count, amountMinor });
const card = (amountMinor: bigint) => ({ kind: 'GIFT_CARD', points: null, amountMinor });
const balance = (amountMinor: bigint) => ({ kind: 'BALANCE', points: null, amountMinor });
const rate = { currency: 'GBP', earnPoints: 1, earnPerMinor: 100n, worthPoints: 1, worthMinor: 2n };

// total, gift cards, balance -> what is taken off, in order; a total below zero goes to the balance, all of it.
test.each<[what: string, total: bigint, cards: bigint, balance: bigint, taken: object[]]>([
  ['nobody has anything', 1_000n, 0n, 0n, []],
  ['credit for a part', 1_000n, 0n, 400n, [balance(400n)]],
  ['credit for all', 1_000n, 0n, 1_000n, [balance(1_000n)]],
  ['more credit than that', 1_000n, 0n, 1_001n, [balance(1_000n)]],
  ['a gift card before credit', 1_000n, 700n, 400n, [card(700n), balance(300n)]],
  ['a gift card for all leaves the credit', 1_000n, 1_000n, 400n, [card(1_000n)]],
  ['more on gift cards than that', 1_000n, 1_001n, 0n, [card(1_000n)]],
  ['both are less', 1_000n, 1n, 2n, [card(1n), balance(2n)]],
  ['nothing is owed', 0n, 400n, 400n, []],
  ['below zero', -250n, 0n, 0n, [balance(-250n)]],
  ['below zero with credit and cards', -250n, 400n, 400n, [balance(-250n)]],
])('%s', (_what, totalMinor, giftCardMinor, balanceMinor, taken) => {
  const expected = taken.map((part, position) => ({ ...part, position, currency: 'GBP' }));
  expect(deductionsOf({ totalMinor, points: null, giftCardMinor, balanceMinor, currency: 'GBP' })).toEqual(expected);
});

test('what an invoice took of each is told: points by their number, credit that it gave below zero', () => {
  const first = { points: { points: 200n, rate }, totalMinor: 1_000n, giftCardMinor: 500n, balanceMinor: 400n, currency: 'GBP' };
  const taken = (totalMinor: bigint) => Object.values(InvoiceDeductionKind).map((kind) => takenOf(deductionsOf({ ...first, totalMinor }), kind));
  expect(taken(1_000n)).toEqual([200n, 500n, 100n, 0n]);
  expect(taken(-50n)).toEqual([0n, 0n, -50n, 0n]);
});

test('points go before gift cards, and those before credit', () => {
  const funds = { points: { points: 200n, rate }, giftCardMinor: 500n, balanceMinor: 900n };
  const kinds = (totalMinor: bigint) => deductionsOf({ ...funds, totalMinor, currency: 'GBP' }).map(({ kind, points: spent, amountMinor }) => ({ kind, points: spent, amountMinor }));
  expect(kinds(1_000n)).toEqual([points(200n, 400n), card(500n), balance(100n)]);
  expect(kinds(300n)).toEqual([points(150n, 300n)]);
  expect(kinds(0n)).toEqual([]);
  expect(kinds(-100n)).toEqual([balance(-100n)]);
});
