import { makeProduct } from '../../../tests/kit/catalog';
import type { Client } from '../../../tests/kit/shop';
import { statementsOf } from '../../../tests/kit/statements';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });
const NAMES = `query Names($first: Int, $after: String, $last: Int, $before: String, $category: String, $status: ProductStatus) {
  products(first: $first, after: $after, last: $last, before: $before, category: $category, status: $status) {
    totalCount pageInfo { hasNextPage hasPreviousPage endCursor startCursor } edges { node { name } }
  }
}`;

async function namesOf(client: Client, variables: Record<string, unknown> = {}): Promise<string[]> {
  const { products } = await client.do(NAMES, variables);
  return products.edges.map(({ node }: { node: { name: string } }) => node.name);
}

async function mutate(client: Client, mutation: string, input: Record<string, unknown>) {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  const document = `mutation Change($input: ${type}!) { ${mutation}(input: $input) { product { id name status } userErrors { code field } } }`;
  return (await client.do(document, { input }))[mutation];
}

describe('create-product, insert-products, insert-variants', () => {
  const CREATE = `mutation Create($input: ProductCreateInput!) {
    productCreate(input: $input) {
      product {
        name description category type status externalId metadata
        variants { totalCount edges { node { sku name price { amountMinor currency amount } externalId isStocked metadata product { name } } } }
      }
      userErrors { code field }
    }
  }`;

  test('a product is created with its variants, in their order', async () => {
    const shop = await world.tenant();
    const input = {
      name: ' Mug ',
      description: 'For tea.',
      category: 'Kitchen',
      externalId: 'M-1',
      metadata: { colours: ['red'] },
      variants: [
        { sku: '85123a', name: 'Small', price: gbp(1999) },
        { sku: '85123A', price: { amountMinor: 500, currency: 'JPY' }, externalId: 'V-2', metadata: { size: 2 } },
      ],
    };
    const { productCreate } = await shop.server.do(CREATE, { input });
    const common = { isStocked: true, product: { name: 'Mug' } };
    expect(productCreate).toEqual({
      product: {
        name: 'Mug',
        description: 'For tea.',
        category: 'Kitchen',
        type: 'PHYSICAL',
        status: 'LISTED',
        externalId: 'M-1',
        metadata: { colours: ['red'] },
        variants: {
          totalCount: 2,
          edges: [
            { node: { ...common, sku: '85123a', name: 'Small', price: { ...gbp(1999), amount: '19.99' }, externalId: null, metadata: null } },
            {
              node: {
                ...common,
                sku: '85123A',
                name: 'Mug',
                price: { amountMinor: 500, currency: 'JPY', amount: '500' },
                externalId: 'V-2',
                metadata: { size: 2 },
              },
            },
          ],
        },
      },
      userErrors: [],
    });
  });

  test.each([
    ['an empty name', { name: ' ' }, 'INVALID', ['name']],
    ['a price beyond all sums', { variants: [{ sku: 'N', price: gbp(1_000_000_000_001) }] }, 'INVALID', ['variants', '0', 'price', 'amountMinor']],
    ['a negative price', { variants: [{ sku: 'N', price: gbp(-1) }] }, 'INVALID', ['variants', '0', 'price', 'amountMinor']],
    ['a SKU that another product has', { variants: [{ sku: 'NEW', price: gbp(1) }, { sku: 'OLD', price: gbp(1) }] }, 'SKU_TAKEN', ['variants', '1', 'sku']],
    ['the same SKU twice', { variants: [{ sku: 'NEW', price: gbp(1) }, { sku: ' NEW', price: gbp(1) }] }, 'SKU_TAKEN', ['variants', '1', 'sku']],
    ['a taken externalId', { externalId: 'P' }, 'EXTERNAL_ID_TAKEN', ['externalId']],
    [
      'a variant\'s taken externalId',
      { variants: [{ sku: 'NEW', externalId: 'V', price: gbp(1) }] },
      'EXTERNAL_ID_TAKEN',
      ['variants', '0', 'externalId'],
    ],
  ])('%s is refused, and nothing is written', async (_what, wrong, code, field) => {
    const shop = await world.tenant();
    await makeProduct(shop, { name: 'Old', externalId: 'P', variants: [{ sku: 'OLD', externalId: 'V', price: gbp(1) }] });
    const { productCreate } = await shop.server.do(CREATE, { input: { name: 'New', ...wrong } });
    expect(productCreate).toEqual({ product: null, userErrors: [{ code, field }] });
    expect(await namesOf(shop.server)).toEqual(['Old']);
    await world.settle();
    const { events } = await shop.server.do(`{ events { edges { node { type } } } }`);
    expect(events.edges).toEqual([{ node: { type: 'product.created' } }]);
  });

  test('SKUs and externalIds of another shop are free', async () => {
    const input = { externalId: 'P', variants: [{ sku: 'A', externalId: 'V', price: gbp(1) }] };
    const [shop, other] = [await world.tenant(), await world.tenant()];
    await makeProduct(shop, input);
    await makeProduct(other, input);
    expect([await namesOf(shop.server), await namesOf(other.server)]).toEqual([['Mug'], ['Mug']]);
  });

  test('two who create the same SKU at once: one is refused', async () => {
    const shop = await world.tenant();
    const input = { name: 'Mug', variants: [{ sku: 'A', price: gbp(1) }] };
    const answers = await Promise.all(Array.from({ length: 6 }, () => shop.server.do(CREATE, { input })));
    const codes = answers.map(({ productCreate }) => productCreate.userErrors[0]?.code ?? 'created');
    expect(codes.sort()).toEqual(['SKU_TAKEN', 'SKU_TAKEN', 'SKU_TAKEN', 'SKU_TAKEN', 'SKU_TAKEN', 'created']);
    expect(await namesOf(shop.server)).toEqual(['Mug']);
  });

  test('customers may not create', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const input = { name: 'Mine' };
    expect((await shop.visitor.ask(CREATE, { input })).errors![0]!.extensions.code).toBe('UNAUTHENTICATED');
    expect((await ada.ask(CREATE, { input })).errors![0]!.extensions.code).toBe('FORBIDDEN');
    expect(await namesOf(shop.server)).toEqual([]);
  });
});

