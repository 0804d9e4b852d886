import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { planReorder } from './reorder-plan';

const of = (projected: number) => ({ onHand: projected, incoming: 0, allocated: 0 });

interface ReorderCase {
  readonly id: string;
  readonly given: { reorderPoint: number; reorderQuantity: number; projected: number[] };
  readonly orders: (number | null)[];
}

const cases = JSON.parse(readFileSync(join(__dirname, '../../../../tests/vectors/stock.json'), 'utf8')) as ReorderCase[];
const s6 = cases.find(({ id }) => id === 'S6')!;

test.each(s6.given.projected.map((projected, index) => [projected, s6.orders[index]!] as const))('S6: with %s projected, %s are ordered', (projected, expected) => {
  expect(planReorder(of(projected), s6.given).quantity).toBe(expected);
});

test.each([
  ['incoming counts, promised does not', { onHand: 20, incoming: 12, allocated: 20 }, {}, { projected: 12, wanted: 10, inPacks: 10, quantity: 10 }],
  ['whole packs', of(5), { packSize: 12 }, { wanted: 15, inPacks: 24, quantity: 24 }],
  ['the maximum cuts to whole packs', of(5), { packSize: 4, maximum: 20 }, { inPacks: 16, quantity: 12 }],
  ['the maximum leaves no room for a pack', of(18), { packSize: 12, maximum: 25 }, { isDue: true, inPacks: 12, quantity: null }],
  ['a maximum that is passed already', of(20), { maximum: 10 }, { isDue: true, quantity: null }],
  ['the supplier sells no fewer', of(15), { minimumQuantity: 25, packSize: 10 }, { wanted: 10, inPacks: 30, quantity: 30 }],
  ['the maximum is under the supplier\'s minimum', of(15), { minimumQuantity: 25, maximum: 30 }, { inPacks: 25, quantity: null }],
  ['more is promised than will be there', { onHand: 5, incoming: 0, allocated: 5 }, { reorderPoint: 0, reorderQuantity: 3 }, { projected: 0, quantity: 3 }],
])('%s', (_what, supplied, terms, plan) => {
  expect(planReorder(supplied, { reorderPoint: 20, reorderQuantity: 10, ...terms })).toMatchObject(plan);
});

const pieces = fc.nat(200);
const rule = fc.record({
  reorderPoint: pieces,
  reorderQuantity: fc.integer({ min: 1, max: 200 }),
  maximum: fc.option(pieces),
  packSize: fc.integer({ min: 1, max: 40 }),
  minimumQuantity: fc.integer({ min: 1, max: 60 }),
});

test('what is ordered is whole packs, at least the supplier\'s minimum, and never above the maximum', () => {
  fc.assert(
    fc.property(fc.record({ onHand: pieces, incoming: pieces, allocated: pieces }), rule, (supplied, terms) => {
      const { projected, isDue, quantity } = planReorder(supplied, terms);
      expect(projected).toBe(supplied.onHand + supplied.incoming - supplied.allocated);
      expect(isDue).toBe(projected <= terms.reorderPoint);
      if (quantity === null) return;
      expect([isDue, quantity % terms.packSize, quantity >= terms.minimumQuantity]).toEqual([true, 0, true]);
      expect(projected + quantity).toBeLessThanOrEqual(terms.maximum ?? Infinity);
      // Without a maximum it reaches the reorder point, and is less than a pack more than was asked for.
      if (terms.maximum !== null) return;
      expect(projected + quantity).toBeGreaterThanOrEqual(terms.reorderPoint);
      expect(quantity - Math.max(terms.reorderQuantity, terms.reorderPoint - projected, terms.minimumQuantity)).toBeLessThan(terms.packSize);
    }),
  );
});

test('with a maximum nothing is left out that would have fitted', () => {
  fc.assert(
    fc.property(fc.nat(100), rule, (projected, terms) => {
      const { quantity, inPacks, isDue } = planReorder(of(projected), terms);
      if (!isDue || terms.maximum === null) return;
      const more = (quantity ?? 0) + terms.packSize;
      const isAsked = more <= inPacks && more >= terms.minimumQuantity;
      if (isAsked && quantity !== null) expect(projected + more).toBeGreaterThan(terms.maximum);
    }),
  );
});
