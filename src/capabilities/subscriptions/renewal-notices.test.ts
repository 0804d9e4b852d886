import { couponOf } from '../../../tests/kit/coupons';
import { violationsOf } from '../../../tests/kit/invariants';
import type { Shop, SignedInClient } from '../../../tests/kit/shop';
import { attach, charged, look, planOf, shopAt, storyOf, subscribe } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';
import { announceRenewal } from './actions/announce-renewal';
import { BillingCycle } from './model/billing-cycle.entity';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => expect(await violationsOf(world)).toEqual({}));
afterAll(() => world.close());

const START = '2026-01-10T10:00:00.000Z';
const NOTICES = `query Notices($id: ID!) { subscription(id: $id) { cycles(first: 9) { edges { node { index noticedAt noticedAmount { amountMinor currency } } } } } }`;

async function noticesOf(user: SignedInClient, id: string): Promise<string[]> {
  const { subscription } = await user.do(NOTICES, { id });
  return subscription.cycles.edges.map(({ node: { index, noticedAt, noticedAmount: amount } }: never) => [index, noticedAt, amount && `${(amount as { amountMinor: number }).amountMinor}`].join(' '));
}

const upcoming = async (user: SignedInClient) => (await storyOf(user)).filter((line) => line.endsWith('renewal_upcoming')).map((line) => line.slice(0, 10));

async function subscribed(token = 'sandbox_succeeds', options = {}): Promise<{ shop: Shop; ada: SignedInClient; subscriptionId: string }> {
  const shop = await shopAt(world, START);
  const ada = await shop.user();
  await attach(ada, token);
  const { subscription } = await subscribe(ada, { planId: await planOf(shop, options) });
  return { shop, ada, subscriptionId: subscription.id };
}

/** With a mandate whose first charge was approved. */
async function byMandate() {
  const made = await subscribed('sandbox_mandate');
  const { payments } = await made.ada.do('{ payments { edges { node { id actionUrl } } } }');
  await world.gateway.decide(payments.edges[0].node.actionUrl, 'approve');
  await made.shop.advance('2026-01-10T11:00:00.000Z');
  expect((await look(made.ada, made.subscriptionId)).status).toBe('ACTIVE');
  return made;
}

describe('announce-renewal', () => {
  test('the period keeps when its payer was told, and of what price', async () => {
    const { shop, ada, subscriptionId } = await subscribed();
    await shop.advance('2026-02-05T09:59:59.000Z');
    expect(await noticesOf(ada, subscriptionId)).toEqual(['0  ', '1  ']);
    await shop.advance('2026-02-05T10:00:00.000Z');
    expect(await noticesOf(ada, subscriptionId)).toEqual(['0  ', '1 2026-02-05T10:00:00.000Z 1200']);
    expect(await upcoming(ada)).toEqual(['2026-02-05']);
  });

  test('where periods are shorter than the days of the notice, the next one is announced as soon as one begins; a short trial as soon as it begins', async () => {
    const { shop, ada, subscriptionId } = await subscribed('sandbox_succeeds', { interval: 'DAY', trialDays: 2 });
    await shop.advance('2026-01-14T10:00:00.000Z');
    expect(await noticesOf(ada, subscriptionId)).toEqual(['0  ', '1 2026-01-12T10:00:00.000Z 1200', '2 2026-01-13T10:00:00.000Z 1200', '3 2026-01-14T10:00:00.000Z 1200']);
    expect((await storyOf(ada)).filter((line) => /trial_will_end/.test(line))).toEqual(['2026-01-10 subscription.trial_will_end']);
    expect(await charged(ada)).toEqual(['SUCCEEDED 1200', 'SUCCEEDED 1200', 'SUCCEEDED 1200']);
  });

  test('whoever was told of the same price is not told again', async () => {
    const { shop, ada, subscriptionId } = await subscribed();
    await shop.advance('2026-02-05T10:00:00.000Z');
    const desk = await world.program.openSystemContext(shop.tenantId);
    const cycle = (await desk.view.from(BillingCycle).where({ subscriptionId, index: 1 }).one())!;
    await shop.advance('2026-02-06T10:00:00.000Z');
    await desk.renewed().transact((work) => announceRenewal(work, { cycleId: cycle.id }));
    expect(await noticesOf(ada, subscriptionId)).toEqual(['0  ', '1 2026-02-05T10:00:00.000Z 1200']);
    expect(await upcoming(ada)).toEqual(['2026-02-05']);
  });

  test('a period that is to be skipped is not announced', async () => {
    const { shop, ada, subscriptionId } = await subscribed();
    await ada.do(`mutation Skip($input: SubscriptionSkipCycleInput!) { subscriptionSkipCycle(input: $input) { userErrors { code } } }`, { input: { subscriptionId } });
    await shop.advance('2026-02-06T10:00:00.000Z');
    expect(await noticesOf(ada, subscriptionId)).toEqual(['0  ', '1  ']);
    expect(await upcoming(ada)).toEqual([]);
  });
});

