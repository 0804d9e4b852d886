import { violationsOf } from '../../../tests/kit/invariants';
import { asSystem, attach, eventTypes, pay } from '../../../tests/kit/billing';
import { buyer, change, notified, orderOf, place, shelf, stocked } from '../../../tests/kit/orders';
import type { Client, Data } from '../../../tests/kit/shop';
import { stopClock } from '../../../tests/kit/test-clock';
import { World } from '../../../tests/kit/world';
import { placeOrder } from './contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  await world.settle();
  expect(await violationsOf(world)).toEqual({});
  await world.close();
});

async function paymentsOf(client: Client, id: string): Promise<Data[]> {
  const { order } = await client.do(
    `query Payments($id: ID!) { order(id: $id) { payments { edges { node { status kind actionUrl failureCode } } } } }`,
    { id },
  );
  return order.payments.edges.map(({ node }: { node: Data }) => node);
}

describe('pay-order', () => {
  test('a decline is no refusal: the order stands and is paid with another method', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 5);
    const ada = await buyer(shop, 'sandbox_declines');
    const declined = await place(ada.client, { lines: [{ variantId: mug, quantity: 2 }], paymentMethodId: ada.paymentMethodId });
    expect(declined).toMatchObject({
      order: { status: 'PENDING', chargeStatus: 'NONE', fulfillmentStatus: 'UNFULFILLED' },
      userErrors: [{ code: 'PAYMENT_DECLINED' }],
    });
    expect(await shelf(shop, mug)).toEqual({ onHand: 5, allocated: 2, available: 3 });
    const orderId = declined.order.id as string;
    const again = await change(ada.client, 'orderPay', { orderId });
    expect(again).toMatchObject({ order: { status: 'PENDING', chargeStatus: 'NONE' }, userErrors: [{ code: 'PAYMENT_DECLINED' }] });
    const paymentMethodId = await attach(ada.client, 'sandbox_succeeds');
    const paid = await change(ada.client, 'orderPay', { orderId, paymentMethodId });
    expect(paid).toMatchObject({ order: { status: 'CONFIRMED', chargeStatus: 'FULL' }, userErrors: [] });
    expect((await paymentsOf(ada.client, orderId)).map(({ status }) => status)).toEqual(['FAILED', 'FAILED', 'SUCCEEDED']);
    expect(await eventTypes(shop, 'order.')).toEqual(['order.placed', 'order.confirmed', 'order.paid']);
  });

  test('the default method is the one at the moment of the charge', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 5);
    const ada = await shop.user();
    const { order } = await place(ada, { lines: [{ variantId: mug, quantity: 1 }] });
    const without = await change(ada, 'orderPay', { orderId: order.id });
    expect(without).toEqual({ order: null, userErrors: [{ code: 'PAYMENT_METHOD_REQUIRED', field: ['paymentMethodId'] }] });
    expect(await orderOf(ada, order.id)).toEqual(order);
    await attach(ada, 'sandbox_succeeds');
    expect((await change(ada, 'orderPay', { orderId: order.id })).order).toMatchObject({ status: 'CONFIRMED', chargeStatus: 'FULL' });
  });

  test('a paid order, a canceled one and somebody else\'s cannot be paid', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 5);
    const [ada, eve] = [await buyer(shop), await buyer(shop)];
    const lines = [{ variantId: mug, quantity: 1 }];
    const paid = await place(ada.client, { lines, paymentMethodId: ada.paymentMethodId });
    const canceled = await place(ada.client, { lines });
    await change(ada.client, 'orderCancel', { orderId: canceled.order.id });
    const open = await place(ada.client, { lines });
    const notPayable = { order: null, userErrors: [{ code: 'ORDER_NOT_PAYABLE', field: ['orderId'] }] };
    expect(await change(ada.client, 'orderPay', { orderId: paid.order.id })).toEqual(notPayable);
    expect(await change(ada.client, 'orderPay', { orderId: canceled.order.id })).toEqual(notPayable);
    const foreign = await change(eve.client, 'orderPay', { orderId: open.order.id, paymentMethodId: eve.paymentMethodId });
    expect(foreign).toEqual({ order: null, userErrors: [{ code: 'NOT_FOUND', field: ['orderId'] }] });
    expect(await world.gateway.charges(shop.tenantId)).toHaveLength(1);
  });
});

