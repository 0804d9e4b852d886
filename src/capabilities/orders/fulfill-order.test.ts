import { violationsOf } from '../../../tests/kit/invariants';
import { eventTypes } from '../../../tests/kit/billing';
import { buyer, change, digital, orderOf, place, shelf, stocked } from '../../../tests/kit/orders';
import type { Client } from '../../../tests/kit/shop';
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

async function lineIds(client: Client, orderId: string): Promise<string[]> {
  const { order } = await client.do(`query Lines($id: ID!) { order(id: $id) { lines { id } } }`, { id: orderId });
  return order.lines.map(({ id }: { id: string }) => id);
}

describe('fulfill-order', () => {
  test('everything leaves: the stock leaves the shelf and the order is done', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 5);
    const ada = await buyer(shop);
    const { order } = await place(ada.client, { lines: [{ variantId: mug, quantity: 2 }], paymentMethodId: ada.paymentMethodId });
    const fulfilled = await change(shop.server, 'orderFulfill', { orderId: order.id });
    expect(fulfilled).toEqual({ order: { ...order, status: 'COMPLETED', fulfillmentStatus: 'FULFILLED' }, userErrors: [] });
    expect(await shelf(shop, mug)).toEqual({ onHand: 3, allocated: 0, available: 3 });
    expect(await eventTypes(shop, 'order.')).toEqual(['order.placed', 'order.confirmed', 'order.paid', 'order.fulfilled']);
  });

  test('deliver-lines: an order leaves in parts, each a fulfillment with its lines', async () => {
    const shop = await world.tenant();
    const [mug, cup, song] = [await stocked(shop, 5), await stocked(shop, 5), await digital(shop)];
    const ada = await buyer(shop);
    const lines = [{ variantId: mug, quantity: 3 }, { variantId: cup, quantity: 1 }, { variantId: song, quantity: 1 }];
    const { order } = await place(ada.client, { lines, paymentMethodId: ada.paymentMethodId });
    const [mugLine] = await lineIds(ada.client, order.id);
    const part = await change(shop.server, 'orderFulfill', { orderId: order.id, lines: [{ lineId: mugLine, quantity: 2 }] });
    expect(part.order).toMatchObject({ status: 'CONFIRMED', fulfillmentStatus: 'PARTIALLY_FULFILLED' });
    expect([await shelf(shop, mug), await shelf(shop, cup)]).toEqual([
      { onHand: 3, allocated: 1, available: 2 },
      { onHand: 5, allocated: 1, available: 4 },
    ]);
    const rest = await change(shop.server, 'orderFulfill', { orderId: order.id });
    expect(rest.order).toMatchObject({ status: 'COMPLETED', fulfillmentStatus: 'FULFILLED' });
    const { order: read } = await ada.client.do(
      `query Parts($id: ID!) { order(id: $id) { fulfillments { edges { node { id status shippedAt lines { quantity orderLine { variant { id } } } order { id } } } } } }`,
      { id: order.id },
    );
    const parts = read.fulfillments.edges.map(({ node }: { node: Record<string, unknown> }) => node);
    expect(parts).toEqual([
      { id: expect.stringMatching(/^ful_/), status: 'DELIVERED', shippedAt: null, lines: [{ quantity: 1, orderLine: { variant: { id: song } } }], order: { id: order.id } },
      { id: expect.any(String), status: 'SHIPPED', shippedAt: expect.any(String), lines: [{ quantity: 2, orderLine: { variant: { id: mug } } }], order: { id: order.id } },
      {
        id: expect.any(String),
        status: 'SHIPPED',
        shippedAt: expect.any(String),
        lines: expect.arrayContaining([
          { quantity: 1, orderLine: { variant: { id: mug } } },
          { quantity: 1, orderLine: { variant: { id: cup } } },
        ]),
        order: { id: order.id },
      },
    ]);
    const nodeOf = (client: Client) => client.do(`query Node($id: ID!) { node(id: $id) { __typename id } }`, { id: parts[0].id });
    expect(await nodeOf(ada.client)).toEqual({ node: { __typename: 'Fulfillment', id: parts[0].id } });
    expect(await nodeOf(await shop.user())).toEqual({ node: null });
    expect(await nodeOf((await world.tenant()).server)).toEqual({ node: null });
  });

  test('S5: fulfilled twice, also at once, it is shipped once', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 5);
    const ada = await buyer(shop);
    const { order } = await place(ada.client, { lines: [{ variantId: mug, quantity: 2 }], paymentMethodId: ada.paymentMethodId });
    const both = await Promise.all([1, 2].map(() => change(shop.server, 'orderFulfill', { orderId: order.id })));
    expect(both.map((payload) => payload.userErrors.map(({ code }: { code: string }) => code).join()).sort()).toEqual(['', 'NOTHING_TO_FULFILL']);
    expect(await change(shop.server, 'orderFulfill', { orderId: order.id })).toMatchObject({ order: null, userErrors: [{ code: 'NOTHING_TO_FULFILL' }] });
    expect(await shelf(shop, mug)).toEqual({ onHand: 3, allocated: 0, available: 3 });
    expect(await eventTypes(shop, 'order.fulfilled')).toEqual(['order.fulfilled']);
  });

  test('an order whose money was given back does not leave, and can still be called off', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 5);
    const ada = await buyer(shop);
    const { order } = await place(ada.client, { lines: [{ variantId: mug, quantity: 2 }], paymentMethodId: ada.paymentMethodId });
    const { payments } = await ada.client.do('{ payments(first: 1) { edges { node { id } } } }');
    const REFUND = `mutation Refund($input: PaymentRefundInput!) { paymentRefund(input: $input) { userErrors { code } } }`;
    await shop.server.do(REFUND, { input: { paymentId: payments.edges[0].node.id } });
    const refused = { order: null, userErrors: [{ code: 'ORDER_NOT_PAID', field: ['orderId'] }] };
    expect(await change(shop.server, 'orderFulfill', { orderId: order.id })).toEqual(refused);
    await world.settle();
    expect(await orderOf(ada.client, order.id)).toMatchObject({ status: 'CONFIRMED', chargeStatus: 'REFUNDED', fulfillmentStatus: 'UNFULFILLED' });
    expect(await change(shop.server, 'orderFulfill', { orderId: order.id })).toEqual(refused);
    expect(await change(shop.server, 'orderCancel', { orderId: order.id })).toMatchObject({ order: { status: 'CANCELED' }, userErrors: [] });
    expect(await shelf(shop, mug)).toEqual({ onHand: 5, allocated: 0, available: 5 });
  });

  test('what is not paid, called off, not there or not theirs does not leave', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 5);
    const ada = await buyer(shop);
    const lines = [{ variantId: mug, quantity: 1 }];
    const unpaid = (await place(ada.client, { lines })).order;
    const paid = (await place(ada.client, { lines, paymentMethodId: ada.paymentMethodId })).order;
    const canceled = (await place(ada.client, { lines, paymentMethodId: ada.paymentMethodId })).order;
    await change(ada.client, 'orderCancel', { orderId: canceled.id });
    const [unpaidLine] = await lineIds(ada.client, unpaid.id);
    const [paidLine] = await lineIds(ada.client, paid.id);
    const refusals = [
      await change(shop.server, 'orderFulfill', { orderId: unpaid.id }),
      await change(shop.server, 'orderFulfill', { orderId: canceled.id }),
      await change(shop.server, 'orderFulfill', { orderId: paid.id, lines: [{ lineId: unpaidLine, quantity: 1 }] }),
      await change(shop.server, 'orderFulfill', { orderId: paid.id, lines: [{ lineId: paidLine, quantity: 2 }] }),
      await change((await world.tenant()).server, 'orderFulfill', { orderId: paid.id }),
    ];
    expect(refusals).toEqual([
      { order: null, userErrors: [{ code: 'ORDER_NOT_PAID', field: ['orderId'] }] },
      { order: null, userErrors: [{ code: 'TRANSITION_NOT_ALLOWED', field: ['orderId'] }] },
      { order: null, userErrors: [{ code: 'NOT_FOUND', field: ['lines', '0', 'lineId'] }] },
      { order: null, userErrors: [{ code: 'NOTHING_TO_FULFILL', field: ['lines', '0', 'quantity'] }] },
      { order: null, userErrors: [{ code: 'NOT_FOUND', field: ['orderId'] }] },
    ]);
    const denied = await ada.client.ask(`mutation Fulfill($input: OrderFulfillInput!) { orderFulfill(input: $input) { userErrors { code } } }`, {
      input: { orderId: paid.id },
    });
    expect(denied.errors![0]!.extensions.code).toBe('FORBIDDEN');
    expect(await orderOf(ada.client, paid.id)).toEqual(paid);
    expect(await shelf(shop, mug)).toEqual({ onHand: 5, allocated: 2, available: 3 });
  });
});
