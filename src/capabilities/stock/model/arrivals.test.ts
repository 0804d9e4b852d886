import { isSameArrival, planArrivals } from './arrivals';
import { purchaseOrderNumber, readPurchaseOrderNumber } from './purchase-order-number';
import './refusals';

const mug = { variantId: 'mug', sku: 'MUG', openQuantity: 4 };
const jug = { variantId: 'jug', sku: 'JUG', openQuantity: 1 };
const lines = [mug, jug];
const came = (variantId: string, quantity: number, index = 0) => ({ variantId, quantity, field: ['lines', String(index)] });

test('what came is summed by line', () => {
  expect(planArrivals(lines, [came('mug', 1), came('jug', 1, 1), came('mug', 3, 2)])).toEqual([{ line: mug, quantity: 4 }, { line: jug, quantity: 1 }]);
});

test.each([
  ['one too many, in the line that is too much', [came('mug', 2), came('mug', 3, 1)], 'MORE_THAN_ORDERED', ['lines', '1', 'quantity']],
  ['what is not on the order', [came('mug', 1), came('pug', 1, 1)], 'NOT_FOUND', ['lines', '1', 'variantId']],
  ['nothing', [], 'INVALID', ['lines']],
  ['less than nothing', [came('mug', -1)], 'INVALID', ['lines', '0', 'quantity']],
])('%s is refused', (_what, arrived, code, field) => {
  expect(() => planArrivals(lines, arrived)).toThrow(expect.objectContaining({ code, field }));
});

test('the same came when every line has as many, however they are told', () => {
  const known = new Map([[mug, 3]]);
  const same = (...arrived: ReturnType<typeof came>[]) => isSameArrival(lines, arrived, known);
  expect([same(came('mug', 3)), same(came('mug', 1), came('mug', 2)), same(came('mug', 2)), same(came('mug', 3), came('jug', 1)), same(came('jug', 3))]).toEqual([true, true, false, false, false]);
});

test.each([
  ['PO-000042', 42],
  [' PO-42 ', 42],
  ['PO-1000000', 1_000_000],
  ['PO-000000', null],
  ['PO-1e3', null],
  ['42', null],
  ['PO-9999999999', null],
])('the number %j is that of order %s', (number, sequence) => {
  expect(readPurchaseOrderNumber(number)).toBe(sequence);
  if (sequence !== null) expect(readPurchaseOrderNumber(purchaseOrderNumber(sequence))).toBe(sequence);
});
