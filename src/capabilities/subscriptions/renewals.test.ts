import { instantFromText } from '../../platform/database/instant-text';
import { addMs } from '../../kernel/clock';
import type { Data } from '../../../tests/kit/shop';
import { attach, charged, look, planOf, shopAt, storyOf, subscribe } from '../../../tests/kit/subscribing';
import { statementsDuring } from '../../../tests/kit/statements';
import { World } from '../../../tests/kit/world';
import { billCycle } from './actions/bill-cycle';
import { chargeCycle } from './actions/charge-cycle';
import { billCycleJob } from './jobs/bill-cycle.job';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

async function cycleToCome(tenantId: string): Promise<string> {
  const context = await world.program.openSystemContext(tenantId);
  const [row] = await context.view.rows('test: next cycle', `SELECT id FROM billing_cycle WHERE tenant_id = :tenant AND status = 'UPCOMING'`);
  return row!.id as string;
}

test('R1: the billing job of one cycle runs on two workers and again later: one invoice, one charge', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const { subscription } = await subscribe(ada, { planId: await planOf(shop) });
  const cycleId = await cycleToCome(shop.tenantId);
  const run = async () => billCycleJob.run(await world.program.openSystemContext(shop.tenantId), { cycleId });
  await Promise.all([run(), run(), run()]);
  await run();
  await world.settle();
  expect(await charged(ada)).toEqual(['SUCCEEDED 1200', 'SUCCEEDED 1200']);
  expect(await world.gateway.charges(shop.tenantId)).toHaveLength(2);
  const { invoices } = await ada.do(`{ invoices { totalCount } }`);
  expect(invoices.totalCount).toBe(2);
  expect((await look(ada, subscription.id)).cycles.map(({ status }: { status: string }) => status)).toEqual(['BILLED', 'BILLED', 'UPCOMING']);
});

test('R2: canceled while its renewal waits in the queue: no invoice', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const { subscription } = await subscribe(ada, { planId: await planOf(shop) });
  const cycleId = await cycleToCome(shop.tenantId);
  await ada.do(`mutation C($input: SubscriptionCancelInput!) { subscriptionCancel(input: $input) { userErrors { code } } }`, {
    input: { subscriptionId: subscription.id, timing: 'NOW' },
  });
  await billCycleJob.run(await world.program.openSystemContext(shop.tenantId), { cycleId });
  const { invoices } = await ada.do(`{ invoices { totalCount } }`);
  expect(invoices.totalCount).toBe(1);
});

test('R3: a renewal whose answer is lost is asked about and charged once', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  const method = await attach(ada, 'sandbox_timeout_charged');
  const { subscription } = await subscribe(ada, { planId: await planOf(shop, { trialDays: 28 }), paymentMethodId: method });
  await shop.advance('2026-03-02T00:00:00Z');
  expect((await look(ada, subscription.id)).status).toBe('ACTIVE');
  expect(await charged(ada)).toEqual(['SUCCEEDED 1200']);
  expect(await world.gateway.charges(shop.tenantId)).toHaveLength(1);
});

test('charge-cycle (R6, R11): a worker that dies after the attempt was committed, or after the charge, leaves one charge behind', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const { subscription } = await subscribe(ada, { planId: await planOf(shop) });
  const desk = await world.program.openSystemContext(shop.tenantId);
  const died = await desk.transact(async (work) => billCycle(work, { cycleId: await cycleToCome(shop.tenantId), isOffSession: true }));
  expect(died).not.toBeNull();
  await shop.advance('2026-02-01T00:00:00Z');
  expect(await charged(ada)).toEqual(['SUCCEEDED 1200', 'SUCCEEDED 1200']);
  expect((await look(ada, subscription.id)).cycles[1].settledAt).not.toBeNull();
  // The late worker comes back with the same attempt.
  const cycles = (await look(ada, subscription.id)).cycles.length;
  await chargeCycle(desk, died!);
  expect(await charged(ada)).toHaveLength(2);
  expect(await world.gateway.charges(shop.tenantId)).toHaveLength(2);
  expect((await look(ada, subscription.id)).cycles).toHaveLength(cycles);
});

