import { asSystem } from '../../../tests/kit/billing';
import { digital } from '../../../tests/kit/orders';
import { lookAt, makeProducts, namesOf, record, recommended, related, train } from '../../../tests/kit/recommendations';
import type { Shop } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';
import { importOrders, pageOfPurchases, purchasesOfOrder, type ImportedOrder } from '../orders/contract';
import { beginModel } from './actions/begin-model';
import { copyPurchaseHistory } from './actions/copy-purchase-history';
import { recordPurchases } from './actions/record-purchases';
import { removeOldModels } from './actions/remove-old-models';
import { trainRecommender } from './contract';
import { RecommenderItem } from './model/recommender-item.entity';
import { RecommenderModel } from './model/recommender-model.entity';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

async function count(shop: Shop, table: string, condition = '1 = 1'): Promise<number> {
  const [row] = await world.program.database
    .across('platform administration')
    .query(`SELECT COUNT(*) AS n FROM ${table} WHERE tenant_id = ? AND ${condition}`, [shop.tenantId]);
  return Number(row!.n);
}

const deskOf = (shop: Shop) => world.program.openSystemContext(shop.tenantId);
const imported = (externalId: string, variantIds: string[], userId: string | null = null): ImportedOrder => ({
  externalId,
  userId,
  currency: 'GBP',
  placedAt: new Date('2011-03-24T11:20:00Z'),
  lines: variantIds.map((variantId) => ({ variantId, quantity: 1, unitPriceMinor: 100n })),
});

describe('train-recommender, train-model', () => {
  test('each training learns from all there is, and its model serves from then on', async () => {
    const shop = await world.tenant();
    const { tea, pot, cup } = await makeProducts(shop, 'tea', 'pot', 'cup');
    await lookAt(shop, [tea, pot], [tea, pot]);
    const first = await train(shop);
    expect(first).toEqual({
      id: expect.stringMatching(/^rmod_/),
      trainedAt: expect.any(String),
      users: 2,
      items: 2,
      interactions: 4,
      hitRate: null,
    });
    expect(namesOf(await related(shop.visitor, tea))).toEqual(['pot']);
    await lookAt(shop, [tea, cup], [tea, cup], [tea, cup]);
    expect(namesOf(await related(shop.visitor, tea))).toEqual(['pot']);
    const second = await train(shop);
    expect(second).toMatchObject({ users: 5, items: 3, interactions: 10 });
    expect(second.id).not.toBe(first.id);
    expect(namesOf(await related(shop.visitor, tea))).toEqual(['cup', 'pot']);
    await world.settle();
    const { events } = await shop.server.do(`{ events(types: ["recommender.trained"]) { edges { node { objectId data } } } }`);
    expect(events.edges.map(({ node }: any) => node)).toEqual([
      { objectId: first.id, data: { modelId: first.id, users: 2, items: 2, interactions: 4 } },
      { objectId: second.id, data: { modelId: second.id, users: 5, items: 3, interactions: 10 } },
    ]);
    const { node } = await shop.server.do(`query Model($id: ID!) { node(id: $id) { id ... on RecommenderModel { users } } }`, { id: first.id });
    expect(node).toEqual({ id: first.id, users: 2 });
  });

  test('only an administrator or the merchant\'s server may train', async () => {
    const shop = await world.tenant();
    const document = `mutation Train { recommenderTrain(input: {}) { model { users } userErrors { code } } }`;
    for (const role of ['USER', 'STAFF'] as const) {
      const { errors } = await (await shop.user({ role })).ask(document);
      expect(errors![0]!.extensions.code).toBe('FORBIDDEN');
    }
    expect(await count(shop, 'recommender_model')).toBe(0);
    const { recommenderTrain } = await (await shop.user({ role: 'ADMIN' })).do(document);
    expect(recommenderTrain).toEqual({ model: { users: 0 }, userErrors: [] });
  });

  test('with a key it is trained once', async () => {
    const shop = await world.tenant();
    const document = `mutation Train { recommenderTrain(input: { idempotencyKey: "tonight" }) { model { id trainedAt } userErrors { code } } }`;
    const answers = [await shop.server.do(document), await shop.server.do(document)];
    expect(answers[1]).toEqual(answers[0]);
    expect(await count(shop, 'recommender_model')).toBe(1);
  });

  test('products that are not sold are no neighbours, but have some', async () => {
    const shop = await world.tenant();
    const { tea, pot } = await makeProducts(shop, 'tea', 'pot');
    await lookAt(shop, [tea, pot], [tea, pot]);
    await shop.server.do(`mutation Delist($input: ProductDelistInput!) { productDelist(input: $input) { userErrors { code } } }`, { input: { productId: pot } });
    await train(shop);
    expect(await related(shop.visitor, tea)).toEqual([]);
    const ada = await shop.user();
    await record(ada, [{ productId: pot }]);
    expect(namesOf(await recommended(ada))).toEqual(['tea']);
  });

  test('with enough people it tries its settings, and says how good it is', async () => {
    const shop = await world.tenant();
    const products = Object.values(await makeProducts(shop, ...Array.from({ length: 12 }, (_value, index) => `p${index}`)));
    // Two circles of six products; everybody likes four of one circle.
    const baskets = Array.from({ length: 200 }, (_value, person) => [0, 1, 2, 3].map((step) => products[(person % 2) * 6 + ((person + step) % 6)]!));
    const users = await shopUsers(shop, baskets.length);
    await Promise.all(users.map((userId, index) => record(shop.server, baskets[index]!.map((productId) => ({ productId })), { userId })));
    const model = await train(shop);
    expect(model).toMatchObject({ users: 200, items: 12, interactions: 800, hitRate: 1 });
    expect(new Set(namesOf(await related(shop.visitor, products[0]!)))).toEqual(new Set(['p1', 'p2', 'p3', 'p4', 'p5']));
  });

  test('the command line trains with the same action', async () => {
    const shop = await world.tenant();
    const { tea, pot } = await makeProducts(shop, 'tea', 'pot');
    await lookAt(shop, [tea, pot]);
    expect(await trainRecommender(await deskOf(shop))).toMatchObject({ users: 1, items: 2, interactions: 2 });
  });
});