describe('update-product', () => {
  test('what is given changes, null empties, the rest stays', async () => {
    const shop = await world.tenant();
    const { id: productId } = await makeProduct(shop, { description: 'Text', category: 'A', externalId: 'P', metadata: { a: 1 } });
    const document = `mutation Update($input: ProductUpdateInput!) {
      productUpdate(input: $input) { product { name description category externalId metadata } userErrors { code field } }
    }`;
    const first = await shop.server.do(document, { input: { productId, name: 'Cup', category: null } });
    const stays = { description: 'Text', externalId: 'P', metadata: { a: 1 } };
    expect(first.productUpdate).toEqual({ product: { name: 'Cup', category: null, ...stays }, userErrors: [] });
    const second = await shop.server.do(document, { input: { productId, name: null, description: null, externalId: null, metadata: { b: 2 } } });
    expect(second.productUpdate.product).toEqual({ name: 'Cup', description: null, category: null, externalId: null, metadata: { b: 2 } });
  });

  test('variants that had the product\'s name take its new one, and it is found by nothing else', async () => {
    const shop = await world.tenant();
    const { id: productId } = await makeProduct(shop, { name: 'Oldname', variants: [{ sku: 'A', price: gbp(1) }, { sku: 'B', name: 'Large', price: gbp(2) }] });
    await mutate(shop.server, 'productUpdate', { productId, name: 'Newname' });
    const { old, renamed, large } = await shop.visitor.do(`{
      old: products(search: "Oldname") { totalCount }
      renamed: products(search: "Newname") { edges { node { variants { edges { node { name } } } } } }
      large: products(search: "Large") { totalCount }
    }`);
    expect([old.totalCount, large.totalCount]).toEqual([0, 1]);
    expect(renamed.edges[0].node.variants.edges.map(({ node }: { node: { name: string } }) => node.name)).toEqual(['Newname', 'Large']);
  });

  test('an unknown product, an empty name and a taken externalId are refused, and nothing changes', async () => {
    const shop = await world.tenant();
    const { id: productId } = await makeProduct(shop, { externalId: 'P' });
    const other = await makeProduct(shop, { name: 'Other' });
    const foreign = await makeProduct(await world.tenant());
    const refused = (code: string, field: string) => ({ product: null, userErrors: [{ code, field: [field] }] });
    expect(await mutate(shop.server, 'productUpdate', { productId: foreign.id, name: 'Mine' })).toEqual(refused('NOT_FOUND', 'productId'));
    expect(await mutate(shop.server, 'productUpdate', { productId, name: '' })).toEqual(refused('INVALID', 'name'));
    const taken = { productId: other.id, name: 'New name', externalId: 'P' };
    expect(await mutate(shop.server, 'productUpdate', taken)).toEqual(refused('EXTERNAL_ID_TAKEN', 'externalId'));
    expect(await namesOf(shop.server)).toEqual(['Other', 'Mug']);
  });
});

