import { attach, charged, planOf, shopAt, subscribe } from '../../../tests/kit/subscribing';
import { statementsOf } from '../../../tests/kit/statements';
import type { Data, Shop, SignedInClient } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';
import { billCycleJob } from './jobs/bill-cycle.job';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const CREATE = `mutation C($input: PlanCreateInput!) { planCreate(input: $input) { plan { id prices { amountMinor currency } meters { meter model currency unitPrice perUnits } } userErrors { code field } } }`;
const RECORD = `mutation R($input: UsageRecordInput!) { usageRecord(input: $input) { usage { meter quantity usedAt } userErrors { code field } } }`;
const CHANGE = `mutation C($input: SubscriptionChangePlanInput!) { subscriptionChangePlan(input: $input) { userErrors { code } } }`;
const LINES = 'lines { kind description explanation periodStart periodEnd isProration amount { amountMinor } }';
const USAGE = `query U($id: ID!) { subscription(id: $id) { usage { meter quantity explanation amount { amount } } } }`;

const GBP = { amountMinor: 3_000, currency: 'GBP' };
const METERS = [{ meter: 'calls', unitPrice: '0.05' }];
async function meteredPlan(shop: Shop, input: Data = {}): Promise<string> {
  const { planCreate } = await shop.server.do(CREATE, { input: { name: 'API', interval: 'MONTH', price: GBP, meters: METERS, ...input } });
  expect(planCreate.userErrors).toEqual([]);
  return planCreate.plan.id;
}
const record = async (shop: Shop, input: Data) => (await shop.server.do(RECORD, { input: { meter: 'calls', ...input } })).usageRecord;
const change = async (user: SignedInClient, input: Data) => expect((await user.do(CHANGE, { input })).subscriptionChangePlan.userErrors).toEqual([]);
const usageOf = async (user: SignedInClient, id: string) => (await user.do(USAGE, { id })).subscription.usage;
const cancel = (user: SignedInClient, subscriptionId: string) =>
  user.do('mutation C($input: SubscriptionCancelInput!) { subscriptionCancel(input: $input) { userErrors { code } } }', { input: { subscriptionId, timing: 'NOW' } });

/** The lines of each invoice, oldest first: "PLAN 3000". */
async function bills(user: SignedInClient): Promise<string[][]> {
  const { invoices } = await user.do(`{ invoices { edges { node { ${LINES} } } } }`);
  return invoices.edges.map(({ node }: Data) => node.lines.map((line: Data) => `${line.kind} ${line.amount.amountMinor}`)).reverse();
}

async function previewed(user: SignedInClient, input: Data): Promise<Data> {
  const { subscriptionPreview } = await user.do(`query P($input: SubscriptionPreviewInput!) { subscriptionPreview(input: $input) { invoiceNow { ${LINES} due { amountMinor } } nextInvoice { ${LINES} due { amountMinor } } } }`, { input });
  return subscriptionPreview;
}

async function lastBill(user: SignedInClient): Promise<Data> {
  return (await user.do(`{ invoices(first: 1) { edges { node { ${LINES} due { amountMinor } } } } }`)).invoices.edges[0].node;
}

/** Ada pays 30.00 a month and 0.05 a call, from 31 January 2026. */
async function adaOn(input: Data = {}) {
  const shop = await shopAt(world, '2026-01-31T00:00:00Z');
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const planId = await meteredPlan(shop, input);
  const { subscription } = await subscribe(ada, { planId });
  return { shop, ada, planId, subscriptionId: subscription.id as string };
}

