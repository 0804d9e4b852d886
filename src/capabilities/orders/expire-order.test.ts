import { violationsOf } from '../../../tests/kit/invariants';
import { eventTypes, pay } from '../../../tests/kit/billing';
import { buyer, change, notified, orderOf, place, shelf, stocked } from '../../../tests/kit/orders';
import { stopClock } from '../../../tests/kit/test-clock';
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

async function stoppedShop() {
  const shop = await world.tenant();
  await stopClock(shop, '2026-03-01T12:00:00Z');
  return { shop, mug: await stocked(shop, 5) };
}

describe('expire-order', () => {
  test('expire-unpaid-order: after 30 minutes an unpaid order gives its stock back and its invoice is withdrawn', async () => {
    const { shop, mug } = await stoppedShop();
    const ada = await buyer(shop);
    const { order } = await place(ada.client, { lines: [{ variantId: mug, quantity: 2 }] });
    await shop.advance('2026-03-01T12:29:59.999Z');
    expect(await orderOf(ada.client, order.id)).toEqual(order);
    await shop.advance('2026-03-01T12:30:00Z');
    expect(await orderOf(ada.client, order.id)).toMatchObject({ status: 'EXPIRED', chargeStatus: 'NONE' });
    expect(await shelf(shop, mug)).toEqual({ onHand: 5, allocated: 0, available: 5 });
    const { order: read } = await ada.client.do(`query Invoice($id: ID!) { order(id: $id) { invoice { status } expiresAt } }`, { id: order.id });
    expect(read).toEqual({ invoice: { status: 'VOID' }, expiresAt: null });
    expect(await eventTypes(shop, 'order.')).toEqual(['order.placed', 'order.expired']);
    const late = await change(ada.client, 'orderPay', { orderId: order.id });
    expect(late).toEqual({ order: null, userErrors: [{ code: 'ORDER_NOT_PAYABLE', field: ['orderId'] }] });
    const canceled = await change(ada.client, 'orderCancel', { orderId: order.id });
    expect(canceled).toMatchObject({ order: null, userErrors: [{ code: 'TRANSITION_NOT_ALLOWED', field: ['orderId'] }] });
  });

  test('a paid order does not expire', async () => {
    const { shop, mug } = await stoppedShop();
    const ada = await buyer(shop);
    const { order } = await place(ada.client, { lines: [{ variantId: mug, quantity: 2 }] });
    await change(ada.client, 'orderPay', { orderId: order.id });
    await shop.advance('2026-03-01T14:00:00Z');
    expect(await orderOf(ada.client, order.id)).toMatchObject({ status: 'CONFIRMED' });
    expect(await shelf(shop, mug)).toEqual({ onHand: 5, allocated: 2, available: 3 });
  });

  test('a declined order expires 30 minutes after it was placed', async () => {
    const { shop, mug } = await stoppedShop();
    const ada = await buyer(shop, 'sandbox_declines');
    const { order } = await place(ada.client, { lines: [{ variantId: mug, quantity: 2 }], paymentMethodId: ada.paymentMethodId });
    await shop.advance('2026-03-01T12:20:00Z');
    await change(ada.client, 'orderPay', { orderId: order.id });
    await shop.advance('2026-03-01T12:30:00Z');
    expect(await orderOf(ada.client, order.id)).toMatchObject({ status: 'EXPIRED' });
    expect(await shelf(shop, mug)).toEqual({ onHand: 5, allocated: 0, available: 5 });
  });

  test('an order whose charge is under way waits for its outcome: a transfer arrives after three days', async () => {
    const { shop, mug } = await stoppedShop();
    const ada = await buyer(shop, 'sandbox_bank_transfer');
    const { order } = await place(ada.client, { lines: [{ variantId: mug, quantity: 2 }], paymentMethodId: ada.paymentMethodId });
    expect(order).toMatchObject({ status: 'PENDING', chargeStatus: 'PENDING' });
    await shop.advance('2026-03-01T14:00:00Z');
    expect(await orderOf(ada.client, order.id)).toEqual(order);
    expect(await shelf(shop, mug)).toEqual({ onHand: 5, allocated: 2, available: 3 });
    await shop.advance('2026-03-05T12:00:00Z');
    expect(await orderOf(ada.client, order.id)).toMatchObject({ status: 'CONFIRMED', chargeStatus: 'FULL' });
  });

  test('an approval that never comes is given up after 30 minutes, and money that arrives all the same is given back', async () => {
    const { shop, mug } = await stoppedShop();
    const ada = await buyer(shop, 'sandbox_requires_action');
    const { order } = await place(ada.client, { lines: [{ variantId: mug, quantity: 2 }], paymentMethodId: ada.paymentMethodId });
    await shop.advance('2026-03-01T12:29:59Z');
    expect(await orderOf(ada.client, order.id)).toEqual(order);
    const { order: read } = await ada.client.do(`query Url($id: ID!) { order(id: $id) { payments { edges { node { actionUrl } } } } }`, { id: order.id });
    await shop.advance('2026-03-01T12:30:00Z');
    expect(await orderOf(ada.client, order.id)).toMatchObject({ status: 'EXPIRED', chargeStatus: 'NONE' });
    expect(await shelf(shop, mug)).toEqual({ onHand: 5, allocated: 0, available: 5 });
    await world.gateway.decide(read.payments.edges[0].node.actionUrl, 'approve');
    await notified(shop);
    await shop.advance('2026-03-01T12:31:00Z');
    expect(await orderOf(ada.client, order.id)).toMatchObject({ status: 'EXPIRED', chargeStatus: 'REFUNDED' });
    expect(await world.gateway.charges(shop.tenantId)).toMatchObject([{ status: 'SUCCEEDED', refundedMinor: '2000' }]);
    expect(await shelf(shop, mug)).toEqual({ onHand: 5, allocated: 0, available: 5 });
  });

  test('whoever begins to pay in the last minutes has ten minutes to approve', async () => {
    const { shop, mug } = await stoppedShop();
    const ada = await buyer(shop, 'sandbox_redirect');
    const lines = [{ variantId: mug, quantity: 1 }];
    const [{ order: approved }, { order: forgotten }] = [await place(ada.client, { lines }), await place(ada.client, { lines })];
    await shop.advance('2026-03-01T12:29:00Z');
    // One by the order, one by its invoice: orders hears of both.
    await change(ada.client, 'orderPay', { orderId: approved.id });
    const { order: read } = await ada.client.do(`query Invoice($id: ID!) { order(id: $id) { invoice { id } } }`, { id: forgotten.id });
    await pay(ada.client, { invoiceId: read.invoice.id });
    await shop.advance('2026-03-01T12:38:00Z');
    expect(await orderOf(ada.client, approved.id)).toMatchObject({ status: 'PENDING', chargeStatus: 'PENDING' });
    const { order: paying } = await ada.client.do(`query Url($id: ID!) { order(id: $id) { payments { edges { node { actionUrl } } } } }`, { id: approved.id });
    await world.gateway.decide(paying.payments.edges[0].node.actionUrl, 'approve');
    await notified(shop);
    await shop.advance('2026-03-01T12:39:00Z');
    expect(await orderOf(ada.client, approved.id)).toMatchObject({ status: 'CONFIRMED', chargeStatus: 'FULL' });
    expect(await orderOf(ada.client, forgotten.id)).toMatchObject({ status: 'EXPIRED', chargeStatus: 'NONE' });
    expect(await shelf(shop, mug)).toEqual({ onHand: 5, allocated: 1, available: 4 });
  });
});