describe('begin-model', () => {
  test('a model that is not trained serves nobody', async () => {
    const shop = await world.tenant();
    const { tea } = await makeProducts(shop, 'tea');
    await asSystem(shop, async (work) => {
      const model = await beginModel(work);
      expect(model).toMatchObject({ trainedAt: null, users: 0, items: 0, interactions: 0, hitRate: null });
      await work.insert(RecommenderItem, { modelId: model.id, productId: tea, popularity: 1, neighbors: [] });
    });
    expect(await recommended(shop.visitor)).toEqual([]);
  });
});

describe('remove-old-models', () => {
  test('what the last two models know is kept, and what older ones and trainings that died left is removed', async () => {
    const shop = await world.tenant();
    const { tea, pot } = await makeProducts(shop, 'tea', 'pot');
    await lookAt(shop, [tea, pot]);
    const [first, second, third] = [await train(shop), await train(shop), await train(shop)];
    const begunAt = (hoursAgo: number) => new Date(Date.now() - hoursAgo * 3_600_000);
    const [died, underWay] = await asSystem(shop, async (work) => {
      const models = await work.insertAll(RecommenderModel, [2, 0].map((hours) => ({ begunAt: begunAt(hours), users: 0, items: 0, interactions: 0 })));
      await work.insertAll(RecommenderItem, models.map(({ id }) => ({ modelId: id, productId: tea, popularity: 1, neighbors: [] })));
      return models.map(({ id }) => id);
    });
    const itemsOf = (modelId: string) => count(shop, 'recommender_item', `model_id = '${modelId}'`);
    expect(await itemsOf(died!)).toBe(1);
    await removeOldModels(await deskOf(shop));
    expect(await Promise.all([first.id, second.id, third.id, died!, underWay!].map(itemsOf))).toEqual([0, 2, 2, 0, 1]);
    expect(await count(shop, 'recommender_model')).toBe(5);
  });
});

describe('copy-purchase-history, record-purchases', () => {
  test('imported orders are bought too: each product of an order once, a guest\'s order is somebody', async () => {
    const shop = await world.tenant();
    const [song, book] = [await digital(shop), await digital(shop)];
    const ada = await shop.user();
    await asSystem(shop, (work) => importOrders(work, [imported('1', [song, book, song], ada.userId), imported('2', [song, book])]));
    const desk = await deskOf(shop);
    expect(await copyPurchaseHistory(desk)).toBe(4);
    expect(await copyPurchaseHistory(desk)).toBe(0);
    expect(await count(shop, 'behavior', `kind = 'PURCHASE' AND occurred_at = '2011-03-24 11:20:00.000'`)).toBe(4);
    expect(await count(shop, 'behavior', `user_id = '${ada.userId}'`)).toBe(2);
    expect(await train(shop)).toMatchObject({ users: 2, items: 2, interactions: 4 });
    expect(await recommended(ada)).toEqual([]);
    expect(await recommended(await shop.user())).toHaveLength(2);
  });

  test('the same purchases told twice at once are recorded once', async () => {
    const shop = await world.tenant();
    const variants = [await digital(shop), await digital(shop)];
    await asSystem(shop, (work) => importOrders(work, Array.from({ length: 20 }, (_value, index) => imported(String(index), variants))));
    const desks = await Promise.all([deskOf(shop), deskOf(shop), deskOf(shop)]);
    const { purchases, next } = await pageOfPurchases(desks[0]!.view, null);
    expect(purchases).toHaveLength(40);
    expect((await pageOfPurchases(desks[0]!.view, next)).purchases).toEqual([]);
    const [known] = await asSystem(shop, async (work) => [await recordPurchases(work, await purchasesOfOrder(work, purchases[0]!.orderId))]);
    const copied = await Promise.all(desks.map((desk) => copyPurchaseHistory(desk)));
    expect(known! + copied.reduce((sum, n) => sum + n, 0)).toBe(40);
    expect(await count(shop, 'behavior')).toBe(40);
  });
});

/** Registered users, who need not sign in. */
async function shopUsers(shop: Shop, wanted: number): Promise<string[]> {
  return Promise.all(
    Array.from({ length: wanted }, async (_value, index) => {
      const { userRegister } = await shop.visitor.do(
        `mutation R($input: UserRegisterInput!) { userRegister(input: $input) { user { id } } }`,
        { input: { email: `${index}@example.com`, password: 'correct horse battery', name: 'Ada' } },
      );
      return userRegister.user.id as string;
    }),
  );
}
