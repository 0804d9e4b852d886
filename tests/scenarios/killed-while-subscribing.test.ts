import { asking, crashEverywhere, type CrashCase } from '../kit/crashes/crash-case';
import { attach } from '../kit/billing';
import { couponOf } from '../kit/coupons';
import { giftCard, redeem } from '../kit/gift-cards';
import { payingSubscriber } from '../kit/people';
import { adjustPoints, pointsProgram } from '../kit/points';
import type { Shop } from '../kit/shop';
import { planOf, shopAt } from '../kit/subscribing';
import { World } from '../kit/world';

// Each case is run once for every point at which its process could die.
jest.setTimeout(process.env.FAULT_POINTS ? 3_600_000 : 600_000);

let world: World;
beforeAll(async () => {
  world = await World.open({ env: { GATEWAY_TIMEOUT_MS: '10000' } });
});
afterAll(() => world.close());

const CREATE = `mutation Create($input: SubscriptionCreateInput!) { subscriptionCreate(input: $input) { subscription { id } userErrors { code } } }`;
const CHANGE = `mutation Change($input: SubscriptionChangePlanInput!) { subscriptionChangePlan(input: $input) { subscription { id } invoice { id } userErrors { code } } }`;
const CANCEL = `mutation Cancel($input: SubscriptionCancelInput!) { subscriptionCancel(input: $input) { subscription { id } userErrors { code } } }`;

/** Begun on January 31 at ten, paid by the month: the next period begins on February 28 at ten. */
async function subscribed(): Promise<{ shop: Shop; userId: string; subscriptionId: string; planId: string }> {
  const shop = await shopAt(world);
  const { userId } = await payingSubscriber(shop);
  const planId = await planOf(shop);
  const { subscriptionCreate } = await shop.server.do(CREATE, { input: { userId, planId } });
  return { shop, userId, planId, subscriptionId: subscriptionCreate.subscription.id as string };
}

async function prefer(shop: Shop, id: string): Promise<void> {
  await shop.server.do(`mutation Prefer($id: ID!) { paymentMethodSetDefault(input: { paymentMethodId: $id }) { userErrors { code } } }`, { id });
}

/** The worker that moves the clock dies; another one moves it on. */
function advancing(to: string, prepare: () => Promise<Shop>, until = to): CrashCase<null> {
  return {
    prepare: async () => ({ shop: await prepare(), state: null }),
    // Not before: whatever is due is done by the world until the life begins.
    act: async (process, shop) => {
      await shop.server.do(`mutation Go($to: DateTime!) { testClockAdvance(input: { to: $to }) { userErrors { code } } }`, { to });
      await process.work();
    },
    goOn: (shop) => shop.advance(until),
  };
}

test('a first charge', async () => {
  const prepare = async () => {
    const shop = await shopAt(world);
    const { userId } = await payingSubscriber(shop);
    return { shop, state: { input: { userId, planId: await planOf(shop), idempotencyKey: 'once' } } };
  };
  const { wrong, end } = await crashEverywhere(world, asking(CREATE, { prepare, until: '2026-01-31T12:00:00Z' }));
  expect(wrong).toEqual({});
  expect(end).toMatchObject({ subscriptions: [{ status: 'ACTIVE' }], gateway: ['SUCCEEDED 1200 - 0'] });
});

test('a renewal', async () => {
  const prepare = async () => {
    const { shop } = await subscribed();
    await shop.advance('2026-02-28T09:00:00Z');
    return shop;
  };
  const { wrong, end } = await crashEverywhere(world, advancing('2026-02-28T10:00:00Z', prepare, '2026-02-28T12:00:00Z'), 'EVERY_POINT');
  expect(wrong).toEqual({});
  expect(end).toMatchObject({ subscriptions: [{ status: 'ACTIVE', cycles: [{ status: 'BILLED' }, { status: 'BILLED', isSettled: true }, { status: 'UPCOMING' }] }] });
  expect(end).toMatchObject({ gateway: ['SUCCEEDED 1200 - 0', 'SUCCEEDED 1200 - 0'] });
});

