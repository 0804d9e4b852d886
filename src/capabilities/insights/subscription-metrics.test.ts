import { asSystem } from '../../../tests/kit/billing';
import { violationsOf } from '../../../tests/kit/invariants';
import type { Client, Data, Shop, SignedInClient } from '../../../tests/kit/shop';
import { statementsOf } from '../../../tests/kit/statements';
import { attach, planOf, shopAt, subscribe } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';
import { Event } from '../../platform/events/event.entity';
import { followSubscription } from './actions/follow-subscription';
import { recordPayment } from './actions/record-payment';
import { MrrMovement } from './model/mrr-movement.entity';
import { PaymentOutcome } from './model/payment-outcome.entity';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const MONEY = '{ amountMinor }';
const PERIODS = `periods { startAt endAt activeAtStart active started reactivated churned churnRate chargeAttempts succeededAttempts paymentSuccessRate
  firstAttempts succeededFirstAttempts firstAttemptSuccessRate trialsConverted trialsLost trialConversionRate
  currencies { currency mrrAtStart ${MONEY} new ${MONEY} expansion ${MONEY} contraction ${MONEY} churn ${MONEY} reactivation ${MONEY} mrr ${MONEY}
    received ${MONEY} refunded ${MONEY} revenue ${MONEY} } }`;

async function metrics(client: Client, from: string, to: string, interval = 'MONTH', selection = PERIODS): Promise<Data> {
  const document = `query Metrics($from: DateTime!, $to: DateTime!, $interval: MetricsInterval!) {
    subscriptionMetrics(from: $from, to: $to, interval: $interval) { interval timeZone ${selection} } }`;
  await client.shop.world.settle();
  return (await client.do(document, { from: `${from}T00:00:00Z`, to: `${to}T00:00:00Z`, interval })).subscriptionMetrics;
}

/** "new 1200, mrr 1200" of the one currency: what is not zero. */
const moneyOf = ({ currencies: [money] }: Data): string =>
  Object.entries((money ?? {}) as Data).flatMap(([name, value]) => (value.amountMinor ? [`${name} ${value.amountMinor}`] : [])).join(', ');

async function subscriber(shop: Shop, token = 'sandbox_succeeds'): Promise<SignedInClient> {
  const user = await shop.user();
  await attach(user, token);
  return user;
}

const act = async (client: Client, mutation: string, input: object): Promise<void> => {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  const data = await client.do(`mutation Act($input: ${type}!) { ${mutation}(input: $input) { userErrors { code message } } }`, { input });
  expect(data[mutation].userErrors).toEqual([]);
};

