import { violationsOf } from '../../../tests/kit/invariants';
import { eventTypes } from '../../../tests/kit/billing';
import { buyer, change, digital, notified, orderOf, place, shelf, stocked } from '../../../tests/kit/orders';
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

describe('cancel-order', () => {
  test('an unpaid order gives its stock back, and its invoice is withdrawn', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 5);
    const ada = await buyer(shop);
    const { order } = await place(ada.client, { lines: [{ variantId: mug, quantity: 2 }] });
    const canceled = await change(ada.client, 'orderCancel', { orderId: order.id, reason: 'Two were too many' });
    expect(canceled).toEqual({ order: { ...order, status: 'CANCELED' }, userErrors: [] });
    expect(await shelf(shop, mug)).toEqual({ onHand: 5, allocated: 0, available: 5 });
    const { order: read } = await ada.client.do(
      `query Canceled($id: ID!) { order(id: $id) { canceledAt cancelReason expiresAt invoice { status } } }`,
      { id: order.id },
    );
    expect(read).toEqual({ canceledAt: expect.any(String), cancelReason: 'Two were too many', expiresAt: null, invoice: { status: 'VOID' } });
    expect(await eventTypes(shop, 'order.')).toEqual(['order.placed', 'order.canceled']);
  });

  test('settle-order-refund: a paid order gives its money back', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 5);
    const ada = await buyer(shop);
    const { order } = await place(ada.client, { lines: [{ variantId: mug, quantity: 2 }], paymentMethodId: ada.paymentMethodId });
    const canceled = await change(ada.client, 'orderCancel', { orderId: order.id });
    expect(canceled).toEqual({ order: { ...order, status: 'CANCELED', chargeStatus: 'REFUNDED' }, userErrors: [] });
    expect(await world.gateway.charges(shop.tenantId)).toMatchObject([{ amountMinor: '2000', refundedMinor: '2000' }]);
    expect(await shelf(shop, mug)).toEqual({ onHand: 5, allocated: 0, available: 5 });
    expect(await eventTypes(shop, 'order.')).toEqual(['order.placed', 'order.confirmed', 'order.paid', 'order.canceled']);
  });

  test('S5: canceling twice, also at once, releases and refunds once', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 5);
    const ada = await buyer(shop);
    const { order } = await place(ada.client, { lines: [{ variantId: mug, quantity: 2 }], paymentMethodId: ada.paymentMethodId });
    const both = await Promise.all([1, 2].map(() => change(ada.client, 'orderCancel', { orderId: order.id })));
    expect(both.map((payload) => [payload.order.status, payload.userErrors])).toEqual([['CANCELED', []], ['CANCELED', []]]);
    const third = await change(shop.server, 'orderCancel', { orderId: order.id });
    expect(third).toMatchObject({ order: { status: 'CANCELED', chargeStatus: 'REFUNDED' }, userErrors: [] });
    expect(await shelf(shop, mug)).toEqual({ onHand: 5, allocated: 0, available: 5 });
    expect(await world.gateway.charges(shop.tenantId)).toMatchObject([{ refundedMinor: '2000' }]);
    expect(await eventTypes(shop, 'order.canceled')).toEqual(['order.canceled']);
    expect(await eventTypes(shop, 'payment.refunded')).toEqual(['payment.refunded']);
  });

  test('a charge that is under way when the order is canceled is given back when it succeeds', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 5);
    const ada = await buyer(shop, 'sandbox_requires_action');
    const { order } = await place(ada.client, { lines: [{ variantId: mug, quantity: 1 }], paymentMethodId: ada.paymentMethodId });
    const { order: read } = await ada.client.do(`query Url($id: ID!) { order(id: $id) { payments { edges { node { actionUrl } } } } }`, { id: order.id });
    const canceled = await change(ada.client, 'orderCancel', { orderId: order.id });
    expect(canceled).toMatchObject({ order: { status: 'CANCELED', chargeStatus: 'PENDING' }, userErrors: [] });
    await world.gateway.decide(read.payments.edges[0].node.actionUrl, 'approve');
    await notified(shop);
    await world.settle();
    expect(await orderOf(ada.client, order.id)).toMatchObject({ status: 'CANCELED', chargeStatus: 'REFUNDED' });
    expect(await world.gateway.charges(shop.tenantId)).toMatchObject([{ status: 'SUCCEEDED', refundedMinor: '1000' }]);
  });

  test('what has left is not canceled: shipped goods and digital content', async () => {
    const shop = await world.tenant();
    const [mug, song] = [await stocked(shop, 5), await digital(shop)];
    const ada = await buyer(shop);
    const shipped = await place(ada.client, { lines: [{ variantId: mug, quantity: 2 }], paymentMethodId: ada.paymentMethodId });
    const { order } = await shop.server.do(`query Lines($id: ID!) { order(id: $id) { lines { id } } }`, { id: shipped.order.id });
    await change(shop.server, 'orderFulfill', { orderId: shipped.order.id, lines: [{ lineId: order.lines[0].id, quantity: 1 }] });
    const content = await place(ada.client, { lines: [{ variantId: song, quantity: 1 }], paymentMethodId: ada.paymentMethodId });
    const before = [await orderOf(ada.client, shipped.order.id), await orderOf(ada.client, content.order.id), await shelf(shop, mug)];
    const refused = { order: null, userErrors: [{ code: 'ORDER_ALREADY_SHIPPED', field: ['orderId'] }] };
    expect(await change(ada.client, 'orderCancel', { orderId: shipped.order.id })).toEqual(refused);
    expect(await change(shop.server, 'orderCancel', { orderId: content.order.id })).toEqual(refused);
    expect([await orderOf(ada.client, shipped.order.id), await orderOf(ada.client, content.order.id), await shelf(shop, mug)]).toEqual(before);
    expect(await eventTypes(shop, 'order.canceled')).toEqual([]);
  });

  test('nobody cancels somebody else\'s order', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 5);
    const [ada, eve] = [await buyer(shop), await shop.user()];
    const other = await (await world.tenant()).user({ role: 'ADMIN' });
    const { order } = await place(ada.client, { lines: [{ variantId: mug, quantity: 1 }] });
    const refused = { order: null, userErrors: [{ code: 'NOT_FOUND', field: ['orderId'] }] };
    expect(await change(eve, 'orderCancel', { orderId: order.id })).toEqual(refused);
    expect(await change(other, 'orderCancel', { orderId: order.id })).toEqual(refused);
    expect(await change(ada.client, 'orderCancel', { orderId: order.id, reason: 'x'.repeat(256) })).toEqual({
      order: null,
      userErrors: [{ code: 'INVALID', field: ['reason'] }],
    });
    expect(await orderOf(ada.client, order.id)).toEqual(order);
  });
});