test('follow-cycle-payment-when-it-settles (R8): a failed renewal that is paid with another card makes that card the subscription\'s own', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  const good = await attach(ada, 'sandbox_succeeds');
  const bad = await attach(ada, 'sandbox_declines');
  const { subscription } = await subscribe(ada, { planId: await planOf(shop, { trialDays: 28 }), paymentMethodId: bad });
  await shop.advance('2026-03-01T00:00:00Z');
  const { invoices } = await ada.do(`{ invoices { edges { node { id status } } } }`);
  const open = invoices.edges.find(({ node }: { node: { status: string } }) => node.status === 'OPEN').node.id;
  const paid = await ada.do(`mutation Pay($input: InvoicePayInput!) { invoicePay(input: $input) { userErrors { code } } }`, {
    input: { invoiceId: open, paymentMethodId: good },
  });
  expect(paid.invoicePay.userErrors).toEqual([]);
  await world.settle();
  expect((await look(ada, subscription.id)).status).toBe('ACTIVE');
  await shop.advance('2026-03-29T00:00:00Z');
  expect((await look(ada, subscription.id)).status).toBe('ACTIVE');
  expect((await charged(ada)).sort()).toEqual(['FAILED 1200', 'SUCCEEDED 1200', 'SUCCEEDED 1200']);
});

const INVOICE_PAY = `mutation Pay($input: InvoicePayInput!) { invoicePay(input: $input) { userErrors { code } } }`;
const OPEN_INVOICES = '{ invoices(first: 20) { edges { node { id status } } } }';

test('a first payment that was declined and is made with another card makes that card the subscription\'s own', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  await attach(ada, 'sandbox_declines_hard');
  const good = await attach(ada, 'sandbox_succeeds');
  const { subscription } = await subscribe(ada, { planId: await planOf(shop) });
  expect(subscription.status).toBe('INCOMPLETE');
  const { invoices } = await ada.do(OPEN_INVOICES);
  await ada.do(INVOICE_PAY, { input: { invoiceId: invoices.edges[0].node.id, paymentMethodId: good } });
  await world.settle();
  await shop.advance('2026-03-29T00:00:00Z');
  expect((await look(ada, subscription.id)).status).toBe('ACTIVE');
  expect((await charged(ada)).sort()).toEqual(['FAILED 1200', 'SUCCEEDED 1200', 'SUCCEEDED 1200']);
});

test.each(['sandbox_never_heard', 'sandbox_bank_transfer'])(
  'while the first payment (%s) is not known, no later period is billed, whatever card the user attaches',
  async (token) => {
    const shop = await shopAt(world);
    const ada = await shop.user();
    await attach(ada, token);
    const { subscription } = await subscribe(ada, { planId: await planOf(shop, { interval: 'DAY' }) });
    const paymentMethodId = await attach(ada, 'sandbox_succeeds');
    await ada.do(`mutation Default($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { userErrors { code } } }`, { input: { paymentMethodId } });
    await shop.advance('2026-02-03T09:00:00Z');
    expect((await look(ada, subscription.id)).status).toBe('INCOMPLETE');
    const { invoices } = await ada.do(OPEN_INVOICES);
    expect(invoices.edges.map(({ node }: { node: { status: string } }) => node.status)).toEqual(['OPEN']);
    expect(await charged(ada)).toHaveLength(1);
  },
);

test('an outcome that is known only after the last day of dunning is followed by one attempt more', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const { subscription } = await subscribe(ada, { planId: await planOf(shop) });
  const paymentMethodId = await attach(ada, 'sandbox_never_heard');
  await ada.do('mutation D($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { userErrors { code } } }', { input: { paymentMethodId } });
  await shop.advance('2026-03-20T00:00:00Z');
  const resolve = async () => {
    const { payments } = await shop.server.do('{ payments(first: 20) { edges { node { id status } } } }');
    const paymentId = payments.edges.find(({ node }: Data) => node.status === 'UNKNOWN').node.id;
    await shop.server.do('mutation R($input: PaymentResolveInput!) { paymentResolve(input: $input) { userErrors { code } } }', { input: { paymentId, status: 'FAILED' } });
    await world.settle();
  };
  await resolve();
  await shop.advance('2026-03-20T00:01:00Z');
  expect([(await look(ada, subscription.id)).status, await charged(ada)]).toEqual(['PAST_DUE', ['UNKNOWN 1200', 'FAILED 1200', 'SUCCEEDED 1200']]);
  await shop.advance('2026-03-27T00:00:00Z');
  await resolve();
  expect((await look(ada, subscription.id)).status).toBe('CANCELED');
});

