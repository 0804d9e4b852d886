import { drawFrom, remainingOf, spendable, spendableThen } from './lots';

const at = (day: number) => new Date(Date.UTC(2026, 2, day));
const lot = (id: string, remainingMinor: bigint, expiresAt: Date | null = null, createdAt = at(1)) => ({ id, remainingMinor, expiresAt, createdAt });

test('what lapses first goes first, then what is oldest; what has lapsed or is used up does not go', () => {
  const lots = [
    lot('never, new', 1n, null, at(3)),
    lot('never, old', 1n),
    lot('later', 1n, at(20)),
    lot('soon b', 1n, at(11)),
    lot('soon a', 1n, at(11)),
    lot('now', 1n, at(10)),
    lot('over', 1n, at(9)),
    lot('used up', 0n, at(12)),
    lot('owed', -5n),
  ];
  expect(spendable(lots, at(10)).map(({ id }) => id)).toEqual(['soon a', 'soon b', 'later', 'never, old', 'never, new']);
});

test.each<[bigint, string]>([
  [1n, 'a 1'],
  [3n, 'a 3'],
  [4n, 'a 3, b 1'],
  [9n, 'a 3, b 5, c 1'],
])('%s is drawn as %s', (amountMinor, drawn) => {
  const lots = [lot('a', 3n), lot('b', 5n), lot('c', 1n)];
  expect(drawFrom(lots, amountMinor).map((draw) => `${draw.lot.id} ${draw.amountMinor}`).join(', ')).toBe(drawn);
  expect(remainingOf(lots)).toBe(9n);
});

test.each<[what: string, spent: bigint, on: number, left: bigint]>([
  ['nothing is spent and nothing has lapsed', 0n, 10, 9n],
  ['one has lapsed by then', 0n, 11, 6n],
  ['what was spent would have lapsed anyway', 3n, 11, 6n],
  ['a part of it would not', 4n, 11, 5n],
  ['all is spent', 9n, 11, 0n],
  ['more than there is', 10n, 11, 0n],
])('of what is left then: %s', (_what, spentMinor, on, left) => {
  const lots = [lot('stays', 6n), lot('lapses', 3n, at(11)), lot('owed', -2n)];
  expect(spendableThen(lots, { now: at(10), spentMinor, at: at(on) })).toBe(left);
});

test('more than there is cannot be drawn', () => {
  expect(() => drawFrom([lot('a', 3n)], 4n)).toThrow('less in the lots');
});