describe('settle-order, settle-order-when-payment-settles: staff withdraw the invoice of an order', () => {
  async function withdrawn(token: string) {
    const shop = await world.tenant({ timeZone: 'UTC' });
    await shop.server.do(`mutation Start($input: TestClockCreateInput!) { testClockCreate(input: $input) { userErrors { code } } }`, { input: { now: '2026-03-01T12:00:00Z' } });
    const mug = await stocked(shop, 5);
    const ada = await buyer(shop, token);
    const { order } = await place(ada.client, { lines: [{ variantId: mug, quantity: 2 }], paymentMethodId: ada.paymentMethodId });
    const { order: read } = await ada.client.do('query I($id: ID!) { order(id: $id) { invoice { id } payments { edges { node { actionUrl } } } } }', { id: order.id });
    const { invoiceVoid } = await shop.server.do('mutation V($input: InvoiceVoidInput!) { invoiceVoid(input: $input) { invoice { status } userErrors { code } } }', {
      input: { invoiceId: read.invoice.id },
    });
    expect([order.status, invoiceVoid]).toEqual(['PENDING', { invoice: { status: 'VOID' }, userErrors: [] }]);
    return { shop, ada, mug, order, actionUrl: read.payments.edges[0].node.actionUrl as string };
  }
  const free = { onHand: 5, allocated: 0, available: 5 };

  test.each(['sandbox_bank_transfer', 'sandbox_timeout_charged', 'sandbox_declines'])('%s: it is called off, its stock is free, and the money that comes is given back', async (token) => {
    const { shop, ada, mug, order } = await withdrawn(token);
    await world.settle();
    expect([(await orderOf(ada.client, order.id)).status, await shelf(shop, mug)]).toEqual(['CANCELED', free]);
    await shop.advance('2026-03-06T12:00:00Z');
    const isPaid = token !== 'sandbox_declines';
    expect(await orderOf(ada.client, order.id)).toMatchObject({ status: 'CANCELED', chargeStatus: isPaid ? 'REFUNDED' : 'NONE' });
    expect(await world.gateway.charges(shop.tenantId)).toMatchObject([{ refundedMinor: isPaid ? '2000' : '0' }]);
    expect(await shelf(shop, mug)).toEqual(free);
    expect(await eventTypes(shop, 'order.')).toEqual(['order.placed', 'order.canceled']);
  });

  test('sandbox_redirect: approved before anybody has heard of the withdrawal', async () => {
    const { shop, ada, mug, order, actionUrl } = await withdrawn('sandbox_redirect');
    await world.gateway.decide(actionUrl, 'approve');
    await notified(shop);
    await shop.advance('2026-03-01T12:40:00Z');
    expect(await orderOf(ada.client, order.id)).toMatchObject({ status: 'CANCELED', chargeStatus: 'REFUNDED' });
    expect(await shelf(shop, mug)).toEqual(free);
    expect(await eventTypes(shop, 'order.')).toEqual(['order.placed', 'order.canceled']);
  });
});
