import { makeProduct } from '../../../tests/kit/catalog';
import type { Shop } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });
const CREATE = `mutation Create($input: ProductVariantCreateInput!) {
  productVariantCreate(input: $input) { productVariant { sku name price { amount } isStocked product { name } } userErrors { code field } }
}`;
const UPDATE = `mutation Update($input: ProductVariantUpdateInput!) {
  productVariantUpdate(input: $input) { productVariant { sku name price { amount currency } externalId metadata } userErrors { code field } }
}`;

async function skusOf(shop: Shop, productId: string): Promise<string[]> {
  const { product } = await shop.visitor.do(`query Skus($id: ID!) { product(id: $id) { variants { edges { node { sku } } } } }`, { id: productId });
  return product.variants.edges.map(({ node }: { node: { sku: string } }) => node.sku);
}

async function found(shop: Shop, search: string): Promise<number> {
  const { products } = await shop.visitor.do(`query Found($search: String!) { products(search: $search) { totalCount } }`, { search });
  return products.totalCount;
}

async function lastEvent(shop: Shop) {
  await world.settle();
  return (await shop.server.do(`{ events(last: 1) { edges { node { type objectVersion data } } } }`)).events.edges[0].node;
}

describe('create-variant', () => {
  test('a new variant stands after the others, is found by its SKU and tells', async () => {
    const shop = await world.tenant();
    const product = await makeProduct(shop, { variants: [{ sku: 'A-1', price: gbp(100) }] });
    const input = { productId: product.id, sku: 'A-2', name: 'Large', price: gbp(250) };
    const { productVariantCreate } = await shop.server.do(CREATE, { input });
    expect(productVariantCreate).toEqual({
      productVariant: { sku: 'A-2', name: 'Large', price: { amount: '2.50' }, isStocked: true, product: { name: 'Mug' } },
      userErrors: [],
    });
    expect(await skusOf(shop, product.id)).toEqual(['A-1', 'A-2']);
    expect([await found(shop, 'a-2'), await found(shop, 'a2'), await found(shop, 'mug large')]).toEqual([1, 1, 1]);
    const { type, data } = await lastEvent(shop);
    expect({ type, data }).toMatchObject({ type: 'product_variant.created', data: { productId: product.id, priceMinor: 250, currency: 'GBP' } });
  });

  test('an unknown product, a taken SKU and a wrong currency are refused, and nothing is written', async () => {
    const shop = await world.tenant();
    const product = await makeProduct(shop, { variants: [{ sku: 'A', price: gbp(100) }] });
    const foreign = await makeProduct(await world.tenant());
    const refusalOf = async (input: object) => (await shop.server.do(CREATE, { input })).productVariantCreate.userErrors;
    expect(await refusalOf({ productId: foreign.id, sku: 'B', price: gbp(1) })).toEqual([{ code: 'NOT_FOUND', field: ['productId'] }]);
    expect(await refusalOf({ productId: product.id, sku: 'A', price: gbp(1) })).toEqual([{ code: 'SKU_TAKEN', field: ['sku'] }]);
    const answer = await shop.server.ask(CREATE, { input: { productId: product.id, sku: 'B', price: { amountMinor: 1, currency: 'XXL' } } });
    expect(answer.errors![0]!.extensions.code).toBe('BAD_USER_INPUT');
    expect(await skusOf(shop, product.id)).toEqual(['A']);
  });

  test('a variant of a digital product has no stock', async () => {
    const shop = await world.tenant();
    const product = await makeProduct(shop, { name: 'E-book', type: 'DIGITAL', variants: [] });
    const { productVariantCreate } = await shop.server.do(CREATE, { input: { productId: product.id, sku: 'E', price: gbp(1) } });
    expect(productVariantCreate.productVariant).toMatchObject({ name: 'E-book', isStocked: false });
  });
});

describe('update-variant, refresh-words', () => {
  test('what is given changes; the old words no longer find it', async () => {
    const shop = await world.tenant();
    const product = await makeProduct(shop, { variants: [{ sku: 'OLD', name: 'Small', externalId: 'V', price: gbp(100) }] });
    const variantId = product.variants[0]!.id;
    const first = await shop.server.do(UPDATE, { input: { variantId, sku: 'NEW', name: 'Huge', price: { amountMinor: 5, currency: 'JPY' } } });
    const stays = { externalId: 'V', metadata: null };
    expect(first.productVariantUpdate).toEqual({
      productVariant: { sku: 'NEW', name: 'Huge', price: { amount: '5', currency: 'JPY' }, ...stays },
      userErrors: [],
    });
    expect(await lastEvent(shop)).toEqual({
      type: 'product_variant.updated',
      objectVersion: 2,
      data: { variantId, productId: product.id, priceMinor: 5, currency: 'JPY' },
    });
    expect([await found(shop, 'old'), await found(shop, 'small'), await found(shop, 'new'), await found(shop, 'huge')]).toEqual([0, 0, 1, 1]);
    const second = await shop.server.do(UPDATE, { input: { variantId, externalId: null, metadata: { a: 1 } } });
    expect(second.productVariantUpdate.productVariant).toMatchObject({ sku: 'NEW', externalId: null, metadata: { a: 1 } });
  });

  test.each([
    ['an unknown variant', { variantId: 'var_unknown' }, 'NOT_FOUND', 'variantId'],
    ['a taken SKU', { sku: 'OTHER' }, 'SKU_TAKEN', 'sku'],
    ['a taken externalId', { externalId: 'OTHER-V' }, 'EXTERNAL_ID_TAKEN', 'externalId'],
    ['an empty name', { name: '' }, 'INVALID', 'name'],
  ])('%s is refused, and nothing changes', async (_what, wrong, code, field) => {
    const shop = await world.tenant();
    const product = await makeProduct(shop, { variants: [{ sku: 'MINE', name: 'Small', price: gbp(100) }] });
    await makeProduct(shop, { variants: [{ sku: 'OTHER', externalId: 'OTHER-V', price: gbp(100) }] });
    const input = { variantId: product.variants[0]!.id, price: gbp(7), ...wrong };
    const { productVariantUpdate } = await shop.server.do(UPDATE, { input });
    expect(productVariantUpdate).toEqual({ productVariant: null, userErrors: [{ code, field: [field] }] });
    const { productVariant } = await shop.visitor.do(`query V($id: ID!) { productVariant(id: $id) { sku name price { amountMinor } } }`, {
      id: product.variants[0]!.id,
    });
    expect(productVariant).toEqual({ sku: 'MINE', name: 'Small', price: { amountMinor: 100 } });
  });
});
