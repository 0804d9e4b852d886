import type { VariantAndProduct } from '../../catalog/contract';
import { Money } from '../../../kernel/money';
import { parseInstant } from '../../../kernel/clock';
import { assertImportable, linesOfImported, totalMinorOf, type ImportedOrder, type ImportedOrderLine } from './imported-order';

const tea: ImportedOrderLine = { variantId: 'var_tea', quantity: 2, unitPriceMinor: 199n };
const old: ImportedOrder = { externalId: '536365', userId: null, currency: 'GBP', placedAt: parseInstant('2010-12-01T08:26:00Z')!, lines: [tea] };

test.each<[string, Partial<ImportedOrder>, string[]]>([
  ['no id', { externalId: '' }, ['externalId']],
  ['an id of 101 characters', { externalId: 'x'.repeat(101) }, ['externalId']],
  ['a currency that is none', { currency: 'XXQ' }, ['currency']],
  ['no line', { lines: [] }, ['lines']],
  ['a quantity of 0', { lines: [tea, { ...tea, quantity: 0 }] }, ['lines', '1']],
  ['half a piece', { lines: [{ ...tea, quantity: 1.5 }] }, ['lines', '0']],
  ['a price below zero', { lines: [tea, tea, { ...tea, unitPriceMinor: -1n }] }, ['lines', '2']],
])('%s is refused with the place of the order', (_what, wrong, field) => {
  expect(() => assertImportable([old, { ...old, ...wrong }])).toThrow(expect.objectContaining({ code: 'INVALID', field: ['orders', '1', ...field] }));
});

test.each<[string, ImportedOrder[]]>([
  ['no order at all', []],
  ['ids of 1 and of 100 characters', [{ ...old, externalId: '1' }, { ...old, externalId: 'x'.repeat(100) }]],
  ['one piece that was free', [{ ...old, lines: [{ ...tea, quantity: 1, unitPriceMinor: 0n }] }]],
  ['more lines and pieces than a new order may have', [{ ...old, lines: new Array<ImportedOrderLine>(1_114).fill({ ...tea, quantity: 80_995 }) }]],
])('%s can be imported', (_what, orders) => {
  expect(() => assertImportable(orders)).not.toThrow();
});

test('a currency that is none is named', () => {
  expect(() => assertImportable([{ ...old, currency: 'gbp' }])).toThrow('"gbp" is not a currency');
});

test('the total is the sum of quantity times price', () => {
  expect(totalMinorOf({ lines: [tea, { ...tea, quantity: 3, unitPriceMinor: 1_000n }, { ...tea, unitPriceMinor: 0n }] })).toBe(3_398n);
});

describe('linesOfImported', () => {
  const known = (sku: string, isStocked = true) =>
    ({ variant: { sku, name: '100 g', price: Money.of(999, 'GBP'), isStocked }, product: { name: 'Tea' } }) as VariantAndProduct;
  const variants = new Map([['var_tea', known('TEA-1')], ['var_song', known('SONG-1', false)]]);

  test('history keeps its own prices and names, and all of it was delivered', () => {
    const order = { ...old, lines: [{ ...tea, name: 'TEA, LOOSE' }, { variantId: 'var_song', quantity: 1, unitPriceMinor: 79n }] };
    expect(linesOfImported(order, { orderId: 'ord_1', variants })).toEqual([
      {
        orderId: 'ord_1',
        position: 0,
        variantId: 'var_tea',
        productName: 'TEA, LOOSE',
        variantName: 'TEA, LOOSE',
        sku: 'TEA-1',
        quantity: 2,
        currency: 'GBP',
        unitPriceMinor: 199n,
        totalMinor: 398n,
        taxMinor: 0n,
        isShippable: true,
        fulfilledQuantity: 2,
        returnedQuantity: 0,
      },
      {
        orderId: 'ord_1',
        position: 1,
        variantId: 'var_song',
        productName: 'Tea',
        variantName: '100 g',
        sku: 'SONG-1',
        quantity: 1,
        currency: 'GBP',
        unitPriceMinor: 79n,
        totalMinor: 79n,
        taxMinor: 0n,
        isShippable: false,
        fulfilledQuantity: 1,
        returnedQuantity: 0,
      },
    ]);
  });

  test('a variant that is unknown is named, with its line', () => {
    const order = { ...old, lines: [tea, { ...tea, variantId: 'var_gone' }] };
    expect(() => linesOfImported(order, { orderId: 'ord_1', variants })).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND', field: ['lines', '1', 'variantId'], message: expect.stringContaining('var_gone') as string }),
    );
  });
});