describe('bill-usage', () => {
  test('between plans that cost nothing but their use no bill is made by a change: what was used stands on the next, as it was previewed', async () => {
    const free = { price: { amountMinor: 0, currency: 'GBP' } };
    const { shop, ada, subscriptionId } = await adaOn(free);
    const planId = await meteredPlan(shop, { ...free, meters: [{ meter: 'calls', unitPrice: '0.10' }] });
    await shop.advance('2026-02-10T00:00:00Z');
    await record(shop, { subscriptionId, quantity: 100 });
    const input = { subscriptionId, planId, prorationBehavior: 'ALWAYS_INVOICE' };
    const { invoiceNow, nextInvoice } = await previewed(ada, input);
    expect([invoiceNow, nextInvoice.due.amountMinor]).toEqual([null, 500]);
    await change(ada, input);
    await shop.advance('2026-02-28T00:00:01Z');
    expect(await bills(ada)).toEqual([['PLAN 0'], nextInvoice.lines.map((line: Data) => `${line.kind} ${line.amount.amountMinor}`)]);
  });

  test('what was used stands on the next invoice, which is the one that was previewed, and on no other', async () => {
    const { shop, ada, subscriptionId } = await adaOn();
    await shop.advance('2026-02-10T00:00:00Z');
    await record(shop, { subscriptionId, quantity: 1_000, at: '2026-02-01T00:00:00Z' });
    await record(shop, { subscriptionId, quantity: 204 });
    expect(await usageOf(ada, subscriptionId)).toEqual([{ meter: 'calls', quantity: 1_204, explanation: '1,204 × 0.05 = 60.20 GBP', amount: { amount: '60.20' } }]);
    const { nextInvoice } = await previewed(ada, { subscriptionId });
    await shop.advance('2026-02-28T00:00:00Z');
    const { invoices } = await ada.do(`{ invoices(first: 1) { edges { node { ${LINES} due { amountMinor } } } } }`);
    expect(invoices.edges[0].node).toEqual(nextInvoice);
    expect(nextInvoice).toMatchObject({
      due: { amountMinor: 9_020 },
      lines: [
        { kind: 'METERED', description: 'API: calls', explanation: '1,204 × 0.05 = 60.20 GBP', periodStart: '2026-01-31T00:00:00.000Z', periodEnd: '2026-02-28T00:00:00.000Z', isProration: false },
        { kind: 'PLAN' },
      ],
    });
    expect((await usageOf(ada, subscriptionId))[0].quantity).toBe(0);
    await shop.advance('2026-03-31T00:00:00Z');
    expect(await bills(ada)).toEqual([['PLAN 3000'], ['METERED 6020', 'PLAN 3000'], ['PLAN 3000']]);
    expect(await charged(ada)).toEqual(['SUCCEEDED 3000', 'SUCCEEDED 9020', 'SUCCEEDED 3000']);
  });

  test('told after its bill it stands on the next one; used at the very end of a period it belongs to the next', async () => {
    const { shop, ada, subscriptionId } = await adaOn();
    await shop.advance('2026-02-28T00:00:00Z');
    await record(shop, { subscriptionId, quantity: 100, at: '2026-02-20T00:00:00Z' });
    await record(shop, { subscriptionId, quantity: 10, at: '2026-02-28T00:00:00Z' });
    await shop.advance('2026-03-31T00:00:00Z');
    await record(shop, { subscriptionId, quantity: 1, at: '2026-03-31T00:00:00Z' });
    await shop.advance('2026-04-30T00:00:00Z');
    expect(await bills(ada)).toEqual([['PLAN 3000'], ['PLAN 3000'], ['METERED 550', 'PLAN 3000'], ['METERED 5', 'PLAN 3000']]);
  });

  test('a bill that runs on several workers, with records that come meanwhile, bills each record once', async () => {
    const { shop, ada, subscriptionId } = await adaOn();
    await shop.advance('2026-02-10T00:00:00Z');
    await record(shop, { subscriptionId, quantity: 100 });
    const desk = await world.program.openSystemContext(shop.tenantId);
    const [row] = await desk.view.rows('test: next cycle', `SELECT id FROM billing_cycle WHERE tenant_id = :tenant AND status = 'UPCOMING'`);
    const run = async () => billCycleJob.run(await world.program.openSystemContext(shop.tenantId), { cycleId: row!.id as string });
    await Promise.all([run(), record(shop, { subscriptionId, quantity: 7 }), run(), run()]);
    await shop.advance('2026-04-30T00:00:00Z');
    const billed = (await bills(ada)).flat().filter((line) => line.startsWith('METERED')).map((line) => Number(line.split(' ')[1]));
    expect(billed.reduce((sum, amount) => sum + amount, 0)).toBe(535);
  });

  test('the end bills what was used since; a trial\'s use is free', async () => {
    const { shop, ada, subscriptionId } = await adaOn();
    await record(shop, { subscriptionId, quantity: 40 });
    await cancel(ada, subscriptionId);
    expect(await bills(ada)).toEqual([['PLAN 3000'], ['METERED 200']]);
    const onTrial = await adaOn({ trialDays: 10 });
    await record(onTrial.shop, { subscriptionId: onTrial.subscriptionId, quantity: 40 });
    expect((await usageOf(onTrial.ada, onTrial.subscriptionId))[0].quantity).toBe(0);
    await onTrial.shop.advance('2026-03-10T00:00:00Z');
    expect(await bills(onTrial.ada)).toEqual([['PLAN 3000'], ['PLAN 3000']]);
  });

  test('what was used before a period that is skipped stands on the bill after it, with the time in which it was used, as it was previewed', async () => {
    const { shop, ada, subscriptionId } = await adaOn();
    await shop.advance('2026-02-10T00:00:00Z');
    await record(shop, { subscriptionId, quantity: 100 });
    await ada.do('mutation S($input: SubscriptionSkipCycleInput!) { subscriptionSkipCycle(input: $input) { userErrors { code } } }', { input: { subscriptionId } });
    const { nextInvoice } = await previewed(ada, { subscriptionId });
    expect(nextInvoice.lines[0]).toMatchObject({ kind: 'METERED', periodStart: '2026-01-31T00:00:00.000Z', periodEnd: '2026-03-31T00:00:00.000Z' });
    await shop.advance('2026-03-05T00:00:00Z');
    expect((await previewed(ada, { subscriptionId })).nextInvoice).toEqual(nextInvoice);
    await shop.advance('2026-03-31T00:00:00Z');
    expect(await lastBill(ada)).toEqual(nextInvoice);
  });

  test.each([
    ['at the end of the period', { timing: 'PERIOD_END' }, '2026-02-28T00:00:00.000Z'],
    ['at a date', { cancelAt: '2026-02-20T00:00:00Z' }, '2026-02-20T00:00:00.000Z'],
  ])('canceled %s, the last bill of what was used ends with the subscription, as it was previewed', async (_when, input, endsAt) => {
    const { shop, ada, subscriptionId } = await adaOn();
    await shop.advance('2026-02-10T00:00:00Z');
    await record(shop, { subscriptionId, quantity: 100 });
    const { nextInvoice } = await previewed(ada, { subscriptionId, action: 'CANCEL', ...input });
    expect(nextInvoice.lines).toEqual([expect.objectContaining({ kind: 'METERED', periodStart: '2026-01-31T00:00:00.000Z', periodEnd: endsAt })]);
    await ada.do('mutation C($input: SubscriptionCancelInput!) { subscriptionCancel(input: $input) { userErrors { code } } }', { input: { subscriptionId, ...input } });
    await shop.advance('2026-03-01T00:00:00Z');
    expect(await lastBill(ada)).toEqual(nextInvoice);
  });

  test('the bill of a period that stays unpaid is given up at the end, and its use with it: nothing is billed twice', async () => {
    const { shop, ada, subscriptionId } = await adaOn();
    await record(shop, { subscriptionId, quantity: 40 });
    const bad = await attach(ada, 'sandbox_declines');
    const desk = await world.program.openSystemContext(shop.tenantId);
    await desk.transact((work) => work.change('test', 'UPDATE subscription SET payment_method_id = :bad WHERE tenant_id = :tenant', { bad }).then(() => undefined));
    await shop.advance('2026-03-15T00:00:00Z');
    expect(await bills(ada)).toEqual([['PLAN 3000'], ['METERED 200', 'PLAN 3000']]);
    const { invoices } = await ada.do('{ invoices { edges { node { status } } } }');
    expect(invoices.edges.map(({ node }: Data) => node.status)).toEqual(['UNCOLLECTIBLE', 'PAID']);
  });

  test('a change now bills what was used by the old terms, as it was previewed; one at the period\'s end bills all of the period by them', async () => {
    const { shop, ada, subscriptionId } = await adaOn();
    const dearer = await meteredPlan(shop, { meters: [{ meter: 'calls', unitPrice: '1' }] });
    await shop.advance('2026-02-14T00:00:00Z');
    await record(shop, { subscriptionId, quantity: 100 });
    const now = { subscriptionId, planId: dearer, prorationBehavior: 'ALWAYS_INVOICE' };
    const { invoiceNow, nextInvoice } = await previewed(ada, now);
    await change(ada, now);
    const { invoices } = await ada.do(`{ invoices(first: 1) { edges { node { ${LINES} due { amountMinor } } } } }`);
    expect(invoices.edges[0].node).toEqual(invoiceNow);
    await record(shop, { subscriptionId, quantity: 2 });
    const cheaper = await meteredPlan(shop);
    await change(ada, { subscriptionId, planId: cheaper, timing: 'PERIOD_END' });
    await shop.advance('2026-02-28T00:00:00Z');
    expect(nextInvoice.lines.map(({ kind }: Data) => kind)).toEqual(['PLAN']);
    expect(await bills(ada)).toEqual([['PLAN 3000'], ['METERED 500', 'PLAN -1500', 'PLAN 1500'], ['METERED 200', 'PLAN 3000']]);
  });
});

