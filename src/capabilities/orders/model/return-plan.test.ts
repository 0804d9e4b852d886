import fc from 'fast-check';
import type { ImportedReturnLine } from './imported-order';
import type { OrderLine } from './order-line.entity';
import { planReturn, refundMinorOf } from './return-plan';

type Left = Pick<OrderLine, 'variantId' | 'position' | 'fulfilledQuantity' | 'returnedQuantity'>;
const line = (position: number, variantId: string, fulfilledQuantity: number, returnedQuantity = 0): Left => ({
  position,
  variantId,
  fulfilledQuantity,
  returnedQuantity,
});
const plan = (lines: Left[], wanted: ImportedReturnLine[]) =>
  planReturn(lines as OrderLine[], wanted)?.map((piece) => [piece.line.position, piece.quantity]) ?? null;

test.each<[string, Left[], ImportedReturnLine[], [number, number][] | null]>([
  ['a part of a line', [line(0, 'tea', 3)], [{ variantId: 'tea', quantity: 2 }], [[0, 2]]],
  ['the last piece that is left', [line(0, 'tea', 3, 2)], [{ variantId: 'tea', quantity: 1 }], [[0, 1]]],
  ['more than is left', [line(0, 'tea', 3, 2)], [{ variantId: 'tea', quantity: 2 }], null],
  ['the first lines of the variant first', [line(0, 'tea', 2), line(1, 'pot', 9), line(2, 'tea', 2)], [{ variantId: 'tea', quantity: 3 }], [[0, 2], [2, 1]]],
  ['a line of which all came back is passed over', [line(0, 'tea', 2, 2), line(1, 'tea', 1)], [{ variantId: 'tea', quantity: 1 }], [[1, 1]]],
  ['the line that is named', [line(0, 'tea', 2), line(1, 'tea', 2)], [{ variantId: 'tea', quantity: 1, position: 1 }], [[1, 1]]],
  ['the first line, named', [line(0, 'tea', 2), line(1, 'tea', 2)], [{ variantId: 'tea', quantity: 2, position: 0 }], [[0, 2]]],
  ['a position of null names none', [line(0, 'tea', 2), line(1, 'tea', 2)], [{ variantId: 'tea', quantity: 3, position: null }], [[0, 2], [1, 1]]],
  ['more than the named line has', [line(0, 'tea', 2), line(1, 'tea', 2)], [{ variantId: 'tea', quantity: 3, position: 1 }], null],
  ['a named line of another variant', [line(0, 'tea', 2)], [{ variantId: 'pot', quantity: 1, position: 0 }], null],
  ['a variant that was not bought', [line(0, 'tea', 2)], [{ variantId: 'pot', quantity: 1 }], null],
  ['one piece wished for twice', [line(0, 'tea', 2)], [{ variantId: 'tea', quantity: 1 }, { variantId: 'tea', quantity: 2 }], null],
  ['two wishes for one line', [line(0, 'tea', 3)], [{ variantId: 'tea', quantity: 1 }, { variantId: 'tea', quantity: 2 }], [[0, 1], [0, 2]]],
  ['one of two variants has too little', [line(0, 'tea', 3), line(1, 'pot', 1)], [{ variantId: 'tea', quantity: 1 }, { variantId: 'pot', quantity: 2 }], null],
  ['nothing', [line(0, 'tea', 3)], [], null],
  ['no pieces of something', [line(0, 'tea', 3)], [{ variantId: 'tea', quantity: 0 }], null],
])('%s', (_what, lines, wanted, expected) => {
  expect(plan(lines, wanted)).toEqual(expected);
});

test('planning changes no line: whoever plans may still refuse', () => {
  const lines = [line(0, 'tea', 3, 1)];
  plan(lines, [{ variantId: 'tea', quantity: 2 }]);
  expect(lines).toEqual([line(0, 'tea', 3, 1)]);
});

test('all that is wanted comes back or nothing, and no line gives more than it has', () => {
  const variantId = fc.constantFrom('tea', 'pot', 'cup');
  const someLines = fc.array(fc.tuple(variantId, fc.nat(5), fc.nat(5)), { maxLength: 6 });
  const someWishes = fc.array(fc.record({ variantId, quantity: fc.integer({ min: 1, max: 5 }) }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(someLines, someWishes, (rows, wanted) => {
      const lines = rows.map(([variant, left, returned], position) => line(position, variant, left + returned, returned));
      const ofVariant = (list: readonly { variantId: string; pieces: number }[], variant: string) =>
        list.reduce((sum, one) => sum + (one.variantId === variant ? one.pieces : 0), 0);
      const has = rows.map(([variant, pieces]) => ({ variantId: variant, pieces }));
      const wishes = wanted.map(({ variantId: variant, quantity }) => ({ variantId: variant, pieces: quantity }));
      const isEnough = ['tea', 'pot', 'cup'].every((variant) => ofVariant(has, variant) >= ofVariant(wishes, variant));
      const planned = plan(lines, wanted);
      expect(planned !== null).toBe(isEnough);
      for (const [position, row] of rows.entries()) {
        const taken = (planned ?? []).reduce((sum, [at, quantity]) => sum + (at === position ? quantity! : 0), 0);
        expect(taken).toBeLessThanOrEqual(row[1]);
      }
      const given = (planned ?? []).map(([at, quantity]) => ({ variantId: lines[at!]!.variantId, pieces: quantity! }));
      for (const variant of ['tea', 'pot', 'cup']) expect(ofVariant(given, variant)).toBe(isEnough ? ofVariant(wishes, variant) : 0);
      for (const { pieces } of given) expect(pieces).toBeGreaterThan(0);
    }),
  );
});

test('what is given back is what the pieces were bought for', () => {
  const bought = (unitPriceMinor: bigint) => ({ unitPriceMinor }) as OrderLine;
  expect(refundMinorOf([{ line: bought(1_999n), quantity: 2 }, { line: bought(250n), quantity: 3 }, { line: bought(0n), quantity: 9 }])).toBe(4_748n);
  expect(refundMinorOf([])).toBe(0n);
});
