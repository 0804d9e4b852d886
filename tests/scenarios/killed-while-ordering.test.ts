import { attach } from '../kit/billing';
import { asking, crashEverywhere } from '../kit/crashes/crash-case';
import { stocked } from '../kit/orders';
import { payingSubscriber } from '../kit/people';
import type { Shop } from '../kit/shop';
import { shopAt } from '../kit/subscribing';
import { World } from '../kit/world';

// Each case is run once for every point at which its process could die.
jest.setTimeout(process.env.FAULT_POINTS ? 3_600_000 : 600_000);

let world: World;
beforeAll(async () => {
  world = await World.open({ env: { GATEWAY_TIMEOUT_MS: '10000' } });
});
afterAll(() => world.close());

const PLACE = `mutation Place($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id } userErrors { code } } }`;
const PAY = `mutation Pay($input: OrderPayInput!) { orderPay(input: $input) { order { id } userErrors { code } } }`;
const CANCEL = `mutation Cancel($input: OrderCancelInput!) { orderCancel(input: $input) { order { id } userErrors { code } } }`;
const REFUND = `mutation Refund($input: PaymentRefundInput!) { paymentRefund(input: $input) { payment { id } refund { id } userErrors { code } } }`;

/** Before an order that nobody paid is let go. */
const until = '2026-01-31T10:20:00Z';

/** An order of three of ten pieces, 10.00 GBP each. */
async function basket(token?: string): Promise<{ shop: Shop; userId: string; input: object }> {
  const shop = await shopAt(world);
  const { userId, paymentMethodId } = await payingSubscriber(shop, token);
  return { shop, userId, input: { userId, paymentMethodId, lines: [{ variantId: await stocked(shop, 10), quantity: 3 }] } };
}

async function placed(token?: string): Promise<{ shop: Shop; userId: string; orderId: string }> {
  const { shop, userId, input } = await basket(token);
  const { orderPlace } = await shop.server.do(PLACE, { input });
  return { shop, userId, orderId: orderPlace.order.id as string };
}

test('an order that is placed and paid', async () => {
  const prepare = async () => {
    const { shop, input } = await basket();
    return { shop, state: { input: { ...input, idempotencyKey: 'once' } } };
  };
  const { wrong, end } = await crashEverywhere(world, asking(PLACE, { prepare, until }), 'EVERY_POINT');
  expect(wrong).toEqual({});
  expect(end).toMatchObject({ orders: [{ status: 'CONFIRMED', chargeStatus: 'FULL' }], gateway: ['SUCCEEDED 3000 - 0'], shelves: ['10 on hand, 3 allocated'] });
});

test('an order that is paid by another card, after a decline', async () => {
  const prepare = async () => {
    const { shop, userId, orderId } = await placed('sandbox_declines');
    return { shop, state: { input: { orderId, paymentMethodId: await attach(shop.server, 'sandbox_succeeds', userId), idempotencyKey: 'once' } } };
  };
  const { wrong, end } = await crashEverywhere(world, asking(PAY, { prepare, until }));
  expect(wrong).toEqual({});
  expect(end).toMatchObject({ orders: [{ status: 'CONFIRMED', chargeStatus: 'FULL' }], gateway: ['FAILED 3000 - 0', 'SUCCEEDED 3000 - 0'] });
});

test('an order that is called off, and its money given back', async () => {
  const prepare = async () => {
    const { shop, orderId } = await placed();
    return { shop, state: { input: { orderId, idempotencyKey: 'once' } } };
  };
  const { wrong, end } = await crashEverywhere(world, asking(CANCEL, { prepare, until }));
  expect(wrong).toEqual({});
  expect(end).toMatchObject({ orders: [{ status: 'CANCELED', chargeStatus: 'REFUNDED' }], gateway: ['SUCCEEDED 3000 - 3000'], shelves: ['10 on hand, 0 allocated'] });
});

test('a refund of a part', async () => {
  const prepare = async () => {
    const { shop } = await placed();
    const { payments } = await shop.server.do('{ payments(first: 1) { edges { node { id } } } }');
    return { shop, state: { input: { paymentId: payments.edges[0].node.id as string, amountMinor: 1_000, idempotencyKey: 'once' } } };
  };
  const { wrong, end } = await crashEverywhere(world, asking(REFUND, { prepare, until }));
  expect(wrong).toEqual({});
  expect(end).toMatchObject({ orders: [{ status: 'CONFIRMED' }], gateway: ['SUCCEEDED 3000 - 1000'] });
});

test('control: a client that asks again without a key orders twice, wherever the first order had been committed', async () => {
  const { wrong } = await crashEverywhere(world, {
    prepare: async () => {
      const { shop, input } = await basket();
      return { shop, state: { input } };
    },
    act: (process, shop, variables) => process.do({ apiKey: shop.secretKey }, PLACE, variables),
    goOn: async (shop, variables, answer) => {
      if (!answer) await shop.server.do(PLACE, variables);
      await shop.advance(until);
    },
  });
  const points = Object.keys(wrong);
  expect(points.length).toBeGreaterThan(0);
  expect(Object.values(wrong)).toEqual(points.map(() => expect.objectContaining({ outcome: expect.objectContaining({ shelves: ['10 on hand, 6 allocated'] }) })));
});