describe('record-usage', () => {
  test('the same key is the same record for good; another record with it is refused', async () => {
    const { shop, ada, subscriptionId } = await adaOn();
    const input = { subscriptionId, quantity: 5, idempotencyKey: 'call-1' };
    const first = await record(shop, input);
    expect(first).toEqual({ usage: { meter: 'calls', quantity: 5, usedAt: '2026-01-31T00:00:00.000Z' }, userErrors: [] });
    await shop.advance('2026-02-01T00:00:00Z');
    expect(await record(shop, input)).toEqual(first);
    const staff = await shop.user({ role: 'STAFF' });
    const again = async (quantity: number) => (await staff.do(RECORD, { input: { ...input, meter: 'calls', quantity } })).usageRecord;
    expect(await again(6)).toEqual({ usage: null, userErrors: [{ code: 'ALREADY_EXISTS', field: ['idempotencyKey'] }] });
    expect(await again(5)).toEqual(first);
    expect((await usageOf(ada, subscriptionId))[0].quantity).toBe(5);
  });

  test('what cannot have been used is refused, and nothing is taken down', async () => {
    const { shop, ada, subscriptionId } = await adaOn();
    for (const [input, error] of [
      [{ quantity: 0 }, { code: 'INVALID', field: ['quantity'] }],
      [{ quantity: '1000000000001' }, { code: 'INVALID', field: ['quantity'] }],
      [{ quantity: 1, meter: 'steps' }, { code: 'INVALID', field: ['meter'] }],
      [{ quantity: 1, at: '2026-01-31T00:05:01Z' }, { code: 'INVALID', field: ['at'] }],
      [{ quantity: 1, at: '2026-01-30T23:59:59Z' }, { code: 'INVALID', field: ['at'] }],
      [{ quantity: 1, subscriptionId: 'sub_01h455vb4pex5vsknk084sn02q' }, { code: 'NOT_FOUND', field: ['subscriptionId'] }],
    ] as const) {
      expect(await record(shop, { subscriptionId, ...input })).toEqual({ usage: null, userErrors: [error] });
    }
    expect((await usageOf(ada, subscriptionId))[0].quantity).toBe(0);
    expect((await ada.ask(RECORD, { input: { subscriptionId, meter: 'calls', quantity: 1 } })).errors![0]!.extensions.code).toBe('FORBIDDEN');
    await cancel(ada, subscriptionId);
    expect((await record(shop, { subscriptionId, quantity: 1 })).userErrors).toEqual([{ code: 'SUBSCRIPTION_ENDED', field: ['subscriptionId'] }]);
    expect(await bills(ada)).toEqual([['PLAN 3000']]);
  });
});

