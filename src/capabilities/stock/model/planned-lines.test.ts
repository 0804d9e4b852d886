import './refusals';
import { planLines, totalOf, type LineTerms, type WantedLine } from './planned-lines';

const names = { sku: 'MUG', variantName: 'Blue', productName: 'Mug' };
const terms: LineTerms = { variantId: 'mug', supplierSku: 'P-1', costMinor: 450n, currency: 'EUR', leadTimeDays: null, packSize: 6, minimumQuantity: 10 };
const assortment = { termsOf: new Map([['mug', terms]]), namesOf: new Map([['mug', names], ['jug', { ...names, sku: 'JUG' }]]), leadTimeDays: 7 };
const plan = (...lines: WantedLine[]) => planLines(lines, assortment);

test('a line has the cost and the codes of the moment', () => {
  const lines = plan({ variantId: 'mug', quantity: 12 });
  expect(lines).toEqual([{ ...names, position: 0, variantId: 'mug', supplierSku: 'P-1', quantity: 12, unitCostMinor: 450n, currency: 'EUR', leadTimeDays: 7 }]);
  expect(totalOf(lines)).toBe(5_400n);
  expect(totalOf(plan({ variantId: 'mug', quantity: 12, unitCostMinor: 0n }))).toBe(0n);
});

test.each([
  ['not whole packs', [{ variantId: 'mug', quantity: 20 }], 'QUANTITY_NOT_IN_PACKS', 'quantity', 'It is sold in packs of 6: order 18 or 24.'],
  // The minimum of 10 is 12 in whole packs.
  ['too few', [{ variantId: 'mug', quantity: 6 }], 'QUANTITY_BELOW_MINIMUM', 'quantity', 'The supplier sells at least 12 of it at once: order 12 or more.'],
  ['nothing', [{ variantId: 'mug', quantity: 0 }], 'INVALID', 'quantity', 'This must be a whole number from 1 to 1000000.'],
  ['a part of a piece', [{ variantId: 'mug', quantity: 12.5 }], 'INVALID', 'quantity', 'This must be a whole number from 1 to 1000000.'],
  ['what the supplier does not sell', [{ variantId: 'jug', quantity: 1 }], 'SUPPLIER_ITEM_MISSING', 'variantId', 'The supplier does not sell JUG: say on what terms it does with supplierItemSet.'],
  ['what does not exist', [{ variantId: 'pug', quantity: 1 }], 'NOT_FOUND', 'variantId', 'This variant was not found.'],
  ['a negative cost', [{ variantId: 'mug', quantity: 12, unitCostMinor: -1n }], 'INVALID', 'unitCostMinor', 'The cost must be 0 to 1000000000000 minor units.'],
])('%s is refused, and the refusal says what to do', (_what, lines, code, field, message) => {
  expect(() => plan(...lines)).toThrow(expect.objectContaining({ code, field: ['lines', '0', field], message }));
});

test('no line, the same variant twice, and more than can be counted are refused', () => {
  const line = { variantId: 'mug', quantity: 12 };
  expect(() => plan()).toThrow(expect.objectContaining({ code: 'INVALID', field: ['lines'] }));
  expect(() => plan(line, line)).toThrow(expect.objectContaining({ code: 'INVALID', field: ['lines', '1', 'variantId'] }));
  expect(() => plan({ variantId: 'mug', quantity: 999_996, unitCostMinor: 10n ** 12n })).toThrow(expect.objectContaining({ code: 'INVALID', field: ['lines'] }));
});
