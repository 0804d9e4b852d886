import { buyer, place, stocked } from '../../../tests/kit/orders';
import { lookAt, makeProducts, namesOf, record, recommended, related, train, trending } from '../../../tests/kit/recommendations';
import type { Shop } from '../../../tests/kit/shop';
import { statementsOf } from '../../../tests/kit/statements';
import { stopClock } from '../../../tests/kit/test-clock';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

/** People look at tea with a pot or a cup, and at ink with a pen; most look at tea. */
async function teaShop() {
  const shop = await world.tenant();
  const products = await makeProducts(shop, 'tea', 'pot', 'cup', 'pen', 'ink');
  const { tea, pot, cup, pen, ink } = products;
  await lookAt(shop, [tea, pot, cup], [tea, pot], [tea, cup], [tea, pot], [pen, ink]);
  return { shop, products };
}

describe('recommendations', () => {
  test('a stranger is shown what is popular, and so is a user who did nothing', async () => {
    const { shop } = await teaShop();
    const model = await train(shop);
    expect(model).toMatchObject({ users: 5, items: 5, interactions: 11, hitRate: null });
    const shown = await recommended(shop.visitor);
    expect(namesOf(shown).slice(0, 3)).toEqual(['tea', 'pot', 'cup']);
    expect(new Set(shown.map(({ reason }) => reason))).toEqual(new Set(['POPULAR']));
    expect(shown.map(({ becauseOf }) => becauseOf)).toEqual([null, null, null, null, null]);
    expect(namesOf(await recommended(await shop.user()))).toEqual(namesOf(shown));
  });

  test('a product that was just looked at brings its neighbour into the very next answer, and comes last itself', async () => {
    const { shop, products } = await teaShop();
    await train(shop);
    const ada = await shop.user();
    expect(namesOf(await recommended(ada))[0]).toBe('tea');
    await record(ada, [{ productId: products.pen }]);
    const shown = await recommended(ada);
    expect(namesOf(shown)).toEqual(['ink', 'tea', 'pot', 'cup', 'pen']);
    expect(shown[0]).toEqual({
      product: { name: 'ink' },
      reason: 'SIMILAR_TO_VIEWED',
      score: 1,
      becauseOf: { name: 'pen' },
      recommendationId: expect.stringMatching(/^rec_[0-9a-z]{26}$/),
    });
    expect(shown.at(-1)!.reason).toBe('SEEN_BEFORE');
    const scores = shown.map(({ score }): number => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  test('the newest and the strongest interest comes first', async () => {
    const { shop, products } = await teaShop();
    await train(shop);
    const ada = await shop.user();
    const before = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
    await record(ada, [{ productId: products.pen, at: before(9) }, { productId: products.cup, at: before(5) }]);
    expect(namesOf(await recommended(ada)).slice(0, 3)).toEqual(['tea', 'ink', 'pot']);
    await record(ada, [{ productId: products.pen, kind: 'FAVORITE', at: before(8) }]);
    const [first] = await recommended(ada);
    expect(first).toMatchObject({ product: { name: 'ink' }, reason: 'SIMILAR_TO_FAVORITE', becauseOf: { name: 'pen' } });
  });

  test('what was bought is not shown again, nor what is sold no more', async () => {
    const { shop, products } = await teaShop();
    await train(shop);
    const ada = await shop.user();
    await record(shop.server, [{ productId: products.tea, kind: 'PURCHASE' }], { userId: ada.userId });
    await shop.server.do(`mutation Delist($input: ProductDelistInput!) { productDelist(input: $input) { userErrors { code } } }`, {
      input: { productId: products.pot },
    });
    const shown = await recommended(ada);
    expect(namesOf(shown)[0]).toBe('cup');
    expect(shown[0]!.reason).toBe('SIMILAR_TO_PURCHASED');
    expect(namesOf(shown)).not.toContain('tea');
    expect(namesOf(shown)).not.toContain('pot');
    expect(namesOf(await recommended(shop.server, ada.userId))).toEqual(namesOf(shown));
  });

  test('before the first training a stranger is shown what trends', async () => {
    const { shop } = await teaShop();
    const shown = await recommended(shop.visitor);
    expect(namesOf(shown).slice(0, 3)).toEqual(['tea', 'pot', 'cup']);
    expect(shown[0]).toMatchObject({ reason: 'TRENDING', score: 1 });
  });

  test('in a shop without any behaviour there is nothing to recommend, with a model and without', async () => {
    const shop = await world.tenant();
    await makeProducts(shop, 'tea');
    expect(await recommended(shop.visitor)).toEqual([]);
    expect(await train(shop)).toMatchObject({ users: 0, items: 0, interactions: 0 });
    expect(await recommended(shop.visitor)).toEqual([]);
  });

  test('another shop learns nothing of it', async () => {
    const { shop, products } = await teaShop();
    const other = await world.tenant();
    await makeProducts(other, 'tea', 'pot');
    await train(shop);
    expect(await train(other)).toMatchObject({ users: 0 });
    const [ada, eve] = [await shop.user(), await other.user()];
    await record(ada, [{ productId: products.pen }]);
    expect(await recommended(eve)).toEqual([]);
    expect(await recommended(other.server, ada.userId)).toEqual([]);
    expect(await related(other.visitor, products.tea)).toEqual([]);
    expect(await trending(other.visitor)).toEqual([]);
  });

  test('for somebody else one needs a permission', async () => {
    const shop = await world.tenant();
    const [ada, eve] = [await shop.user(), await shop.user()];
    const document = `query Peek($id: ID) { recommendations(userId: $id) { totalCount } }`;
    const codeOf = async (client: typeof ada | typeof shop.visitor) => (await client.ask(document, { id: eve.userId })).errors?.[0]!.extensions.code;
    expect(await codeOf(ada)).toBe('FORBIDDEN');
    expect(await codeOf(shop.visitor)).toBe('UNAUTHENTICATED');
    expect(await codeOf(eve)).toBeUndefined();
  });

  test('its pages together are the list, and a showing keeps its name', async () => {
    const { shop, products } = await teaShop();
    await train(shop);
    const ada = await shop.user();
    await record(ada, [{ productId: products.pen }]);
    const whole = await recommended(ada);
    const page = `query Page($after: String) { recommendations(first: 2, after: $after) { edges { cursor node { recommendationId } } totalCount pageInfo { hasNextPage endCursor } } }`;
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const answer: Record<string, any> = await ada.do(page, { after });
      const { edges, totalCount, pageInfo } = answer.recommendations;
      expect(totalCount).toBe(5);
      ids.push(...edges.map(({ node }: any) => node.recommendationId));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after);
    expect(ids).toEqual(whole.map(({ recommendationId }) => recommendationId));
    expect(new Set(ids).size).toBe(5);
    expect(ids.filter((id) => id === '')).toEqual([]);
  });
});

describe('relatedProducts', () => {
  test('are what the same people looked at, nearest first, whoever asks', async () => {
    const { shop, products } = await teaShop();
    await train(shop);
    const shown = await related(shop.visitor, products.tea);
    expect(namesOf(shown)).toEqual(['pot', 'cup']);
    expect(shown[0]).toMatchObject({ reason: 'RELATED', score: 1, becauseOf: { name: 'tea' } });
    expect(namesOf(await related(await shop.user(), products.ink))).toEqual(['pen']);
    expect(await related(shop.visitor, 'prod_00000000000000000000000000')).toEqual([]);
  });
});

describe('trendingProducts', () => {
  test('somebody who looks often is one, purchases count most, and what is old counts less', async () => {
    const shop = await world.tenant();
    await stopClock(shop, '2026-03-22T12:00:00Z');
    const { tea, pot, cup, pen } = await makeProducts(shop, 'tea', 'pot', 'cup', 'pen');
    const [ada, eve] = [await shop.user(), await shop.user()];
    await record(ada, Array.from({ length: 20 }, () => ({ productId: tea })));
    await record(ada, [{ productId: pot }]);
    await record(eve, [{ productId: pot }]);
    await record(shop.server, [{ productId: cup, kind: 'PURCHASE' }], { userId: eve.userId });
    await record(shop.server, [{ productId: pen, kind: 'PURCHASE', at: '2026-03-01T12:00:00Z' }], { userId: eve.userId });
    const shown = await trending(shop.visitor);
    // cup 5; pot 2; tea 1; pen, 21 days earlier, 5 × 2^-3 = 0.625.
    expect(namesOf(shown)).toEqual(['cup', 'pot', 'tea', 'pen']);
    expect(shown.map(({ reason }) => reason)).toEqual(['TRENDING', 'TRENDING', 'TRENDING', 'TRENDING']);
  });
});

describe('the number of statements', () => {
  const RECOMMENDATIONS = `query Recommendations { recommendations(first: 50) { totalCount edges { node { product { name } score reason becauseOf { name } } } } }`;
  const RELATED = `query Related($id: ID!) { relatedProducts(productId: $id) { totalCount edges { node { product { name } } } } }`;
  const TRENDING = `query Trending { trendingProducts(first: 50) { totalCount edges { node { product { name } } } } }`;

  async function wideShop(count: number): Promise<{ shop: Shop; ids: string[] }> {
    const shop = await world.tenant();
    const ids = Object.values(await makeProducts(shop, ...Array.from({ length: count }, (_value, index) => `product ${index}`)));
    await lookAt(shop, ids, ids.slice(1), ids.slice(2));
    await train(shop);
    return { shop, ids };
  }

  test.each([4, 12])('does not grow with the products, of which there are %i', async (count) => {
    const { shop, ids } = await wideShop(count);
    const ada = await shop.user();
    expect(await statementsOf(ada, RECOMMENDATIONS)).toEqual([
      'recommender_model', 'behavior: pages', 'order_line: latest purchases', 'recommender_item: popular', 'product: statuses', 'product',
    ]);
    await record(ada, ids.slice(0, count / 2).map((productId) => ({ productId })));
    expect(await statementsOf(ada, RECOMMENDATIONS)).toEqual([
      'recommender_model', 'behavior: pages', 'order_line: latest purchases', 'recommender_item', 'recommender_item: popular', 'product: statuses', 'product',
    ]);
    expect(await statementsOf(shop.visitor, RECOMMENDATIONS)).toEqual(['recommender_model', 'recommender_item: popular', 'product: statuses', 'product']);
    expect(await statementsOf(shop.visitor, RELATED, { id: ids[0] })).toEqual(['recommender_model', 'recommender_item', 'product: statuses', 'product']);
    expect(await statementsOf(shop.visitor, TRENDING)).toEqual(['behavior: days', 'product: statuses', 'product']);
  });
});

describe('record-purchases-when-order-is-confirmed', () => {
  test('what is paid is bought: it is recorded once and not shown again', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 10);
    const { product } = await productOf(shop, mug);
    const ada = await buyer(shop);
    await record(await shop.user(), [{ productId: product.id }]);
    expect(namesOf(await recommended(ada.client))).toEqual(['Mug']);
    const { order } = await place(ada.client, { lines: [{ variantId: mug, quantity: 2 }], paymentMethodId: ada.paymentMethodId });
    // In the very next answer, though no reaction has run.
    expect(await recommended(ada.client)).toEqual([]);
    await world.settle();
    expect(await recommended(ada.client)).toEqual([]);
    await train(shop);
    const purchases = await world.program.database
      .across('platform administration')
      .query('SELECT kind, user_id, order_id, product_id FROM behavior WHERE tenant_id = ? AND order_id IS NOT NULL', [shop.tenantId]);
    expect(purchases).toEqual([{ kind: 'PURCHASE', user_id: ada.client.userId, order_id: order.id, product_id: product.id }]);
  });

  test('an order that is not paid is no purchase', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 10);
    const { product } = await productOf(shop, mug);
    const ada = await buyer(shop, 'sandbox_declines');
    await record(await shop.user(), [{ productId: product.id }]);
    const placed = await place(ada.client, { lines: [{ variantId: mug, quantity: 1 }], paymentMethodId: ada.paymentMethodId });
    expect(placed.order.status).toBe('PENDING');
    await world.settle();
    await train(shop);
    expect(namesOf(await recommended(ada.client))).toEqual(['Mug']);
  });
});

async function productOf(shop: Shop, variantId: string): Promise<{ product: { id: string } }> {
  const { productVariant } = await shop.server.do(`query ProductOf($id: ID!) { productVariant(id: $id) { product { id } } }`, { id: variantId });
  return productVariant;
}