describe('list-product, delist-product', () => {
  test('customers see a product only while it is listed, in lists and by every id', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const { id, variants } = await makeProduct(shop, { status: 'DRAFT' });
    const seenBy = async (client: Client) => {
      const document = `query Seen($id: ID!, $variantId: ID!) {
        products { totalCount edges { node { id } } } product(id: $id) { id } productVariant(id: $variantId) { id product { id } }
        nodes(ids: [$id, $variantId]) { id }
      }`;
      return client.do(document, { id, variantId: variants[0]!.id });
    };
    const nothing = { products: { totalCount: 0, edges: [] }, product: null, productVariant: null, nodes: [null, null] };
    const variantId = variants[0]!.id;
    const all = {
      products: { totalCount: 1, edges: [{ node: { id } }] },
      product: { id },
      productVariant: { id: variantId, product: { id } },
      nodes: [{ id }, { id: variantId }],
    };
    expect([await seenBy(shop.visitor), await seenBy(ada), await seenBy(shop.server)]).toEqual([nothing, nothing, all]);
    expect((await mutate(shop.server, 'productList', { productId: id })).product).toEqual({ id, name: 'Mug', status: 'LISTED' });
    expect([await seenBy(shop.visitor), await seenBy(ada), await seenBy(shop.server)]).toEqual([all, all, all]);
    expect((await mutate(shop.server, 'productDelist', { productId: id })).product).toEqual({ id, name: 'Mug', status: 'DELISTED' });
    expect([await seenBy(shop.visitor), await seenBy(ada), await seenBy(shop.server)]).toEqual([nothing, nothing, all]);
  });

  test('a listed product cannot be listed again, a draft not delisted, an unknown one neither', async () => {
    const shop = await world.tenant();
    const listed = await makeProduct(shop);
    const draft = await makeProduct(shop, { status: 'DRAFT' });
    const codeOf = async (mutation: string, productId: string) => (await mutate(shop.server, mutation, { productId })).userErrors[0].code;
    expect(await codeOf('productList', listed.id)).toBe('TRANSITION_NOT_ALLOWED');
    expect(await codeOf('productDelist', draft.id)).toBe('TRANSITION_NOT_ALLOWED');
    expect(await codeOf('productList', 'prod_unknown')).toBe('NOT_FOUND');
    expect(await codeOf('productDelist', 'prod_unknown')).toBe('NOT_FOUND');
    expect(await namesOf(shop.server, { status: 'LISTED' })).toHaveLength(1);
    expect(await namesOf(shop.server, { status: 'DRAFT' })).toHaveLength(1);
  });

  test('staff filter by status; a customer who asks for drafts finds none', async () => {
    const shop = await world.tenant();
    await makeProduct(shop, { name: 'Draft', status: 'DRAFT' });
    await makeProduct(shop, { name: 'Listed' });
    expect(await namesOf(shop.server)).toEqual(['Listed', 'Draft']);
    expect(await namesOf(shop.server, { status: 'DRAFT' })).toEqual(['Draft']);
    expect(await namesOf(shop.visitor, { status: 'DRAFT' })).toEqual([]);
    expect(await namesOf(shop.visitor, { status: 'LISTED' })).toEqual(['Listed']);
  });
});

describe('products', () => {
  test('pages run forwards and backwards through the same order, newest first', async () => {
    const shop = await world.tenant();
    for (const name of ['A', 'B', 'C', 'D', 'E']) await makeProduct(shop, { name, category: name < 'D' ? 'early' : 'late' });
    expect(await namesOf(shop.visitor)).toEqual(['E', 'D', 'C', 'B', 'A']);
    const { products: first } = await shop.visitor.do(NAMES, { first: 2 });
    expect(first).toMatchObject({ totalCount: 5, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    expect(await namesOf(shop.visitor, { first: 2, after: first.pageInfo.endCursor })).toEqual(['C', 'B']);
    const { products: last } = await shop.visitor.do(NAMES, { last: 2 });
    expect(last.edges.map(({ node }: { node: { name: string } }) => node.name)).toEqual(['B', 'A']);
    expect(await namesOf(shop.visitor, { last: 2, before: last.pageInfo.startCursor })).toEqual(['D', 'C']);
    expect(await namesOf(shop.visitor, { category: 'early' })).toEqual(['C', 'B', 'A']);
    expect(await namesOf(shop.visitor, { category: 'Early' })).toEqual([]);
  });

  test('more than 100 and a broken cursor are bad input', async () => {
    const shop = await world.tenant();
    for (const variables of [{ first: 101 }, { first: -1 }, { after: 'nonsense' }]) {
      expect((await shop.visitor.ask(NAMES, variables)).errors![0]!.extensions.code).toBe('BAD_USER_INPUT');
    }
  });

  test('a page with variants and what is available of them is three statements, whatever its size', async () => {
    const shop = await world.tenant();
    const PAGE = `query Page($first: Int!) {
      products(first: $first) { edges { node { variants(first: 5) { edges { node { id name sku price { amountMinor } available } } } } } }
    }`;
    for (let index = 0; index < 4; index += 1) await makeProduct(shop);
    for (const first of [1, 4]) {
      const names = await statementsOf(shop.visitor, PAGE, { first });
      expect(names).toEqual(['product', 'product_variant: pages', 'stock_level: available']);
    }
    const without = await statementsOf(shop.visitor, PAGE.replace('available', ''), { first: 4 });
    expect(without).toEqual(['product', 'product_variant: pages']);
    expect(await statementsOf(shop.visitor, `{ products { edges { node { name } } } }`)).toEqual(['product']);
  });

  test('a product and its variant are one statement each', async () => {
    const shop = await world.tenant();
    const { id, variants } = await makeProduct(shop);
    expect(await statementsOf(shop.visitor, `{ product(id: "${id}") { name } }`)).toEqual(['product']);
    expect(await statementsOf(shop.visitor, `{ productVariant(id: "${variants[0]!.id}") { sku } }`)).toEqual(['product_variant']);
  });
});