test('renewals of one instant, which share their transactions', async () => {
  const prepare = async () => {
    const { shop, planId } = await subscribed();
    for (const token of ['sandbox_succeeds', 'sandbox_declines_hard']) {
      const { userId } = await payingSubscriber(shop);
      await shop.server.do(CREATE, { input: { userId, planId } });
      await prefer(shop, await attach(shop.server, token, userId));
    }
    await shop.advance('2026-02-28T09:00:00Z');
    return shop;
  };
  const { wrong, end } = await crashEverywhere(world, advancing('2026-02-28T10:00:00Z', prepare, '2026-02-28T12:00:00Z'));
  expect(wrong).toEqual({});
  expect(end).toMatchObject({ gateway: ['FAILED 1200 - 0', ...Array<string>(5).fill('SUCCEEDED 1200 - 0')] });
});

/** A point is a penny: 2.50 in points, which a first period takes, a gift card of 3.00, and half off for good. */
async function generous() {
  const shop = await shopAt(world);
  await pointsProgram(shop);
  const { userId } = await payingSubscriber(shop);
  await adjustPoints(shop.server, { userId, points: 250 });
  await redeem(shop.server, (await giftCard(shop, { amountMinor: 300 })).code, { userId });
  await couponOf(shop, { code: 'HALF', duration: 'FOREVER' });
  return { shop, input: { userId, planId: await planOf(shop), couponCode: 'HALF', spendPoints: '250' } };
}

test('a first charge of what coupon, points and gift card leave of it', async () => {
  const prepare = async () => {
    const { shop, input } = await generous();
    return { shop, state: { input: { ...input, idempotencyKey: 'once' } } };
  };
  const { wrong, end } = await crashEverywhere(world, asking(CREATE, { prepare, until: '2026-01-31T12:00:00Z' }));
  expect(wrong).toEqual({});
  expect(end).toMatchObject({ subscriptions: [{ status: 'ACTIVE' }], gateway: ['SUCCEEDED 50 - 0'], giftCards: [{ amount: { amountMinor: 300 }, balance: { amountMinor: 0 } }] });
});

test('a renewal of which a gift card pays a part', async () => {
  const prepare = async () => {
    const { shop, input } = await generous();
    await shop.server.do(CREATE, { input });
    await redeem(shop.server, (await giftCard(shop, { amountMinor: 200 })).code, { userId: input.userId });
    await shop.advance('2026-02-28T09:00:00Z');
    return shop;
  };
  const { wrong, end } = await crashEverywhere(world, advancing('2026-02-28T10:00:00Z', prepare, '2026-02-28T12:00:00Z'));
  expect(wrong).toEqual({});
  expect(end).toMatchObject({ gateway: ['SUCCEEDED 400 - 0', 'SUCCEEDED 50 - 0'], giftCards: [{ balance: { amountMinor: 0 } }, { balance: { amountMinor: 0 } }] });
});

test('a renewal that is declined, and the retry that is not', async () => {
  const prepare = async () => {
    const { shop, userId } = await subscribed();
    await prefer(shop, await attach(shop.server, 'sandbox_declines_twice', userId));
    await shop.advance('2026-03-05T09:00:00Z');
    return shop;
  };
  const { wrong, end } = await crashEverywhere(world, advancing('2026-03-05T10:00:00Z', prepare, '2026-03-05T12:00:00Z'));
  expect(wrong).toEqual({});
  expect(end).toMatchObject({ subscriptions: [{ status: 'ACTIVE' }], gateway: ['FAILED 1200 - 0', 'FAILED 1200 - 0', 'SUCCEEDED 1200 - 0', 'SUCCEEDED 1200 - 0'] });
});