describe('settle-order', () => {
  test('settle-order-when-payment-settles: an approval later confirms the order', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 5);
    const ada = await buyer(shop, 'sandbox_requires_action');
    const placed = await place(ada.client, { lines: [{ variantId: mug, quantity: 1 }], paymentMethodId: ada.paymentMethodId });
    expect(placed).toMatchObject({ order: { status: 'PENDING', chargeStatus: 'PENDING' }, userErrors: [{ code: 'PAYMENT_REQUIRES_ACTION' }] });
    const orderId = placed.order.id as string;
    const inProgress = await change(ada.client, 'orderPay', { orderId });
    expect(inProgress).toMatchObject({ order: null, userErrors: [{ code: 'PAYMENT_IN_PROGRESS', field: ['orderId'] }] });
    const [charge] = await paymentsOf(ada.client, orderId);
    await world.gateway.decide(charge!.actionUrl, 'approve');
    await notified(shop);
    await world.settle();
    expect(await orderOf(ada.client, orderId)).toMatchObject({ status: 'CONFIRMED', chargeStatus: 'FULL' });
    expect(await eventTypes(shop, 'order.')).toEqual(['order.placed', 'order.confirmed', 'order.paid']);
  });

  test('an approval that is declined leaves the order waiting', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 5);
    const ada = await buyer(shop, 'sandbox_redirect');
    const { order } = await place(ada.client, { lines: [{ variantId: mug, quantity: 1 }], paymentMethodId: ada.paymentMethodId });
    const [charge] = await paymentsOf(ada.client, order.id);
    await world.gateway.decide(charge!.actionUrl, 'decline');
    await notified(shop);
    await world.settle();
    expect(await orderOf(ada.client, order.id)).toMatchObject({ status: 'PENDING', chargeStatus: 'NONE' });
    expect(await shelf(shop, mug)).toEqual({ onHand: 5, allocated: 1, available: 4 });
  });

  test('settle-order-charge: an answer that was lost leaves the order PENDING, and the question five minutes later confirms it', async () => {
    const shop = await world.tenant();
    await stopClock(shop, '2026-03-01T12:00:00Z');
    const mug = await stocked(shop, 5);
    const ada = await buyer(shop, 'sandbox_timeout_charged');
    const placed = await place(ada.client, { lines: [{ variantId: mug, quantity: 1 }], paymentMethodId: ada.paymentMethodId });
    expect(placed).toMatchObject({ order: { status: 'PENDING', chargeStatus: 'PENDING' }, userErrors: [] });
    await shop.advance('2026-03-01T12:05:00Z');
    expect(await orderOf(ada.client, placed.order.id)).toMatchObject({ status: 'CONFIRMED', chargeStatus: 'FULL' });
    expect(await world.gateway.charges(shop.tenantId)).toHaveLength(1);
    expect(await shelf(shop, mug)).toEqual({ onHand: 5, allocated: 1, available: 4 });
  });

  test('R11: a process that dies before it sends the charge loses nothing: the same charge is sent later and confirms the order', async () => {
    const shop = await world.tenant();
    await stopClock(shop, '2026-03-01T12:00:00Z');
    const mug = await stocked(shop, 5);
    const ada = await buyer(shop);
    const input = { userId: ada.client.userId, lines: [{ variantId: mug, quantity: 1 }], paymentMethodId: ada.paymentMethodId };
    const { order } = await asSystem(shop, (work) => placeOrder(work, input));
    expect(await orderOf(ada.client, order.id)).toMatchObject({ status: 'PENDING', chargeStatus: 'PENDING' });
    await shop.advance('2026-03-01T13:00:00Z');
    expect(await orderOf(ada.client, order.id)).toMatchObject({ status: 'CONFIRMED', chargeStatus: 'FULL' });
    expect(await world.gateway.charges(shop.tenantId)).toHaveLength(1);
    expect(await eventTypes(shop, 'order.')).toEqual(['order.placed', 'order.confirmed', 'order.paid']);
  });

  test('paying the invoice itself confirms its order too', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 5);
    const ada = await buyer(shop);
    const { order } = await place(ada.client, { lines: [{ variantId: mug, quantity: 1 }] });
    const { order: read } = await ada.client.do(`query Invoice($id: ID!) { order(id: $id) { invoice { id } } }`, { id: order.id });
    expect(await pay(ada.client, { invoiceId: read.invoice.id })).toMatchObject({ invoice: { status: 'PAID' }, userErrors: [] });
    await world.settle();
    expect(await orderOf(ada.client, order.id)).toMatchObject({ status: 'CONFIRMED', chargeStatus: 'FULL' });
    await world.settle();
    expect(await eventTypes(shop, 'order.')).toEqual(['order.placed', 'order.confirmed', 'order.paid']);
  });

  test('a refund by staff shows in the charge status', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 5);
    const ada = await buyer(shop);
    const { order } = await place(ada.client, { lines: [{ variantId: mug, quantity: 1 }], paymentMethodId: ada.paymentMethodId });
    const { order: read } = await ada.client.do(`query Payment($id: ID!) { order(id: $id) { payments { edges { node { id } } } } }`, { id: order.id });
    await shop.server.do(`mutation Refund($input: PaymentRefundInput!) { paymentRefund(input: $input) { userErrors { code } } }`, {
      input: { paymentId: read.payments.edges[0].node.id, amountMinor: 400 },
    });
    await world.settle();
    expect(await orderOf(ada.client, order.id)).toMatchObject({ status: 'CONFIRMED', chargeStatus: 'PARTIAL' });
  });
});