test('once the first payment arrives the subscription is active, and is billed from its next period on', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  await attach(ada, 'sandbox_bank_transfer');
  const { subscription } = await subscribe(ada, { planId: await planOf(shop, { interval: 'DAY' }) });
  await attach(ada, 'sandbox_succeeds');
  await shop.advance('2026-02-03T12:00:00Z');
  const { status, cycles } = await look(ada, subscription.id);
  expect(status).toBe('ACTIVE');
  expect(cycles.map(({ startAt, status: cycle }: { startAt: string; status: string }) => `${startAt.slice(5, 10)} ${cycle}`)).toEqual([
    '01-31 BILLED', '02-01 SKIPPED', '02-02 SKIPPED', '02-03 BILLED', '02-04 UPCOMING',
  ]);
});

test('settle-cycle: the first payment after a trial activates the subscription, also when only a retry of it succeeds', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  const method = await attach(ada, 'sandbox_declines_twice');
  const { subscription } = await subscribe(ada, { planId: await planOf(shop, { trialDays: 28 }), paymentMethodId: method });
  await shop.advance('2026-03-20T00:00:00Z');
  expect(await charged(ada)).toEqual(['SUCCEEDED 1200', 'FAILED 1200', 'FAILED 1200']);
  expect((await look(ada, subscription.id)).status).toBe('ACTIVE');
  const { events } = await shop.server.do(`{ events(types: ["subscription.activated", "subscription.renewed"], first: 10) { edges { node { type } } } }`);
  expect(events.edges).toEqual([{ node: { type: 'subscription.activated' } }]);
});

test('a change to another interval that comes with the end of a trial: the first paid period is the new plan\'s', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const { subscription } = await subscribe(ada, { planId: await planOf(shop, { trialDays: 14 }) });
  const input = { subscriptionId: subscription.id, planId: await planOf(shop, { interval: 'YEAR', price: 9_900 }), timing: 'PERIOD_END' };
  await ada.do('mutation Change($input: SubscriptionChangePlanInput!) { subscriptionChangePlan(input: $input) { userErrors { code } } }', { input });
  await shop.advance('2026-02-14T10:00:00.000Z');
  const { status, cycles } = await look(ada, subscription.id);
  expect(status).toBe('ACTIVE');
  expect(cycles[0]).toMatchObject({ index: 0, status: 'BILLED', startAt: '2026-02-14T10:00:00.000Z', endAt: '2027-02-14T10:00:00.000Z' });
  expect(await charged(ada)).toEqual(['SUCCEEDED 9900']);
});

test('R10: after workers were down for three periods each is billed once, in order', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  await subscribe(ada, { planId: await planOf(shop) });
  const desk = await world.program.openSystemContext(shop.tenantId);
  await desk.transact((work) => work.change('test: outage', `UPDATE test_clock SET now = '2026-05-01 00:00:00.000' WHERE tenant_id = :tenant`));
  await shop.advance('2026-05-01T00:00:01Z');
  expect(await charged(ada)).toEqual(Array(4).fill('SUCCEEDED 1200'));
  const { invoices } = await ada.do(`{ invoices(first: 10) { edges { node { number lines { periodStart } } } } }`);
  const starts = invoices.edges.map(({ node }: { node: { lines: { periodStart: string }[] } }) => node.lines[0]!.periodStart.slice(0, 10));
  expect(starts.sort()).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']);
});

