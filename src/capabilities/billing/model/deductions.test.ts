import { deductionsOf, fundsAfter } from './deductions';

const points = (count: bigint, amountMinor: bigint) => ({ kind: 'POINTS', points: count, amountMinor });
const card = (amountMinor: bigint) => ({ kind: 'GIFT_CARD', points: null, amountMinor });
const balance = (amountMinor: bigint) => ({ kind: 'BALANCE', points: null, amountMinor });
const rate = { currency: 'GBP', earnPoints: 1, earnPerMinor: 100, worthPoints: 1, worthMinor: 2 };

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

test('what one invoice took or gave the next one has less or more', () => {
  const first = { points: null, totalMinor: 1_000n, giftCardMinor: 700n, balanceMinor: 400n, currency: 'GBP' };
  expect(fundsAfter(first, deductionsOf(first))).toEqual({ points: null, giftCardMinor: 0n, balanceMinor: 100n });
  expect(fundsAfter(first, deductionsOf({ ...first, totalMinor: -50n }))).toEqual({ points: null, giftCardMinor: 700n, balanceMinor: 450n });
});

test('points go before gift cards, and those before credit', () => {
  const funds = { points: { points: 200n, rate }, giftCardMinor: 500n, balanceMinor: 900n };
  const kinds = (totalMinor: bigint) => deductionsOf({ ...funds, totalMinor, currency: 'GBP' }).map(({ kind, points: spent, amountMinor }) => ({ kind, points: spent, amountMinor }));
  expect(kinds(1_000n)).toEqual([points(200n, 400n), card(500n), balance(100n)]);
  expect(kinds(300n)).toEqual([points(150n, 300n)]);
  expect(kinds(0n)).toEqual([]);
  expect(kinds(-100n)).toEqual([balance(-100n)]);
});