describe('subscriptionMetrics: follow-subscription-when-it-changes, record-payment-when-it-settles', () => {
  test('a life in money: new, expansion, pause, return, contraction, churn, each in its month', async () => {
    const shop = await shopAt(world, '2026-01-10T10:00:00.000Z');
    const [plan, yearly] = [await planOf(shop, { price: 1_200 }), await planOf(shop, { price: 12_000, interval: 'YEAR' })];
    const ada = await subscriber(shop);
    const { subscription: { id: subscriptionId } } = await subscribe(ada, { planId: plan });
    await shop.advance('2026-02-15T10:00:00.000Z');
    await act(shop.server, 'subscriptionChangePlan', { subscriptionId, quantity: 3, timing: 'NOW', prorationBehavior: 'NONE' });
    await shop.advance('2026-03-15T10:00:00.000Z');
    await act(ada, 'subscriptionPause', { subscriptionId });
    await shop.advance('2026-04-15T10:00:00.000Z');
    await act(ada, 'subscriptionResume', { subscriptionId });
    await shop.advance('2026-05-05T10:00:00.000Z');
    await act(ada, 'subscriptionChangePlan', { subscriptionId, planId: yearly, quantity: 1, timing: 'PERIOD_END' });
    await shop.advance('2026-06-15T10:00:00.000Z');
    await act(ada, 'subscriptionCancel', { subscriptionId, timing: 'NOW' });

    const { periods, timeZone } = await metrics(shop.server, '2026-01-20', '2026-07-01');
    expect(timeZone).toBe('UTC');
    expect(periods.map(moneyOf)).toEqual([
      'new 1200, mrr 1200, received 1200, revenue 1200',
      'mrrAtStart 1200, expansion 2400, mrr 3600, received 1200, revenue 1200',
      // Renewed on the 10th, paused on the 15th.
      'mrrAtStart 3600, churn -3600, received 3600, revenue 3600',
      // The period that began on 10 April is skipped.
      'reactivation 3600, mrr 3600',
      // 120.00 a year is 10.00 a month.
      'mrrAtStart 3600, contraction -2600, mrr 1000, received 12000, revenue 12000',
      'mrrAtStart 1000, churn -1000',
    ]);
    expect(periods.map(({ startAt, endAt }: Data) => [startAt.slice(0, 16), endAt.slice(0, 16)]).slice(0, 2)).toEqual([
      ['2026-01-01T00:00', '2026-02-01T00:00'],
      ['2026-02-01T00:00', '2026-03-01T00:00'],
    ]);
    expect(periods.map(({ activeAtStart, started, reactivated, churned, active, churnRate }: Data) => [activeAtStart, started, reactivated, churned, active, churnRate])).toEqual([
      [0, 1, 0, 0, 1, null],
      [1, 0, 0, 0, 1, '0.000000'],
      [1, 0, 0, 1, 0, '1.000000'],
      [0, 0, 1, 0, 1, null],
      [1, 0, 0, 0, 1, '0.000000'],
      [1, 0, 0, 1, 0, '1.000000'],
    ]);
    const { periods: days } = await metrics(shop.server, '2026-01-09', '2026-01-12', 'DAY');
    expect(days.map(moneyOf)).toEqual(['', 'new 1200, mrr 1200, received 1200, revenue 1200', 'mrrAtStart 1200, mrr 1200']);
    expect(await violationsOf(world)).toEqual({});
  });

  test('charges, first attempts, refunds, trials and past due', async () => {
    const shop = await shopAt(world, '2026-01-10T10:00:00.000Z');
    const [plan, trial] = [await planOf(shop), await planOf(shop, { trialDays: 7, price: 500 })];
    const [ada, bob, eve] = [await subscriber(shop), await subscriber(shop, 'sandbox_declines_twice'), await subscriber(shop)];
    await subscribe(ada, { planId: plan });
    await subscribe(bob, { planId: trial });
    const { subscription: left } = await subscribe(eve, { planId: trial });
    await act(eve, 'subscriptionCancel', { subscriptionId: left.id, timing: 'NOW' });
    const { payments } = await ada.do('{ payments(first: 1) { edges { node { id } } } }');
    await act(shop.server, 'paymentRefund', { paymentId: payments.edges[0].node.id, amountMinor: 200 });
    // Bob's trial ends on the 17th: declined then and on the 20th, paid on the 22nd.
    await shop.advance('2026-01-25T10:00:00.000Z');
    const { periods: [january] } = await metrics(shop.server, '2026-01-01', '2026-02-01');
    expect(january).toMatchObject({
      active: 2,
      chargeAttempts: 4,
      succeededAttempts: 2,
      paymentSuccessRate: '0.500000',
      firstAttempts: 2,
      succeededFirstAttempts: 1,
      firstAttemptSuccessRate: '0.500000',
      trialsConverted: 1,
      trialsLost: 1,
      trialConversionRate: '0.500000',
    });
    expect(moneyOf(january)).toBe('new 1700, mrr 1700, received 1700, refunded 200, revenue 1500');
    expect(await violationsOf(world)).toEqual({});
  });

  test('currencies are never added, and each stands in every period', async () => {
    const shop = await shopAt(world, '2026-01-10T10:00:00.000Z');
    const { planCreate: { plan } } = await shop.server.do(
      'mutation Plan($input: PlanCreateInput!) { planCreate(input: $input) { plan { id } } }',
      { input: { name: 'Yen', interval: 'WEEK', price: { amountMinor: 300, currency: 'JPY' } } },
    );
    await subscribe(await subscriber(shop), { planId: await planOf(shop) });
    await subscribe(await subscriber(shop), { planId: plan.id });
    const { periods } = await metrics(shop.server, '2026-01-01', '2026-01-11', 'WEEK');
    expect(periods.map(({ startAt, currencies }: Data) => [startAt.slice(0, 10), currencies.map(({ currency, mrr }: Data) => `${mrr.amountMinor} ${currency}`)])).toEqual([
      ['2025-12-29', ['0 GBP', '0 JPY']],
      ['2026-01-05', ['1200 GBP', '1300 JPY']],
    ]);
  });

  test('retention: who came in a month, and how many of them are still there month by month', async () => {
    const shop = await shopAt(world, '2026-01-10T10:00:00.000Z');
    const planId = await planOf(shop);
    const users = [await subscriber(shop), await subscriber(shop), await subscriber(shop)];
    const first = await Promise.all(users.map((user) => subscribe(user, { planId })));
    await shop.advance('2026-02-05T10:00:00.000Z');
    await act(shop.server, 'subscriptionCancel', { subscriptionId: first[0].subscription.id, timing: 'NOW' });
    await subscribe(await subscriber(shop), { planId });
    await shop.advance('2026-03-20T10:00:00.000Z');
    await act(users[1]!, 'subscriptionPause', { subscriptionId: first[1].subscription.id });
    const { cohorts } = await metrics(shop.server, '2026-01-01', '2026-04-01', 'DAY', 'cohorts { startAt size months { monthsSince kept share } }');
    expect(cohorts.map(({ startAt, size, months }: Data) => [startAt.slice(0, 10), size, ...months.map(({ kept, share }: Data) => `${kept} ${share}`)])).toEqual([
      ['2026-01-01', 3, '3 1.000000', '2 0.666667', '1 0.333333'],
      ['2026-02-01', 1, '1 1.000000', '1 1.000000'],
    ]);
  });

  test('two statements and the shop\'s zone, for one period and for 400', async () => {
    const shop = await shopAt(world, '2026-01-10T10:00:00.000Z');
    await subscribe(await subscriber(shop), { planId: await planOf(shop) });
    await world.settle();
    const ask = (from: string, interval: string) => statementsOf(shop.server, `{ subscriptionMetrics(from: "${from}T00:00:00Z", to: "2026-01-11T00:00:00Z", interval: ${interval}) { ${PERIODS} cohorts { size months { kept } } } }`);
    const expected = ['tenant', 'subscription metrics', 'mrr_movement: cohorts'];
    expect(await ask('2026-01-10', 'DAY')).toEqual(expected);
    expect(await ask('2024-12-08', 'DAY')).toEqual(expected);
  });

  test('a range that is none, and one of more than 400 periods, is BAD_USER_INPUT; customers are refused', async () => {
    const shop = await shopAt(world, '2026-01-10T10:00:00.000Z');
    const errorOf = async (client: Client, from: string, interval = 'DAY') => {
      const { errors } = await client.ask(`{ subscriptionMetrics(from: "${from}T00:00:00Z", to: "2026-01-10T00:00:00Z", interval: ${interval}) { interval } }`);
      return errors?.map(({ message, extensions }) => `${extensions.code}: ${message}`);
    };
    expect(await errorOf(shop.server, '2026-01-10')).toEqual(['BAD_USER_INPUT: `from` must be before `to`.']);
    expect(await errorOf(shop.server, '2024-12-05')).toEqual(['BAD_USER_INPUT: These are more than 400 periods of a DAY; ask for fewer, or for longer ones.']);
    expect(await errorOf(shop.server, '2024-12-06')).toBeUndefined();
    expect(await errorOf(await shop.user(), '2026-01-09')).toEqual(['FORBIDDEN: This needs the permission insights.read.']);
  });
});