describe('a mandate that wants a notice', () => {
  test('is charged for a renewal that was announced', async () => {
    const { shop, ada, subscriptionId } = await byMandate();
    await shop.advance('2026-02-10T10:00:00.000Z');
    expect(await charged(ada)).toEqual(['SUCCEEDED 1200', 'SUCCEEDED 1200']);
    expect(await noticesOf(ada, subscriptionId)).toEqual(['0  ', '1 2026-02-05T10:00:00.000Z 1200', '2  ']);
  });

  test('is not charged for one that was not; its payer is told then, and the next attempt collects it', async () => {
    const { shop, ada, subscriptionId } = await byMandate();
    await world.program.database
      .across('platform administration')
      .execute(`DELETE FROM job WHERE tenant_id = ? AND kind = 'subscriptions.announce-renewal'`, [shop.tenantId]);
    await shop.advance('2026-02-10T10:00:00.000Z');
    expect((await look(ada, subscriptionId)).status).toBe('PAST_DUE');
    const { payments } = await ada.do('{ payments { edges { node { status failureCode isHardFailure } } } }');
    expect(payments.edges).toContainEqual({ node: { status: 'FAILED', failureCode: 'mandate_notice_missing', isHardFailure: false } });
    expect(await world.gateway.charges(shop.tenantId)).toHaveLength(1);
    expect(await noticesOf(ada, subscriptionId)).toEqual(['0  ', '1 2026-02-10T10:00:00.000Z 1200', '2  ']);
    expect(await upcoming(ada)).toEqual(['2026-02-10']);
    await shop.advance('2026-02-13T10:00:00.000Z');
    expect((await look(ada, subscriptionId)).status).toBe('ACTIVE');
    expect((await charged(ada)).sort()).toEqual(['FAILED 1200', 'SUCCEEDED 1200', 'SUCCEEDED 1200']);
    expect(await world.gateway.charges(shop.tenantId)).toHaveLength(2);
    expect(await upcoming(ada)).toEqual(['2026-02-10']);
  });
});

