import { eventTypes } from '../../../tests/kit/billing';
import { makeProduct } from '../../../tests/kit/catalog';
import { violationsOf } from '../../../tests/kit/invariants';
import { change, digital, shelf, stocked } from '../../../tests/kit/orders';
import type { Client, Data, Shop, SignedInClient } from '../../../tests/kit/shop';
import { statementsOf } from '../../../tests/kit/statements';
import { attach, charged, planOf, shopAt, subscribe } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';
import { orderDelivery } from './actions/order-delivery';
import { Order } from './contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  await world.settle();
  expect(await violationsOf(world)).toEqual({});
  await world.close();
});

const HOME = { name: 'Ada Lovelace', line1: '12 St James Square', line2: null, city: 'London', postalCode: 'SW1Y 4JH', countryCode: 'GB' };

interface Stand {
  readonly shop: Shop;
  readonly planId: string;
  readonly tea: string;
  readonly ada: SignedInClient;
}

/** A box of two teas for 20.00 a month, and so many teas on the shelf. */
async function stand({ pieces = 5, box = [], more = {} }: { pieces?: number; box?: Data[]; more?: Data } = {}): Promise<Stand> {
  const shop = await shopAt(world, '2026-01-31T00:00:00Z');
  const tea = await stocked(shop, pieces);
  const planId = await planOf(shop, { price: 2_000, more: { box: [{ variantId: tea, quantity: 2 }, ...box], ...more } });
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  return { shop, planId, tea, ada };
}

async function subscribed({ ada, planId }: Stand, input: Data = {}): Promise<string> {
  const { subscription, userErrors } = await subscribe(ada, { planId, ...input });
  expect(userErrors).toEqual([]);
  return subscription.id;
}

const BOXES = `query B($id: ID!) { subscription(id: $id) { deliveries(first: 20) { edges { node { id status order { id number status chargeStatus fulfillmentStatus
  shippingAddress { name line1 line2 city postalCode countryCode } user { id } } } } } } }`;

async function boxes(client: Client, id: string): Promise<Data[]> {
  await world.settle();
  return (await client.do(BOXES, { id })).subscription.deliveries.edges.map(({ node }: Data) => node);
}

async function orders(client: Client): Promise<string[]> {
  await world.settle();
  return (await client.do('{ orders(first: 20) { edges { node { number status } } } }')).orders.edges.map(({ node }: Data) => `${node.number} ${node.status}`);
}

const deliveryOf = async (shop: Shop) => {
  const desk = await world.program.openSystemContext(shop.tenantId);
  const [row] = await desk.view.rows('test: delivery', 'SELECT id, subscription_id FROM delivery WHERE tenant_id = :tenant');
  return { deliveryId: row!.id as string, subscriptionId: row!.subscription_id as string };
};