describe('follow-subscription, record-payment', () => {
  test('events that come again change nothing', async () => {
    const shop = await shopAt(world, '2026-01-10T10:00:00.000Z');
    const ada = await subscriber(shop);
    const { subscription } = await subscribe(ada, { planId: await planOf(shop) });
    await act(ada, 'subscriptionPause', { subscriptionId: subscription.id });
    const before = await metrics(shop.server, '2026-01-01', '2026-02-01');
    const counted = await asSystem(shop, async (work) => {
      for (const event of await work.from(Event).orderBy('sequence').all()) {
        if (event.objectId === subscription.id) await followSubscription(work, event.toLogged());
        if (event.type.startsWith('payment.')) await recordPayment(work, event.toLogged() as never);
      }
      return [await work.from(MrrMovement).count(), await work.from(PaymentOutcome).count()];
    });
    expect(counted).toEqual([2, 1]);
    expect(await metrics(shop.server, '2026-01-01', '2026-02-01')).toEqual(before);
  });

  test('events of the first version are understood: what they leave out stood before, or was the newest version', async () => {
    const shop = await shopAt(world, '2026-01-10T10:00:00.000Z');
    const ada = await subscriber(shop);
    const { subscription } = await subscribe(ada, { planId: await planOf(shop, { price: 700 }) });
    await act(shop.server, 'subscriptionChangePlan', { subscriptionId: subscription.id, quantity: 2, timing: 'NOW', prorationBehavior: 'NONE' });
    await act(ada, 'subscriptionPause', { subscriptionId: subscription.id });
    await act(ada, 'subscriptionResume', { subscriptionId: subscription.id });
    await world.settle();
    const movements = () => asSystem(shop, async (work) => (await work.from(MrrMovement).orderBy('id').all()).map(({ kind, amountMinor }) => `${kind} ${amountMinor}`));
    const expected = ['NEW 700', 'EXPANSION 700', 'CHURN -1400', 'REACTIVATION 1400'];
    expect(await movements()).toEqual(expected);
    await asSystem(shop, async (work) => {
      for (const table of ['mrr_movement', 'subscription_standing', 'payment_outcome']) await work.change('forget', `DELETE FROM ${table} WHERE tenant_id = :tenant`);
      for (const event of await work.from(Event).orderBy('sequence').all()) {
        const { planVersionId: _version, status, settledAt: _settled, ...data } = event.data;
        const old = { ...event.toLogged(), version: 1, data: event.type === 'subscription.created' ? { ...data, status } : data };
        if (event.objectId === subscription.id && !/renewed|settled|upcoming/.test(event.type)) await followSubscription(work, old);
        if (event.type.startsWith('payment.')) await recordPayment(work, old as never);
      }
    });
    expect(await movements()).toEqual(expected);
    expect(await violationsOf(world)).toEqual({});
  });

  test('the invariant sees what was changed past the actions, and waits for what is on its way', async () => {
    const shop = await shopAt(world, '2026-01-10T10:00:00.000Z');
    const ada = await subscriber(shop);
    const { subscription } = await subscribe(ada, { planId: await planOf(shop) });
    // Nothing was handled yet.
    expect(await violationsOf(world)).toEqual({});
    await world.program.relay.drain();
    expect(await violationsOf(world)).toEqual({});
    await world.settle();
    const tamper = (sql: string) => asSystem(shop, (work) => work.change('tamper', sql));
    const broken = async (id: string) => expect(await violationsOf(world)).toEqual({ 'insights.metrics-equal-their-recomputation': [{ tenantId: shop.tenantId, id }] });
    await tamper('UPDATE mrr_movement SET amount_minor = amount_minor + 1 WHERE tenant_id = :tenant');
    await broken(subscription.id);
    await tamper('UPDATE subscription_standing SET mrr_minor = mrr_minor + 1 WHERE tenant_id = :tenant');
    await broken(subscription.id);
    await tamper('UPDATE mrr_movement SET amount_minor = amount_minor - 1 WHERE tenant_id = :tenant');
    await tamper('UPDATE subscription_standing SET mrr_minor = mrr_minor - 1 WHERE tenant_id = :tenant');
    expect(await violationsOf(world)).toEqual({});
    await tamper('UPDATE payment_outcome SET amount_minor = amount_minor + 1 WHERE tenant_id = :tenant');
    const { payments } = await ada.do('{ payments(first: 1) { edges { node { id } } } }');
    await broken(payments.edges[0].node.id);
    await tamper('UPDATE payment_outcome SET amount_minor = amount_minor - 1 WHERE tenant_id = :tenant');
  });
});
