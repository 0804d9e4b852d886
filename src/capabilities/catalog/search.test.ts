import fc from 'fast-check';
import { makeProduct } from '../../../tests/kit/catalog';
import type { Shop } from '../../../tests/kit/shop';
import { statementsOf } from '../../../tests/kit/statements';
import { World } from '../../../tests/kit/world';
import { searchTerms, wordsOf } from './model/search-words';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const SEARCH = `query Search($search: String, $first: Int, $after: String, $category: String) {
  products(search: $search, first: $first, after: $after, category: $category) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { name } }
  }
}`;

async function search(shop: Shop, text: string | null, more: Record<string, unknown> = {}): Promise<string[]> {
  const { products } = await shop.visitor.do(SEARCH, { search: text, first: 100, ...more });
  return products.edges.map(({ node }: { node: { name: string } }) => node.name);
}

const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });

describe('the shop of many scripts', () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await world.tenant();
    await makeProduct(shop, { name: 'Red gift box', description: 'For the crème brûlée.', category: 'Gifts', variants: [{ sku: '85123A', price: gbp(1) }] });
    await makeProduct(shop, { name: 'Blue T-Shirt', variants: [{ sku: 'TS-XL-01', name: 'Extra large', price: gbp(1) }] });
    await makeProduct(shop, { name: 'Straßenkarte 50% "Łódź"', variants: [] });
    await makeProduct(shop, { name: 'Children\'s mug to go', variants: [] });
    await makeProduct(shop, { name: '日本語 コーヒー', variants: [] });
    await makeProduct(shop, { name: 'Борщ 🎉', variants: [] });
  });

  test.each([
    ['RED', ['Red gift box']],
    ['box red', ['Red gift box']],
    ['red blue', []],
    ['gif', ['Red gift box']],
    ['gif red', []],
    ['red gif', ['Red gift box']],
    ['ed', []],
    ['creme BRULEE', ['Red gift box']],
    ['Crème', ['Red gift box']],
    ['85123a', ['Red gift box']],
    ['gifts', ['Red gift box']],
    ['t-shirt', ['Blue T-Shirt']],
    ['ts-xl-01', ['Blue T-Shirt']],
    ['tsxl', ['Blue T-Shirt']],
    ['extra', ['Blue T-Shirt']],
    ['strassenkarte', ['Straßenkarte 50% "Łódź"']],
    ['lodz', ['Straßenkarte 50% "Łódź"']],
    ['50%', ['Straßenkarte 50% "Łódź"']],
    ['"Łódź"', ['Straßenkarte 50% "Łódź"']],
    ['childrens', ['Children\'s mug to go']],
    ['to go', ['Children\'s mug to go']],
    ['the', ['Red gift box']],
    ['a', []],
    ['日本', ['日本語 コーヒー']],
    ['コーヒー', ['日本語 コーヒー']],
    ['борщ', ['Борщ 🎉']],
    ['🎉', ['Борщ 🎉']],
    ['🎂', []],
    ['%', []],
    ['_', []],
    ['*', []],
    ['"', []],
    ['\'', []],
    ['-', []],
    ['\\', []],
    ['red*', ['Red gift box']],
    ['+red -gift', ['Red gift box']],
    ['red" OR "1"="1', []],
    ['(red) AND gift~ <box>', []],
    ['\') OR 1=1 --', []],
    ['gift NEAR box', []],
    ['name:red', []],
    ['red\u0000', ['Red gift box']],
    ['red \ud800', ['Red gift box']],
  ])('%j finds %j', async (text, names) => {
    expect(await search(shop, text)).toEqual(names);
  });

  test('blank text and none find everything, newest first', async () => {
    const all = ['Борщ 🎉', '日本語 コーヒー', 'Children\'s mug to go', 'Straßenkarte 50% "Łódź"', 'Blue T-Shirt', 'Red gift box'];
    expect([await search(shop, ''), await search(shop, ' \t '), await search(shop, null)]).toEqual([all, all, all]);
  });

  test('a search may have 200 characters', async () => {
    expect(await search(shop, `red ${' '.repeat(196)}`)).toEqual(['Red gift box']);
    expect((await shop.visitor.ask(SEARCH, { search: 'x'.repeat(201) })).errors![0]!.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('another shop finds nothing of it, and one statement asks', async () => {
    const other = await world.tenant();
    expect(await search(other, 'red')).toEqual([]);
    expect(await statementsOf(world, () => shop.visitor.do(`{ products(search: "red gift bo") { edges { node { name } } } }`))).toEqual(['product']);
  });
});

test('what was found is paged and counted like everything else, and can be narrowed to a category', async () => {
  const shop = await world.tenant();
  for (const name of ['Mug 1', 'Cup 2', 'Mug 3', 'Mug 4']) await makeProduct(shop, { name, category: name < 'Mug 2' ? 'old' : 'new', variants: [] });
  const { products } = await shop.visitor.do(SEARCH, { search: 'mug', first: 2 });
  expect(products).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true }, edges: [{ node: { name: 'Mug 4' } }, { node: { name: 'Mug 3' } }] });
  expect(await search(shop, 'mug', { first: 2, after: products.pageInfo.endCursor })).toEqual(['Mug 1']);
  expect(await search(shop, 'mug', { category: 'old' })).toEqual(['Mug 1']);
});

test('a draft is found by staff alone', async () => {
  const shop = await world.tenant();
  await makeProduct(shop, { name: 'Secret mug', status: 'DRAFT' });
  expect(await search(shop, 'secret')).toEqual([]);
  const { products } = await shop.server.do(SEARCH, { search: 'secret' });
  expect(products.totalCount).toBe(1);
});

test('a changed product is found by its new words only', async () => {
  const shop = await world.tenant();
  const { id: productId } = await makeProduct(shop, { name: 'Mug', variants: [] });
  await shop.server.do(`mutation Update($input: ProductUpdateInput!) { productUpdate(input: $input) { userErrors { code } } }`, {
    input: { productId, name: 'Cup', description: 'Porcelain' },
  });
  expect([await search(shop, 'mug'), await search(shop, 'cup'), await search(shop, 'porcelain')]).toEqual([[], ['Cup'], ['Cup']]);
});

test('any text finds exactly the products that have all its words, the last as a beginning', async () => {
  const shop = await world.tenant();
  const names = ['Red box', 'Blue box', 'Boxing Day', 'Crème à la carte', '日本 mug', '🎉 50% off', 'Ωmega Box-Set', 'ÅNGSTRÖM l’été'];
  for (const name of names) await makeProduct(shop, { name, variants: [] });
  const expected = (text: string) => {
    if (text.trim() === '') return [...names].reverse();
    const terms = searchTerms(text);
    const has = (name: string) => {
      const words = wordsOf(name);
      return terms!.whole.every((word) => words.includes(word)) && words.some((word) => word.startsWith(terms!.beginning));
    };
    return terms ? names.filter(has).reverse() : [];
  };
  const piece = fc.oneof(
    fc.constantFrom(...names.flatMap((name) => [name, name.slice(0, 3), name.toUpperCase(), ...name.split(' ')]), 'box', 'b', '%', '"', '*', '-', ' ', '\'', '\\'),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  const text = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(' ').slice(0, 200));
  await fc.assert(
    fc.asyncProperty(text, async (wanted) => {
      expect(await search(shop, wanted)).toEqual(expected(wanted));
    }),
    { numRuns: 200 },
  );
});