describe('order-delivery-when-it-is-due', () => {
  test('a box is an order that was paid with its period; it holds the goods of the delivery, and leaves like any other', async () => {
    const here = await stand();
    const { shop, tea, ada } = here;
    const salt = (await makeProduct(shop)).variants[0]!.id;
    const planId = await planOf(shop, { price: 2_000, more: { box: [{ variantId: tea, quantity: 2 }, { variantId: salt }] } });
    const id = await subscribed({ ...here, planId }, { shippingAddress: HOME });
    const [box] = await boxes(ada, id);
    const DETAIL = `query O($id: ID!) { order(id: $id) { number status chargeStatus fulfillmentStatus total { amountMinor currency } shippingAddress { name line1 line2 city postalCode countryCode }
      user { id } invoice { number total { amountMinor } } payments { totalCount } subscription { id } delivery { id order { id } }
      lines { quantity fulfilledQuantity isShippable isFree unitPrice { amountMinor } variant { id } } } }`;
    const { order } = await ada.do(DETAIL, { id: box!.order.id });
    const line = { fulfilledQuantity: 0, isShippable: true, isFree: true, unitPrice: { amountMinor: 0 } };
    expect(order).toEqual({
      ...{ number: '1-1', status: 'CONFIRMED', chargeStatus: 'FULL', fulfillmentStatus: 'UNFULFILLED', total: { amountMinor: 0, currency: 'GBP' } },
      ...{ shippingAddress: HOME, user: { id: ada.userId }, invoice: { number: '1', total: { amountMinor: 2_000 } }, payments: { totalCount: 1 } },
      ...{ subscription: { id }, delivery: { id: box!.id, order: { id: box!.order.id } } },
      lines: [{ ...line, quantity: 2, variant: { id: tea } }, { ...line, quantity: 1, variant: { id: salt } }],
    });
    expect(await shelf(shop, tea)).toEqual({ onHand: 5, allocated: 2, available: 3 });
    const { order: sent, userErrors } = await change(shop.server, 'orderFulfill', { orderId: box!.order.id });
    expect([sent.status, sent.fulfillmentStatus, userErrors]).toEqual(['COMPLETED', 'FULFILLED', []]);
    expect(await shelf(shop, tea)).toEqual({ onHand: 3, allocated: 0, available: 3 });
    expect(await eventTypes(shop, 'order.')).toEqual(['order.placed', 'order.confirmed', 'order.paid', 'order.fulfilled']);
    await shop.advance('2026-02-28T00:00:00Z');
    expect([await orders(ada), await charged(ada)]).toEqual([['2-1 CONFIRMED', '1-1 COMPLETED'], ['SUCCEEDED 2000', 'SUCCEEDED 2000']]);
  });

  test('several boxes of a period have an order each, when each is due; digital content is delivered with it', async () => {
    const here = await stand({ more: { interval: 'YEAR', deliveryInterval: 'MONTH', deliveryIntervalCount: 6 } });
    const song = await digital(here.shop);
    const planId = await planOf(here.shop, { more: { box: [{ variantId: song }], interval: 'YEAR', deliveryInterval: 'MONTH', deliveryIntervalCount: 6 } });
    const id = await subscribed({ ...here, planId });
    expect((await boxes(here.ada, id)).map(({ status, order }) => [status, order?.status ?? null])).toEqual([['DUE', 'COMPLETED'], ['PLANNED', null]]);
    await here.shop.advance('2026-08-01T00:00:00Z');
    expect(await orders(here.ada)).toEqual(['1-2 COMPLETED', '1-1 COMPLETED']);
  });

  test('what is not sent because its goods are short is not ordered', async () => {
    const here = await stand({ pieces: 3, more: { onShortage: 'SKIP_WITH_CREDIT' } });
    const id = await subscribed(here);
    await here.shop.advance('2026-03-01T00:00:00Z');
    expect((await boxes(here.ada, id)).map(({ status, order }) => [status, order?.number ?? null])).toEqual([['DUE', '1-1'], ['SKIPPED', null]]);
    expect(await orders(here.ada)).toEqual(['1-1 CONFIRMED']);
  });

  test('a gift is ordered for whom it is given to; who pays sees it at the delivery', async () => {
    const here = await stand();
    const bob = await here.shop.user();
    const id = await subscribed(here, { giftTo: bob.userId, shippingAddress: HOME });
    for (const client of [here.ada, bob]) expect((await boxes(client, id)).map(({ order }) => order.shippingAddress)).toEqual([HOME]);
    expect([await orders(bob), await orders(here.ada)]).toEqual([['1-1 CONFIRMED'], []]);
    const { orders: own } = await bob.do('{ orders { edges { node { invoice { id } payments { totalCount } user { id } } } } }');
    expect(own.edges).toEqual([{ node: { invoice: null, payments: { totalCount: 0 }, user: { id: bob.userId } } }]);
  });
});

describe('order-delivery', () => {
  test('R1: made by many at once and told again, there is one order, and the goods are promised once', async () => {
    const here = await stand();
    await subscribed(here);
    const delivery = await deliveryOf(here.shop);
    const desks = await Promise.all([1, 2, 3].map(() => world.program.openSystemContext(here.shop.tenantId)));
    const made = await Promise.all(desks.map((desk) => desk.transact((work) => orderDelivery(work, delivery))));
    expect(new Set(made.map((order) => order!.id)).size).toBe(1);
    expect(await orders(here.ada)).toEqual(['1-1 CONFIRMED']);
    expect(await shelf(here.shop, here.tea)).toEqual({ onHand: 5, allocated: 2, available: 3 });
    expect(await eventTypes(here.shop, 'order.')).toEqual(['order.placed', 'order.confirmed', 'order.paid']);
    const { id: _id, number: _number, ...row } = made[0]!;
    const second = await desks[0]!.transact((work) => work.insertUnlessPresent(Order, { ...row, number: 'another' } as Partial<Order>));
    expect(second).toBeNull();
  });

  test('transfer-allocated: what dies on the way leaves the goods to the delivery, and nothing of them is free in between', async () => {
    const here = await stand();
    const id = await subscribed(here);
    const desk = await world.program.openSystemContext(here.shop.tenantId);
    const delivery = await deliveryOf(here.shop);
    const owners = async () => (await desk.view.rows('test: owners', 'SELECT owner_id, quantity, status FROM stock_allocation WHERE tenant_id = :tenant')).map(({ owner_id: owner, quantity, status }) => [owner, Number(quantity), status]);
    const dying = desk.transact(async (work) => {
      await orderDelivery(work, delivery);
      throw new Error('died');
    });
    await expect(dying).rejects.toThrow('died');
    expect(await owners()).toEqual([[delivery.deliveryId, 2, 'ALLOCATED']]);
    expect(await shelf(here.shop, here.tea)).toEqual({ onHand: 5, allocated: 2, available: 3 });
    const [box] = await boxes(here.ada, id);
    expect(await owners()).toEqual([[box!.order.id, 2, 'ALLOCATED']]);
    expect(await shelf(here.shop, here.tea)).toEqual({ onHand: 5, allocated: 2, available: 3 });
  });
});

