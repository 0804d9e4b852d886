import fc from 'fast-check';
import { matchCancellations, type Movement } from './match-cancellations';

const at = (row: number, day: number, quantity: number): Movement => ({ row, atMs: day * 86_400_000, quantity });
const matched = (sales: Movement[], cancellations: Movement[]) => Object.fromEntries(matchCancellations(sales, cancellations));

test('the newest earlier sale that has so much left', () => {
  expect(matched([at(1, 1, 5), at(2, 2, 5), at(3, 9, 5)], [at(10, 3, 2)])).toEqual({ 10: 2 });
});

test('an older one when the newest has too little; nothing is split', () => {
  expect(matched([at(1, 1, 10), at(2, 2, 4)], [at(10, 3, 6)])).toEqual({ 10: 1 });
  expect(matched([at(1, 1, 4), at(2, 2, 4)], [at(10, 3, 6)])).toEqual({});
});

test('what came back once cannot come back again', () => {
  // 4 of sale 2: 3 come back on day 3, so the next 2 are of sale 1, and 9 are in none.
  expect(matched([at(1, 1, 10), at(2, 2, 4)], [at(11, 4, 2), at(10, 3, 3), at(12, 5, 9)])).toEqual({ 10: 2, 11: 1 });
});

test('a sale at the same moment, or later, is none that comes back', () => {
  expect(matched([at(1, 3, 5)], [at(10, 3, 1), at(11, 2, 1)])).toEqual({});
});

test('at one moment the later row is the newer', () => {
  expect(matched([at(2, 1, 5), at(7, 1, 5), at(4, 1, 5)], [at(10, 2, 1)])).toEqual({ 10: 7 });
});

test('never more comes back than was sold, and every match is earlier', () => {
  const movements = (from: number) =>
    fc.array(fc.record({ day: fc.integer({ min: 0, max: 20 }), quantity: fc.integer({ min: 1, max: 9 }) }), { maxLength: 15 })
      .map((list) => list.map(({ day, quantity }, index) => at(from + index, day, quantity)));
  fc.assert(
    fc.property(movements(1), movements(100), (sales, cancellations) => {
      const pairs = [...matchCancellations(sales, cancellations)];
      for (const sale of sales) {
        const back = pairs.filter(([, saleRow]) => saleRow === sale.row).map(([row]) => cancellations.find((one) => one.row === row)!);
        expect(back.reduce((sum, { quantity }) => sum + quantity, 0)).toBeLessThanOrEqual(sale.quantity);
        expect(back.every(({ atMs }) => sale.atMs < atMs)).toBe(true);
      }
    }),
  );
});
