import { buyer, place, shelf, stocked } from '../kit/orders';
import { violationsOf } from '../kit/invariants';
import { World } from '../kit/world';

let world: World;
beforeAll(async () => {
  // On a busy machine ten charges at once may take their time.
  world = await World.open({ env: { GATEWAY_TIMEOUT_MS: '10000' } });
});
afterAll(() => world.close());

test('fifty customers want the last ten pieces at once: ten get one each, and pay', async () => {
  const shop = await world.tenant();
  const mug = await stocked(shop, 10);
  const buyers = await Promise.all(Array.from({ length: 50 }, () => buyer(shop)));
  const answers = await Promise.all(
    buyers.map(({ client, paymentMethodId }) => place(client, { lines: [{ variantId: mug, quantity: 1 }], paymentMethodId })),
  );
  const placed = answers.filter(({ order }) => order !== null);
  const refused = answers.filter(({ order }) => order === null);
  expect(placed.map(({ order, userErrors }) => [order.status, order.chargeStatus, userErrors])).toEqual(Array(10).fill(['CONFIRMED', 'FULL', []]));
  expect(refused.map(({ userErrors }) => userErrors)).toEqual(Array(40).fill([{ code: 'INSUFFICIENT_STOCK', field: ['lines', '0', 'quantity'] }]));
  const { orders } = await shop.server.do('{ orders { totalCount } }');
  expect(orders.totalCount).toBe(10);
  expect(await shelf(shop, mug)).toEqual({ onHand: 10, allocated: 10, available: 0 });
  expect(await world.gateway.charges(shop.tenantId)).toHaveLength(10);
  expect(await violationsOf(world)).toEqual({});
});