test('issue-drafts: what was UNPAID is paid by another method, and comes back', async () => {
  const prepare = async () => {
    const { shop, userId } = await subscribed();
    await shop.server.do('mutation Policy($input: DunningPolicyUpdateInput!) { dunningPolicyUpdate(input: $input) { userErrors { code } } }', { input: { attemptDays: [0], finalAction: 'UNPAID' } });
    await prefer(shop, await attach(shop.server, 'sandbox_declines', userId));
    await shop.advance('2026-04-01T09:00:00Z');
    await prefer(shop, await attach(shop.server, 'sandbox_succeeds', userId));
    return shop;
  };
  const { wrong, end } = await crashEverywhere(world, advancing('2026-04-01T10:00:00Z', prepare, '2026-04-01T12:00:00Z'));
  expect(wrong).toEqual({});
  expect(end).toMatchObject({ subscriptions: [{ status: 'ACTIVE' }], invoices: [{ number: '3', status: 'PAID' }, { number: '2', status: 'PAID' }, { number: '1' }] });
  expect(end).toMatchObject({ gateway: ['FAILED 1200 - 0', 'SUCCEEDED 1200 - 0', 'SUCCEEDED 1200 - 0', 'SUCCEEDED 1200 - 0'] });
});

/** In the middle of the first period, to twice as many. */
function changing(change: object, wanted: (shop: Shop, userId: string) => Promise<object> = async () => ({})) {
  const prepare = async () => {
    const { shop, userId, subscriptionId } = await subscribed();
    await shop.advance('2026-02-14T10:00:00Z');
    return { shop, state: { input: { subscriptionId, quantity: 2, ...change, ...(await wanted(shop, userId)), idempotencyKey: 'once' } } };
  };
  return asking(CHANGE, { prepare, until: '2026-02-14T12:00:00Z' });
}

test('a change that is billed at once', async () => {
  const { wrong, end } = await crashEverywhere(world, changing({ prorationBehavior: 'ALWAYS_INVOICE' }));
  expect(wrong).toEqual({});
  expect(end).toMatchObject({ subscriptions: [{ quantity: 2 }], gateway: ['SUCCEEDED 1200 - 0', 'SUCCEEDED 600 - 0'] });
});

test('undo-change: a change that is billed at once and declined is taken back', async () => {
  const declined = async (shop: Shop, userId: string) => {
    await prefer(shop, await attach(shop.server, 'sandbox_declines', userId));
    return {};
  };
  const { wrong, end } = await crashEverywhere(world, changing({ prorationBehavior: 'ALWAYS_INVOICE' }, declined));
  expect(wrong).toEqual({});
  expect(end).toMatchObject({ subscriptions: [{ quantity: 1 }], invoices: [{ status: 'VOID' }, { status: 'PAID' }] });
});

test('a change to another interval', async () => {
  const { wrong, end } = await crashEverywhere(world, changing({}, async (shop) => ({ planId: await planOf(shop, { interval: 'YEAR', price: 9_900 }) })));
  expect(wrong).toEqual({});
  expect(end).toMatchObject({ gateway: ['SUCCEEDED 1200 - 0', 'SUCCEEDED 19200 - 0'] });
});

test('a cancellation at once, with lines that wait', async () => {
  const prepare = async () => {
    const { shop, subscriptionId } = await subscribed();
    await shop.advance('2026-02-14T10:00:00Z');
    await shop.server.do(CHANGE, { input: { subscriptionId, quantity: 2, prorationBehavior: 'CREATE_PRORATIONS' } });
    return { shop, state: { input: { subscriptionId, timing: 'NOW', idempotencyKey: 'once' } } };
  };
  const { wrong, end } = await crashEverywhere(world, asking(CANCEL, { prepare, until: '2026-02-14T12:00:00Z' }));
  expect(wrong).toEqual({});
  expect(end).toMatchObject({ subscriptions: [{ status: 'CANCELED' }], invoices: [{ number: '2', total: { amountMinor: 600 } }, { number: '1' }] });
});
