import { assertQuantity, firstShortLine, sumDemands } from './demand';
import './refusals';

const line = (variantId: string, quantity: number, index = 0) => ({ variantId, quantity, field: ['lines', String(index)] });

test('lines of one variant are summed', () => {
  expect([...sumDemands([line('x', 1), line('y', 2), line('x', 3)])]).toEqual([
    ['x', 4],
    ['y', 2],
  ]);
});

test.each([0, -1, 1.5, NaN, 2 ** 53])('%p pieces are refused with the field of the line', (quantity) => {
  expect(() => sumDemands([line('x', 1), line('y', quantity, 1)])).toThrow(expect.objectContaining({ code: 'INVALID', field: ['lines', '1'] }));
  expect(() => assertQuantity(quantity)).toThrow(expect.objectContaining({ field: ['quantity'] }));
});

test('one piece is enough', () => {
  expect(() => assertQuantity(1)).not.toThrow();
});

test.each([
  ['S2: two lines of the last piece', [line('x', 1), line('x', 1, 1)], { x: 1 }, '1'],
  ['the first alone is too much', [line('x', 2), line('x', 1, 1)], { x: 1 }, '0'],
  ['a smaller line still fits, the next does not', [line('x', 2), line('y', 1, 1), line('x', 2, 2)], { x: 3, y: 1 }, '2'],
  ['all fit', [line('x', 2), line('x', 1, 1)], { x: 3 }, undefined],
])('%s', (_what, demands, available, index) => {
  const found = firstShortLine(demands, (variantId) => (available as Record<string, number>)[variantId]!);
  expect(found?.field?.[1]).toBe(index);
});
