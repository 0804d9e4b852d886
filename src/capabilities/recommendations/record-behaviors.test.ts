import { makeProducts, record } from '../../../tests/kit/recommendations';
import type { Shop } from '../../../tests/kit/shop';
import { statementsDuring } from '../../../tests/kit/statements';
import { rowsOf } from '../../../tests/kit/tenant-rows';
import { stopClock } from '../../../tests/kit/test-clock';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

async function behaviorsOf(shop: Shop) {
  return world.program.database
    .across('platform administration')
    .query('SELECT kind, product_id, user_id, order_id, occurred_at FROM behavior WHERE tenant_id = ? ORDER BY occurred_at, product_id', [shop.tenantId]);
}

async function shopAt(now: string) {
  const shop = await world.tenant();
  await stopClock(shop, now);
  return { shop, ada: await shop.user(), ...(await makeProducts(shop, 'tea', 'pot')) };
}

describe('record-behaviors', () => {
  test('a user tells what she did, now or before', async () => {
    const { shop, ada, tea, pot } = await shopAt('2026-03-22T12:00:00Z');
    const answer = await record(ada, [{ productId: tea, kind: 'CART' }, { productId: pot, at: '2026-03-21T10:00:00.500Z' }]);
    expect(answer).toEqual({ recorded: 2, userErrors: [] });
    const mine = { user_id: ada.userId, order_id: null };
    expect(await behaviorsOf(shop)).toEqual([
      { ...mine, kind: 'VIEW', product_id: pot, occurred_at: '2026-03-21 10:00:00.500' },
      { ...mine, kind: 'CART', product_id: tea, occurred_at: '2026-03-22 12:00:00.000' },
    ]);
    expect(await record(ada, [])).toEqual({ recorded: 0, userErrors: [] });
  });

  test('the merchant\'s server tells it of any user, and what was bought elsewhere', async () => {
    const { shop, ada, tea } = await shopAt('2026-03-22T12:00:00Z');
    const answer = await record(shop.server, [{ productId: tea, kind: 'PURCHASE' }], { userId: ada.userId });
    expect(answer).toEqual({ recorded: 1, userErrors: [] });
    expect(await behaviorsOf(shop)).toMatchObject([{ kind: 'PURCHASE', product_id: tea, user_id: ada.userId }]);
  });

  test('what is refused is refused with its field, and nothing is written', async () => {
    const { shop, ada, tea } = await shopAt('2026-03-22T12:00:00Z');
    const eve = await shop.user();
    const foreign = (await makeProducts(await world.tenant(), 'tea')).tea;
    const before = await rowsOf(shop);
    const good = { productId: tea };
    const refused = (code: string, ...field: string[]) => ({ recorded: null, userErrors: [{ field, code }] });
    expect(await record(ada, [good, { productId: foreign }])).toEqual(refused('NOT_FOUND', 'behaviors', '1', 'productId'));
    expect(await record(ada, [{ ...good, at: '2026-03-22T12:00:00.001Z' }])).toEqual(refused('INVALID', 'behaviors', '0', 'at'));
    expect(await record(ada, [{ ...good, kind: 'PURCHASE' }])).toEqual(refused('INVALID', 'behaviors', '0', 'kind'));
    expect(await record(ada, Array.from({ length: 101 }, () => good))).toEqual(refused('INVALID', 'behaviors'));
    expect(await record(ada, [good], { userId: eve.userId })).toEqual(refused('NOT_FOUND', 'userId'));
    expect(await record(shop.server, [good])).toEqual(refused('INVALID', 'userId'));
    expect(await record(shop.server, [good], { userId: 'user_00000000000000000000000000' })).toEqual(refused('NOT_FOUND', 'userId'));
    expect(await rowsOf(shop)).toEqual(before);
  });

  test('somebody who is not signed in has nothing to tell', async () => {
    const { shop, tea } = await shopAt('2026-03-22T12:00:00Z');
    const { errors } = await shop.visitor.ask(`mutation M($id: ID!) { behaviorRecord(input: { behaviors: [{ kind: VIEW, productId: $id }] }) { recorded } }`, { id: tea });
    expect(errors![0]!.extensions.code).toBe('UNAUTHENTICATED');
    expect(await behaviorsOf(shop)).toEqual([]);
  });

  test('with a key it is recorded once, however often it is sent', async () => {
    const { shop, ada, tea } = await shopAt('2026-03-22T12:00:00Z');
    const input = { idempotencyKey: 'page 7' };
    expect(await record(ada, [{ productId: tea }], input)).toEqual({ recorded: 1, userErrors: [] });
    expect(await record(ada, [{ productId: tea }], input)).toEqual({ recorded: 1, userErrors: [] });
    expect(await behaviorsOf(shop)).toHaveLength(1);
  });

  test.each([1, 100])('%i behaviours take two statements', async (count) => {
    const { shop, ada, tea, pot } = await shopAt('2026-03-22T12:00:00Z');
    const behaviors = Array.from({ length: count }, (_value, index) => ({ productId: index % 2 ? tea : pot }));
    expect(await statementsDuring(shop, () => record(ada, behaviors))).toEqual(['product: statuses', 'behavior: insert']);
  });
});
