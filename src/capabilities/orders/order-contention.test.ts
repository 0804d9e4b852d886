import { violationsOf } from '../../../tests/kit/invariants';
import { buyer, change, place, shelf, stocked, type Buyer } from '../../../tests/kit/orders';
import type { Shop } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';

// Fifty passwords are hashed and fifty cards attached before anybody buys.
jest.setTimeout(120_000);

let world: World;
beforeAll(async () => {
  // A busy machine is no silent gateway.
  world = await World.open({ env: { GATEWAY_TIMEOUT_MS: '10000' } });
});
afterAll(async () => {
  await world.settle();
  expect(await violationsOf(world)).toEqual({});
  await world.close();
});

async function buyers(shop: Shop, count: number): Promise<Buyer[]> {
  const made: Buyer[] = [];
  while (made.length < count) made.push(...(await Promise.all([buyer(shop), buyer(shop)])));
  return made;
}

describe('many at once', () => {
  test('S1: of fifty users who buy ten units at once, exactly ten get one, and nothing is orphaned', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 10);
    const everybody = await buyers(shop, 50);
    const payloads = await Promise.all(
      everybody.map(({ client, paymentMethodId }) => place(client, { lines: [{ variantId: mug, quantity: 1 }], paymentMethodId })),
    );
    const refused = payloads.filter(({ order }) => order === null);
    expect(payloads.filter(({ order }) => order?.status === 'CONFIRMED')).toHaveLength(10);
    expect(refused).toEqual(new Array(40).fill({ order: null, userErrors: [{ code: 'INSUFFICIENT_STOCK', field: ['lines', '0', 'quantity'] }] }));
    expect(await shelf(shop, mug)).toEqual({ onHand: 10, allocated: 10, available: 0 });
    const { orders, invoices, payments } = await shop.server.do(
      `{ orders(first: 100) { totalCount edges { node { number } } } invoices { totalCount } payments { totalCount } }`,
    );
    expect([orders.totalCount, invoices.totalCount, payments.totalCount]).toEqual([10, 10, 10]);
    const numbers = orders.edges.map(({ node }: { node: { number: string } }) => Number(node.number)).sort((a: number, b: number) => a - b);
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(await world.gateway.charges(shop.tenantId)).toHaveLength(10);
    await world.settle();
    const { events } = await shop.server.do(`{ events(types: ["order.paid"]) { totalCount } }`);
    expect(events.totalCount).toBe(10);
  });

  test('S4: orders of the same things in opposite order do not get into each other\'s way', async () => {
    const shop = await world.tenant();
    const variants = await Promise.all([1, 2, 3, 4].map(() => stocked(shop, 100)));
    const everybody = await buyers(shop, 20);
    const payloads = await Promise.all(
      everybody.map(({ client }, index) => {
        const lines = (index % 2 === 0 ? variants : [...variants].reverse()).map((variantId) => ({ variantId, quantity: 2 }));
        return place(client, { lines });
      }),
    );
    expect(payloads.map(({ order, userErrors }) => [order?.status, userErrors])).toEqual(new Array(20).fill(['PENDING', []]));
    for (const variantId of variants) expect(await shelf(shop, variantId)).toEqual({ onHand: 100, allocated: 40, available: 60 });
  });

  test('paying and canceling at once end in one of two ways: paid and given back, or never paid', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 10);
    const everybody = await buyers(shop, 6);
    await Promise.all(
      everybody.map(async ({ client }) => {
        const { order } = await place(client, { lines: [{ variantId: mug, quantity: 1 }] });
        await Promise.all([change(client, 'orderPay', { orderId: order.id }), change(client, 'orderCancel', { orderId: order.id })]);
      }),
    );
    await world.settle();
    const { orders } = await shop.server.do(`{ orders { edges { node { status chargeStatus } } } }`);
    const ends = orders.edges.map(({ node }: { node: { status: string; chargeStatus: string } }) => `${node.status} ${node.chargeStatus}`);
    expect(ends.filter((end: string) => !['CANCELED REFUNDED', 'CANCELED NONE'].includes(end))).toEqual([]);
    expect(await shelf(shop, mug)).toEqual({ onHand: 10, allocated: 0, available: 10 });
  });
});