test('a plan in several currencies is billed in the one that was chosen, for good', async () => {
  const shop = await shopAt(world, '2026-01-31T00:00:00Z');
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const meters = [...METERS, { meter: 'calls', unitPrice: '7', currency: 'JPY' }];
  const planId = await meteredPlan(shop, { prices: [{ amountMinor: 5_000, currency: 'JPY' }], meters });
  const { subscription } = await subscribe(ada, { planId, currency: 'JPY' });
  await record(shop, { subscriptionId: subscription.id, quantity: 3 });
  expect((await subscribe(ada, { planId, currency: 'EUR' })).userErrors).toEqual([{ code: 'INVALID', field: ['currency'] }]);
  const pounds = await planOf(shop);
  const CHANGE_TO = `mutation C($input: SubscriptionChangePlanInput!) { subscriptionChangePlan(input: $input) { userErrors { code field } } }`;
  expect((await ada.do(CHANGE_TO, { input: { subscriptionId: subscription.id, planId: pounds } })).subscriptionChangePlan.userErrors).toEqual([{ code: 'INVALID', field: ['planId'] }]);
  // A new price list is for new subscriptions; what is left out of it stays.
  await shop.server.do('mutation U($input: PlanUpdateInput!) { planUpdate(input: $input) { userErrors { code } } }', { input: { planId, prices: [{ amountMinor: 9_000, currency: 'JPY' }] } });
  await shop.advance('2026-02-28T00:00:00Z');
  const { invoices } = await ada.do('{ invoices { edges { node { total { amount currency } } } } }');
  expect(invoices.edges.map(({ node }: Data) => node.total)).toEqual([{ amount: '5021', currency: 'JPY' }, { amount: '5000', currency: 'JPY' }]);
  const { plan } = await shop.visitor.do('query P($id: ID!) { plan(id: $id) { prices { amount currency } meters { currency unitPrice } } }', { id: planId });
  expect(plan).toEqual({
    prices: [{ amount: '30.00', currency: 'GBP' }, { amount: '9000', currency: 'JPY' }],
    meters: [{ currency: 'GBP', unitPrice: '0.05' }, { currency: 'JPY', unitPrice: '7' }],
  });
  const preview = await previewed(ada, { planId, currency: 'JPY' });
  expect(preview.invoiceNow.due).toEqual({ amountMinor: 9_000 });
});

test('the use of many subscriptions is one statement beside their terms', async () => {
  const shop = await shopAt(world);
  const planId = await meteredPlan(shop, { price: { amountMinor: 0, currency: 'GBP' } });
  for (let count = 0; count < 3; count += 1) await subscribe(await shop.user(), { planId });
  const QUERY = 'query S($first: Int!) { subscriptions(first: $first) { edges { node { usage { quantity } } } } }';
  for (const first of [1, 3]) expect(await statementsOf(shop.server, QUERY, { first })).toEqual(['subscription', 'plan_version', 'usage_record: sums']);
});