test('a card that was declined for good is not tried again', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  const stolen = await attach(ada, 'sandbox_declines_hard');
  const { subscription } = await subscribe(ada, { planId: await planOf(shop, { trialDays: 28 }), paymentMethodId: stolen });
  await shop.advance('2026-03-15T00:00:00Z');
  expect(await charged(ada)).toEqual(['FAILED 1200']);
  expect((await look(ada, subscription.id)).status).toBe('CANCELED');
});

test('a user whose subscription is past due cannot start a second one to the plan', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  await attach(ada, 'sandbox_declines');
  const planId = await planOf(shop, { trialDays: 28 });
  await subscribe(ada, { planId });
  await shop.advance('2026-03-01T00:00:00Z');
  expect(await subscribe(ada, { planId })).toEqual({ subscription: null, userErrors: [{ code: 'SUBSCRIPTION_PAST_DUE', field: ['planId'] }] });
  const { subscriptions } = await ada.do(`{ subscriptions { totalCount } }`);
  expect(subscriptions.totalCount).toBe(1);
});

test('a free plan is active at once and renews without a charge', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  const { subscription } = await subscribe(ada, { planId: await planOf(shop, { price: 0 }) });
  expect(subscription.status).toBe('ACTIVE');
  await shop.advance('2026-03-01T00:00:00Z');
  expect(await charged(ada)).toEqual([]);
  expect(await storyOf(ada)).toEqual([
    '2026-01-31 subscription.created',
    '2026-01-31 subscription.activated',
    '2026-01-31 subscription.cycle_settled',
    '2026-02-23 subscription.renewal_upcoming',
    '2026-02-28 subscription.cycle_settled',
    '2026-02-28 subscription.renewed',
  ]);
});

test('the real scheduler, under database time, picks a due renewal up', async () => {
  const busy = await World.open({ withWorker: true, breaks: ['subscriptions.cycles-neither-overlap-nor-leave-a-gap', 'subscriptions.billed-periods-do-not-overlap'] });
  try {
    const shop = await busy.tenant({ mode: 'LIVE', timeZone: 'UTC' });
    const ada = await shop.user();
    await attach(ada, 'sandbox_succeeds');
    const { subscription } = await subscribe(ada, { planId: await planOf(shop, { interval: 'DAY' }) });
    const live = await ada.listen(`subscription { subscriptionEvents(types: ["subscription.renewed"]) { type objectId } }`);
    // As if the subscription had been made a day earlier: everything about it moves back by one period.
    const desk = await busy.program.openSystemContext(shop.tenantId);
    await desk.transact(async (work) => {
      for (const [table, column] of [['billing_cycle', 'start_at'], ['billing_cycle', 'end_at'], ['job', 'due_at']] as const) {
        const rows = await work.rows(`test: ${table}`, `SELECT ${column} AS at FROM ${table} WHERE tenant_id = :tenant`);
        for (const at of new Set(rows.map((row) => row.at as string))) {
          const earlier = addMs(instantFromText(at), -86_400_000).toISOString().replace('T', ' ').slice(0, 23);
          await work.change(`test: ${table}`, `UPDATE ${table} SET ${column} = :earlier WHERE tenant_id = :tenant AND ${column} = :at`, { at, earlier });
        }
      }
    });
    expect((await live.next(1))[0].data.subscriptionEvents).toEqual({ type: 'subscription.renewed', objectId: subscription.id });
    expect(await charged(ada)).toEqual(['SUCCEEDED 1200', 'SUCCEEDED 1200']);
    await live.stop();
  } finally {
    await busy.close();
  }
});

test('the answer to a charge is written down with the subscription held before its invoice, as it is billed', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  await subscribe(ada, { planId: await planOf(shop) });
  await shop.advance('2026-02-28T09:59:59.000Z');
  const names = await statementsDuring(shop, () => shop.advance('2026-02-28T10:00:00.000Z'));
  const settling = names.slice(names.indexOf('event_pending: insert') + 1);
  expect(settling.slice(0, 5)).toEqual(['billing_cycle', 'subscription', 'billing_cycle', 'invoice', 'payment']);
});