test('a box that is canceled sets its goods free once, and gives nothing back: its period goes on', async () => {
  const here = await stand();
  const id = await subscribed(here);
  const [box] = await boxes(here.ada, id);
  const input = { orderId: box!.order.id, reason: 'On holiday' };
  const canceled = await Promise.all([1, 2].map(() => change(here.ada, 'orderCancel', input)));
  expect(canceled.map(({ order, userErrors }) => [order.status, order.chargeStatus, userErrors])).toEqual(Array(2).fill(['CANCELED', 'FULL', []]));
  expect(await shelf(here.shop, here.tea)).toEqual({ onHand: 5, allocated: 0, available: 5 });
  expect(await charged(here.ada)).toEqual(['SUCCEEDED 2000']);
  expect((await change(here.shop.server, 'orderFulfill', { orderId: box!.order.id })).userErrors).toEqual([{ code: 'TRANSITION_NOT_ALLOWED', field: ['orderId'] }]);
  const { subscription } = await here.ada.do('query S($id: ID!) { subscription(id: $id) { status } }', { id });
  expect([subscription.status, await eventTypes(here.shop, 'order.canceled')]).toEqual(['ACTIVE', ['order.canceled']]);
});

test('a box does not leave when the money for its period was given back, and is not paid by itself', async () => {
  const here = await stand();
  const id = await subscribed(here);
  const [box] = await boxes(here.ada, id);
  const orderId = box!.order.id;
  expect((await change(here.ada, 'orderPay', { orderId })).userErrors).toEqual([{ code: 'ORDER_NOT_PAYABLE', field: ['orderId'] }]);
  const { payments } = await here.ada.do('{ payments { edges { node { id } } } }');
  const { paymentRefund } = await here.shop.server.do('mutation R($input: PaymentRefundInput!) { paymentRefund(input: $input) { userErrors { code } } }', { input: { paymentId: payments.edges[0].node.id } });
  expect(paymentRefund.userErrors).toEqual([]);
  await world.settle();
  expect((await change(here.shop.server, 'orderFulfill', { orderId })).userErrors).toEqual([{ code: 'ORDER_NOT_PAID', field: ['orderId'] }]);
  expect((await change(here.shop.server, 'orderCancel', { orderId })).userErrors).toEqual([]);
  expect(await shelf(here.shop, here.tea)).toEqual({ onHand: 5, allocated: 0, available: 5 });
});

test('a box goes to where its subscription says when it is due; an address that is none changes nothing', async () => {
  const here = await stand();
  const id = await subscribed(here);
  const UPDATE = 'mutation U($input: SubscriptionUpdateInput!) { subscriptionUpdate(input: $input) { subscription { shippingAddress { line1 } } userErrors { code field } } }';
  const move = async (shippingAddress: Data | null) => (await here.ada.do(UPDATE, { input: { subscriptionId: id, shippingAddress } })).subscriptionUpdate;
  const wrong = [{ code: 'INVALID', field: ['shippingAddress', 'countryCode'] }];
  await world.settle();
  expect(await move({ ...HOME, line1: ' 1 High Street ' })).toEqual({ subscription: { shippingAddress: { line1: '1 High Street' } }, userErrors: [] });
  expect(await move({ ...HOME, countryCode: 'England' })).toEqual({ subscription: null, userErrors: wrong });
  expect((await subscribe(here.ada, { planId: here.planId, shippingAddress: { ...HOME, countryCode: 'England' } })).userErrors).toEqual(wrong);
  await here.shop.advance('2026-02-28T00:00:00Z');
  expect(await move(null)).toEqual({ subscription: { shippingAddress: null }, userErrors: [] });
  expect((await boxes(here.ada, id)).map(({ order }) => order.shippingAddress?.line1 ?? null)).toEqual([null, '1 High Street']);
});

test('the orders of many deliveries are one statement, and so are the deliveries and subscriptions of many orders', async () => {
  const { shop, planId } = await stand({ pieces: 9 });
  for (let count = 0; count < 3; count += 1) {
    const user = await shop.user();
    await attach(user, 'sandbox_succeeds');
    await subscribe(user, { planId });
  }
  await world.settle();
  const DOWN = 'query D($first: Int!) { subscriptions(first: $first) { edges { node { deliveries(first: 2) { edges { node { order { number } } } } } } } }';
  for (const first of [1, 3]) expect(await statementsOf(shop.server, DOWN, { first })).toEqual(['subscription', 'delivery: pages', 'orders']);
  const UP = 'query U($first: Int!) { orders(first: $first) { edges { node { subscription { id } delivery { dueAt } } } } }';
  const counts = await Promise.all([1, 3].map(async (first) => (await statementsOf(shop.server, UP, { first })).sort()));
  expect(counts[1]).toEqual(counts[0]);
});
