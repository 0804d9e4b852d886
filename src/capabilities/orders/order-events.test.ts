import { violationsOf } from '../../../tests/kit/invariants';
import { buyer, change, place, stocked } from '../../../tests/kit/orders';
import type { Listener } from '../../../tests/kit/listener';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  await world.settle();
  expect(await violationsOf(world)).toEqual({});
  await world.close();
});

const EVENTS = `subscription Events($after: String, $types: [String!], $orderId: ID) {
  orderEvents(after: $after, types: $types, orderId: $orderId) { type cursor sequence order { id } }
}`;

interface Told {
  readonly type: string;
  readonly cursor: string;
  readonly sequence: number;
  readonly order: { readonly id: string } | null;
}

async function toldTo(listener: Listener, count: number): Promise<Told[]> {
  return (await listener.next(count)).map(({ data }) => data.orderEvents);
}

describe('orderEvents', () => {
  test('goes on from a cursor without losing or repeating one, whatever happened meanwhile', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 50);
    const ada = await buyer(shop);
    await world.settle();
    const whole = await ada.client.listen(EVENTS);
    const first = await ada.client.listen(EVENTS);
    const ordering = () => place(ada.client, { lines: [{ variantId: mug, quantity: 1 }], paymentMethodId: ada.paymentMethodId });
    await ordering();
    await world.settle();
    const seen = await toldTo(first, 2);
    const heard = seen.slice(0, 2);
    await first.stop();
    await Promise.all([ordering(), ordering(), ordering()]);
    await world.settle();
    const second = await ada.client.listen(EVENTS, { after: heard[1]!.cursor });
    await toldTo(second, 14);
    await ordering();
    await world.settle();
    // Five orders of four events: placed, payment.succeeded, confirmed, paid.
    const all = await toldTo(whole, 20);
    const rest = await toldTo(second, 18);
    expect([...heard, ...rest].map(({ sequence }) => sequence)).toEqual(all.map(({ sequence }) => sequence));
    expect(new Set(all.map(({ sequence }) => sequence)).size).toBe(20);
    await Promise.all([whole.stop(), second.stop()]);
  });

  test('tells a user of her own orders, staff of all, and one order when it is named', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 50);
    const [ada, eve] = [await buyer(shop), await buyer(shop)];
    await world.settle();
    const types = ['order.placed', 'order.canceled'];
    const own = await ada.client.listen(EVENTS, { types });
    const all = await shop.server.listen(EVENTS, { types });
    const lines = [{ variantId: mug, quantity: 1 }];
    const hers = (await place(eve.client, { lines })).order.id as string;
    const mine = (await place(ada.client, { lines, paymentMethodId: ada.paymentMethodId })).order.id as string;
    const one = await shop.server.listen(EVENTS, { orderId: mine });
    const spying = await ada.client.listen(EVENTS, { orderId: hers });
    await world.settle();
    await change(eve.client, 'orderCancel', { orderId: hers });
    await change(ada.client, 'orderCancel', { orderId: mine });
    await world.settle();
    const pairs = (told: Told[]) => told.map(({ type, order }) => [type, order?.id]);
    expect(pairs(await toldTo(all, 4))).toEqual([['order.placed', hers], ['order.placed', mine], ['order.canceled', hers], ['order.canceled', mine]]);
    expect(pairs(await toldTo(own, 2))).toEqual([['order.placed', mine], ['order.canceled', mine]]);
    const whole = ['order.placed', 'payment.succeeded', 'order.confirmed', 'order.paid', 'order.canceled', 'payment.refunded'];
    expect(pairs(await toldTo(one, 6))).toEqual(whole.map((type) => [type, mine]));
    expect(spying.received).toEqual([]);
    await Promise.all([own, all, one, spying].map((listener) => listener.stop()));
  });

  test('needs a signed-in user', async () => {
    const shop = await world.tenant();
    const visitor = await shop.visitor.listen(EVENTS);
    const [refused] = await visitor.next(1);
    expect(refused).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    await visitor.stop();
  });
});
