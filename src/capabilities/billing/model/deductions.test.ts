import { deductionsOf } from './deductions';

// total, balance -> what is taken off: the lesser of both; a total below zero goes to the balance, all of it.
test.each<[what: string, total: bigint, balance: bigint, taken: bigint | null]>([
  ['nobody has credit', 1_000n, 0n, null],
  ['credit for a part', 1_000n, 400n, 400n],
  ['credit for all', 1_000n, 1_000n, 1_000n],
  ['more credit than that', 1_000n, 1_001n, 1_000n],
  ['nothing is owed', 0n, 400n, null],
  ['below zero', -250n, 0n, -250n],
  ['below zero with credit', -250n, 400n, -250n],
])('%s', (_what, totalMinor, balanceMinor, taken) => {
  const expected = taken === null ? [] : [{ position: 0, kind: 'BALANCE', amountMinor: taken, currency: 'GBP' }];
  expect(deductionsOf({ totalMinor, balanceMinor, currency: 'GBP' })).toEqual(expected);
});
