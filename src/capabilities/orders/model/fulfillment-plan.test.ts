import { fulfillmentStatusOf, planFulfillment } from './fulfillment-plan';
import './refusals';
import type { OrderLine } from './order-line.entity';

const line = (id: string, quantity: number, fulfilledQuantity = 0) => ({ id, sku: id, quantity, fulfilledQuantity }) as OrderLine;
const planned = (lines: OrderLine[], wanted: { lineId: string; quantity: number }[] | null) =>
  planFulfillment(lines, wanted).map((part) => [part.line.id, part.quantity]);

test('without a wish all that is left leaves', () => {
  expect(planned([line('a', 3, 1), line('b', 2, 2), line('c', 1)], null)).toEqual([['a', 2], ['c', 1]]);
});

test('wishes for one line are summed', () => {
  expect(planned([line('a', 3)], [{ lineId: 'a', quantity: 1 }, { lineId: 'a', quantity: 2 }])).toEqual([['a', 3]]);
});

test.each([
  ['more than there is', [{ lineId: 'a', quantity: 4 }], 'NOTHING_TO_FULFILL', ['lines', '0', 'quantity']],
  ['more than there is, in two wishes', [{ lineId: 'a', quantity: 2 }, { lineId: 'a', quantity: 2 }], 'NOTHING_TO_FULFILL', ['lines', '1', 'quantity']],
  ['less than one', [{ lineId: 'a', quantity: 0 }], 'INVALID', ['lines', '0', 'quantity']],
  ['a line of another order', [{ lineId: 'x', quantity: 1 }], 'NOT_FOUND', ['lines', '0', 'lineId']],
  ['an empty list', [], 'INVALID', ['lines']],
])('%s is refused', (_name, wanted, code, field) => {
  expect(() => planFulfillment([line('a', 3)], wanted)).toThrow(expect.objectContaining({ code, field }));
});

test('an order whose lines have all left has nothing more to leave', () => {
  expect(() => planFulfillment([line('a', 3, 3)], null)).toThrow(expect.objectContaining({ code: 'NOTHING_TO_FULFILL', field: ['lines'] }));
});

test.each([
  [[[2, 0, 0], [1, 0, 0]], 'UNFULFILLED'],
  [[[2, 1, 0], [1, 0, 0]], 'PARTIALLY_FULFILLED'],
  [[[2, 2, 0], [1, 0, 0]], 'PARTIALLY_FULFILLED'],
  [[[2, 2, 0], [1, 1, 0]], 'FULFILLED'],
  [[[2, 2, 1], [1, 1, 0]], 'PARTIALLY_RETURNED'],
  [[[2, 1, 1], [1, 0, 0]], 'PARTIALLY_RETURNED'],
  [[[2, 2, 2], [1, 1, 1]], 'RETURNED'],
])('lines of (ordered, left, back) %p are %s', (lines, expected) => {
  const given = lines.map(([quantity = 0, fulfilledQuantity = 0, returnedQuantity = 0]) => ({ quantity, fulfilledQuantity, returnedQuantity }));
  expect(fulfillmentStatusOf(given)).toBe(expected);
});
