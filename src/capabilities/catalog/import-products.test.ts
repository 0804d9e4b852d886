import type { Shop } from '../../../tests/kit/shop';
import { statementsOf } from '../../../tests/kit/statements';
import { World } from '../../../tests/kit/world';
import { importProducts, variantIdsBySku, type NewProduct } from './contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

async function bringIn(shop: Shop, inputs: readonly NewProduct[]): Promise<string[]> {
  const context = await world.program.openSystemContext(shop.tenantId);
  return context.transact((work) => importProducts(work, inputs));
}

async function shelf(shop: Shop) {
  const { products } = await shop.server.do(`{ products(first: 100) { edges { node { name externalId variants { edges { node { sku } } } } } } }`);
  return products.edges
    .map(({ node }: { node: { name: string; externalId: string; variants: { edges: { node: { sku: string } }[] } } }) => [
      node.name,
      node.externalId,
      node.variants.edges.map((edge) => edge.node.sku),
    ])
    .sort();
}

const variant = (sku: string) => ({ sku, price: { amountMinor: 100n, currency: 'GBP' } });
const product = (index: number): NewProduct => ({ name: `Item ${index}`, externalId: `E${index}`, variants: [variant(`S${index}`)] });

test('an import brings products in once, whatever it is repeated with', async () => {
  const shop = await world.tenant();
  const first = await bringIn(shop, [product(1), { name: 'No id', variants: [variant('S9')] }]);
  const again = await bringIn(shop, [{ ...product(1), name: 'Other name' }, { name: 'No id', variants: [variant('S9')] }, product(2)]);
  expect(again.slice(0, 2)).toEqual(first);
  expect(new Set([...first, ...again]).size).toBe(3);
  expect(await shelf(shop)).toEqual([
    ['Item 1', 'E1', ['S1']],
    ['Item 2', 'E2', ['S2']],
    ['No id', null, ['S9']],
  ]);
});

test('a known product gets the variants whose SKU is new, and is found by them', async () => {
  const shop = await world.tenant();
  const [id] = await bringIn(shop, [product(1)]);
  expect(await bringIn(shop, [{ ...product(1), variants: [variant('S1'), variant('NEW')] }])).toEqual([id]);
  expect(await shelf(shop)).toEqual([['Item 1', 'E1', ['S1', 'NEW']]]);
  const { products } = await shop.visitor.do(`{ products(search: "new") { totalCount } }`);
  expect(products.totalCount).toBe(1);
  await world.settle();
  const { events } = await shop.server.do(`{ events { edges { node { type } } } }`);
  expect(events.edges.map(({ node }: { node: { type: string } }) => node.type)).toEqual(['product.created', 'product_variant.created']);
});

test('one that is wrong refuses all, and says which', async () => {
  const shop = await world.tenant();
  await bringIn(shop, [product(1)]);
  const refusalOf = (inputs: NewProduct[]) => bringIn(shop, inputs).catch(({ code, field }) => ({ code, field }));
  expect(await refusalOf([product(2), { name: ' ' }])).toEqual({ code: 'INVALID', field: ['products', '1', 'name'] });
  const twice = [product(2), { name: 'B', variants: [variant('S2')] }];
  expect(await refusalOf(twice)).toEqual({ code: 'SKU_TAKEN', field: ['products', '1', 'variants', '0', 'sku'] });
  expect(await refusalOf([product(2), { name: 'B', externalId: 'E2' }])).toEqual({ code: 'EXTERNAL_ID_TAKEN', field: ['products', '1', 'externalId'] });
  expect(await shelf(shop)).toEqual([['Item 1', 'E1', ['S1']]]);
});

test('the number of statements does not grow with the number of products', async () => {
  const shop = await world.tenant();
  const inserts = ['product: insert', 'product_variant: insert', 'product_word: insert', 'event_pending: insert'];
  const many = Array.from({ length: 300 }, (_, index) => product(index));
  expect(await statementsOf(world, () => bringIn(shop, many))).toEqual(['product', 'product_variant', ...inserts]);
  expect(await statementsOf(world, () => bringIn(shop, many))).toEqual(['product', 'product_variant']);
  const more = many.map((input, index) => ({ ...input, variants: [variant(`T${index}`)] }));
  expect(await statementsOf(world, () => bringIn(shop, more))).toEqual([
    'product',
    'product_variant',
    'product',
    'product_variant: insert',
    'product_variant',
    'product_word: forget',
    'product_word: insert',
    'event_pending: insert',
  ]);
  const context = await world.program.openSystemContext(shop.tenantId);
  const ids = await variantIdsBySku(context.view, ['S0', 'S299', 's0', 'unknown']);
  expect([...ids.keys()].sort()).toEqual(['S0', 'S299']);
});