describe('announce-again', () => {
  const mutation = (name: string) => `mutation M($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { userErrors { code } } }`;
  const act = async (user: SignedInClient, name: string, input: object) => expect((await user.do(mutation(name), { input }))[name].userErrors).toEqual([]);

  test.each([
    ['uncanceled', 'subscriptionCancel', 'subscriptionUncancel', { timing: 'PERIOD_END' }],
    ['resumed', 'subscriptionPause', 'subscriptionResume', {}],
    ['not skipped', 'subscriptionSkipCycle', 'subscriptionUnskipCycle', {}],
  ])('a renewal that comes after all (%s) is announced when its day has passed', async (_what, away, back, more) => {
    const { shop, ada, subscriptionId } = await subscribed();
    await act(ada, away, { subscriptionId, ...more });
    await shop.advance('2026-02-07T10:00:00.000Z');
    expect(await upcoming(ada)).toEqual([]);
    await act(ada, back, { subscriptionId });
    await shop.advance('2026-02-07T11:00:00.000Z');
    expect(await upcoming(ada)).toEqual(['2026-02-07']);
    expect(await noticesOf(ada, subscriptionId)).toEqual(['0  ', '1 2026-02-07T10:00:00.000Z 1200']);
    await act(ada, away, { subscriptionId, ...more });
    await act(ada, back, { subscriptionId });
    await shop.advance('2026-02-10T09:00:00.000Z');
    expect(await upcoming(ada)).toEqual(['2026-02-07']);
  });

  test('another price is told, before its day once, and after it again', async () => {
    const { shop, ada, subscriptionId } = await subscribed();
    const change = (quantity: number) => act(ada, 'subscriptionChangePlan', { subscriptionId, quantity, timing: 'PERIOD_END' });
    await change(2);
    await shop.advance('2026-02-06T10:00:00.000Z');
    await change(3);
    await shop.advance('2026-02-07T10:00:00.000Z');
    await change(3);
    await shop.advance('2026-02-10T09:00:00.000Z');
    expect(await upcoming(ada)).toEqual(['2026-02-05', '2026-02-06']);
    expect(await noticesOf(ada, subscriptionId)).toEqual(['0  ', '1 2026-02-06T10:00:00.000Z 3600']);
    await shop.advance('2026-02-10T10:00:00.000Z');
    expect(await charged(ada)).toEqual(['SUCCEEDED 3600', 'SUCCEEDED 1200']);
  });

  test('another price by a coupon, without it, or by new terms of the plan is told too', async () => {
    const { shop, ada, subscriptionId } = await subscribed();
    const { plans } = await shop.server.do('{ plans { edges { node { id } } } }');
    const planId = plans.edges[0].node.id as string;
    await couponOf(shop, { code: 'HALF', percentOff: '50' });
    await shop.advance('2026-02-06T10:00:00.000Z');
    await act(ada, 'subscriptionCouponApply', { subscriptionId, couponCode: 'HALF' });
    await shop.advance('2026-02-07T10:00:00.000Z');
    expect(await noticesOf(ada, subscriptionId)).toEqual(['0  ', '1 2026-02-06T10:00:00.000Z 600']);
    await act(ada, 'subscriptionCouponRemove', { subscriptionId });
    await shop.advance('2026-02-08T10:00:00.000Z');
    expect(await noticesOf(ada, subscriptionId)).toEqual(['0  ', '1 2026-02-07T10:00:00.000Z 1200']);
    const server = shop.server as unknown as SignedInClient;
    await act(server, 'planUpdate', { planId, price: { amountMinor: 1_500, currency: 'GBP' } });
    await act(server, 'planMigrate', { planId, timing: 'PERIOD_END' });
    await shop.advance('2026-02-09T10:00:00.000Z');
    expect(await noticesOf(ada, subscriptionId)).toEqual(['0  ', '1 2026-02-08T10:00:00.000Z 1500']);
    expect(await upcoming(ada)).toEqual(['2026-02-05', '2026-02-06', '2026-02-07', '2026-02-08']);
  });

  test('a scheduled change to another interval takes the notice along to its own period, and its mandate is charged', async () => {
    const { shop, ada, subscriptionId } = await byMandate();
    const planId = await planOf(shop, { interval: 'YEAR', price: 9_900 });
    await act(ada, 'subscriptionChangePlan', { subscriptionId, planId, timing: 'PERIOD_END' });
    await shop.advance('2026-02-10T10:00:00.000Z');
    expect((await charged(ada)).sort()).toEqual(['SUCCEEDED 1200', 'SUCCEEDED 9900']);
    expect(await noticesOf(ada, subscriptionId)).toContain('0 2026-02-05T10:00:00.000Z 9900');
  });
});

test('wait-for-notice: where nobody is charged without a notice, a mandate that wants more days than its shop has them', async () => {
  const { shop, ada, subscriptionId } = await byMandate();
  const POLICY = 'mutation P($input: RenewalNoticePolicyUpdateInput!) { renewalNoticePolicyUpdate(input: $input) { userErrors { code } } }';
  await shop.server.do(POLICY, { input: { isRequired: true, renewalDays: 0 } });
  await shop.advance('2026-03-10T12:00:00.000Z');
  expect([await upcoming(ada), await charged(ada)]).toEqual([['2026-02-05', '2026-03-10'], Array(2).fill('SUCCEEDED 1200')]);
  await shop.advance('2026-03-11T10:00:00.000Z');
  expect([(await look(ada, subscriptionId)).status, await charged(ada)]).toEqual(['ACTIVE', Array(3).fill('SUCCEEDED 1200')]);
});
