import type { Refusal } from '../../../kernel/refusal';
import { normaliseCategory, normalisePrice, productRow, variantRow } from './new-product';
import { ProductStatus, ProductType } from './product.entity';

const price = { amountMinor: 500n, currency: 'GBP' };
const mug = { id: 'prod_1', name: 'Mug', type: ProductType.PHYSICAL };

function refusalOf(run: () => unknown): [string, string] | null {
  try {
    run();
    return null;
  } catch (error) {
    const { code, field } = error as Refusal;
    return [code, field!.join('.')];
  }
}

test('a product is a listed thing unless it says otherwise', () => {
  expect(productRow({ name: ' Mug ' }, [])).toEqual({
    name: 'Mug',
    description: null,
    category: null,
    taxCategory: null,
    type: ProductType.PHYSICAL,
    status: ProductStatus.LISTED,
    externalId: null,
    metadata: null,
  });
  const said = { type: ProductType.DIGITAL, status: ProductStatus.DRAFT, metadata: { a: 1 } };
  expect(productRow({ name: 'E-book', description: ' Long. ', category: ' Books ', taxCategory: 'reduced', externalId: ' E-1 ', ...said }, [])).toEqual({
    name: 'E-book',
    description: 'Long.',
    category: 'Books',
    taxCategory: 'REDUCED',
    externalId: 'E-1',
    ...said,
  });
});

test.each([
  [{ name: ' ' }, 'products.0.name'],
  [{ name: 'Mug', description: '\u0000' }, 'products.0.description'],
  [{ name: 'Mug', category: 'x'.repeat(101) }, 'products.0.category'],
  [{ name: 'Mug', externalId: '' }, 'products.0.externalId'],
  [{ name: 'Mug', status: ProductStatus.DELISTED }, 'products.0.status'],
])('%j is refused: %s', (input, field) => {
  expect(refusalOf(() => productRow(input, ['products', '0']))).toEqual(['INVALID', field]);
});

test('a variant has its product\'s name unless it says otherwise, and stock unless the product is digital', () => {
  expect(variantRow({ sku: ' A-1 ', price }, mug, [])).toEqual({
    productId: 'prod_1',
    sku: 'A-1',
    name: 'Mug',
    priceMinor: 500n,
    weightGrams: null,
    currency: 'GBP',
    isStocked: true,
    externalId: null,
    metadata: null,
  });
  const said = { name: 'Large', externalId: 'x', metadata: { b: 2 } };
  expect(variantRow({ sku: 'A-1', price, ...said }, { ...mug, type: ProductType.DIGITAL }, [])).toMatchObject({ ...said, isStocked: false });
  expect(variantRow({ sku: 'A-1', price, weightGrams: 0 }, mug, []).weightGrams).toBe(0);
});

test.each([
  [{ sku: '' }, 'variants.1.sku'],
  [{ name: '' }, 'variants.1.name'],
  [{ externalId: ' ' }, 'variants.1.externalId'],
  [{ weightGrams: -1 }, 'variants.1.weightGrams'],
  [{ weightGrams: 1.5 }, 'variants.1.weightGrams'],
  [{ weightGrams: 1_000_001 }, 'variants.1.weightGrams'],
  [{ price: { amountMinor: -1n, currency: 'GBP' } }, 'variants.1.price.amountMinor'],
  [{ price: { amountMinor: 10n ** 12n + 1n, currency: 'GBP' } }, 'variants.1.price.amountMinor'],
])('a variant with %p is refused: %s', (wrong, field) => {
  expect(refusalOf(() => variantRow({ sku: 'A-1', price, ...wrong }, mug, ['variants', '1']))).toEqual(['INVALID', field]);
});

test('a price may be zero, a blank category is none', () => {
  for (const priceMinor of [0n, 10n ** 12n]) expect(normalisePrice(priceMinor, [])).toBe(priceMinor);
  expect([normaliseCategory('  ', []), normaliseCategory(undefined, []), normaliseCategory(' a ', [])]).toEqual([null, null, 'a']);
});
