import { attach, charged, look, planOf, shopAt, storyOf, subscribe } from '../../../tests/kit/subscribing';
import { examineAfterEach } from '../../../tests/kit/invariants';
import type { Client, Data, SignedInClient } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
examineAfterEach(() => world);
afterAll(() => world.close());

const BILL = 'lines { description quantity amount { amountMinor } isProration explanation periodStart periodEnd } subtotal { amountMinor } total { amountMinor } deductions { kind amount { amountMinor } } due { amountMinor }';
const CHANGE = `mutation Change($input: SubscriptionChangePlanInput!) { subscriptionChangePlan(input: $input) {
  subscription { status quantity plan { id } scheduledChange { action effectiveAt quantity plan { id } } currentPeriodStart currentPeriodEnd }
  invoice { status ${BILL} } userErrors { code field } } }`;
const PREVIEW = `query Preview($input: SubscriptionPreviewInput!) { subscriptionPreview(input: $input) { invoiceNow { ${BILL} } nextInvoice { ${BILL} } nextInvoiceAt } }`;
const INVOICES = `{ invoices(last: 50) { edges { node { status ${BILL} } } } }`;

const change = async (client: Client, input: Data) => (await client.do(CHANGE, { input })).subscriptionChangePlan;
const preview = async (client: SignedInClient, input: Data) => (await client.do(PREVIEW, { input })).subscriptionPreview;
/** Oldest first, without their states. */
async function bills(client: SignedInClient): Promise<Data[]> {
  const { invoices } = await client.do(INVOICES);
  return invoices.edges.map(({ node: { status: _status, ...bill } }: Data) => bill).reverse();
}
const amountsOf = (bill: Data) => bill.lines.map(({ amount }: Data) => amount.amountMinor);
const balanceOf = async (client: SignedInClient) => (await client.do('{ viewer { creditBalances { amountMinor currency } } }')).viewer.creditBalances;

/** Ada pays 30.00 a month from 31 January 2026, 00:00 UTC; a plan of 50.00 is on offer. */
async function adaOn(options: Parameters<typeof planOf>[1] = { price: 3_000 }) {
  const shop = await shopAt(world, '2026-01-31T00:00:00Z');
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const [small, large] = [await planOf(shop, options), await planOf(shop, { price: 5_000 })];
  const { subscription } = await subscribe(ada, { planId: small });
  return { shop, ada, small, large, subscriptionId: subscription.id as string };
}

describe('change-plan', () => {
  test('M2: prorations stand on the next invoice, which is the one that was previewed', async () => {
    const { shop, ada, large, subscriptionId } = await adaOn();
    await shop.advance('2026-02-10T12:00:00Z');
    const input = { subscriptionId, planId: large };
    const previewed = await preview(ada, input);
    expect(previewed).toMatchObject({ invoiceNow: null, nextInvoiceAt: '2026-02-28T00:00:00.000Z' });
    expect(amountsOf(previewed.nextInvoice)).toEqual([-1_875, 3_125, 5_000]);
    expect(await change(ada, input)).toMatchObject({ subscription: { status: 'ACTIVE', plan: { id: large }, scheduledChange: null }, invoice: null, userErrors: [] });
    // The change is done: what comes next is still the same.
    expect(await preview(ada, { subscriptionId })).toEqual(previewed);
    await shop.advance('2026-02-28T00:00:00Z');
    const [, second] = await bills(ada);
    expect(second).toEqual(previewed.nextInvoice);
    expect(second!.total).toEqual({ amountMinor: 6_250 });
    expect(await charged(ada)).toEqual(['SUCCEEDED 6250', 'SUCCEEDED 3000']);
    await shop.advance('2026-03-31T00:00:00Z');
    expect(amountsOf((await bills(ada))[2]!)).toEqual([5_000]);
    expect((await storyOf(ada)).filter((line) => line.includes('changed'))).toEqual(['2026-02-10 subscription.plan_changed']);
  });

  test('billed now: the invoice is the one that was previewed, and is charged at once', async () => {
    const { shop, ada, large, subscriptionId } = await adaOn();
    await shop.advance('2026-02-10T12:00:00Z');
    const input = { subscriptionId, planId: large, prorationBehavior: 'ALWAYS_INVOICE' };
    const { invoiceNow, nextInvoice } = await preview(ada, input);
    const { invoice: { status, ...bill }, userErrors } = await change(ada, input);
    expect({ status, userErrors, bill }).toEqual({ status: 'PAID', userErrors: [], bill: invoiceNow });
    expect([amountsOf(bill), bill.due]).toEqual([[-1_875, 3_125], { amountMinor: 1_250 }]);
    expect(await charged(ada)).toEqual(['SUCCEEDED 1250', 'SUCCEEDED 3000']);
    await shop.advance('2026-02-28T00:00:00Z');
    expect((await bills(ada))[2]).toEqual(nextInvoice);
  });

  test('open-schedule, M3: from a year to a month now: the rest of the year becomes credit, a new period begins, and later invoices use it up', async () => {
    const { shop, ada, subscriptionId } = await adaOn({ price: 12_000, interval: 'YEAR' });
    const monthly = await planOf(shop, { price: 1_500 });
    await shop.advance('2026-08-01T12:00:00Z');
    const input = { subscriptionId, planId: monthly };
    const { invoiceNow, nextInvoice, nextInvoiceAt } = await preview(ada, input);
    const { subscription, invoice: { status, ...bill } } = await change(ada, input);
    expect({ status, bill }).toEqual({ status: 'PAID', bill: invoiceNow });
    expect([amountsOf(bill), bill.due, await balanceOf(ada)]).toEqual([[-6_000, 1_500], { amountMinor: 0 }, [{ amountMinor: 4_500, currency: 'GBP' }]]);
    expect(subscription).toMatchObject({ currentPeriodStart: '2026-08-01T12:00:00.000Z', currentPeriodEnd: nextInvoiceAt });
    await shop.advance('2026-12-01T12:00:00Z');
    const later = (await bills(ada)).slice(2);
    expect(later[0]).toEqual(nextInvoice);
    expect(later.map(({ due }) => due.amountMinor)).toEqual([0, 0, 0, 1_500]);
    expect(await balanceOf(ada)).toEqual([]);
    expect(await charged(ada)).toEqual(['SUCCEEDED 1500', 'SUCCEEDED 12000']);
    const { cycles } = await look(ada, subscriptionId);
    expect(cycles.slice(0, 4).map((cycle: Data) => [cycle.index, cycle.status, cycle.startAt.slice(0, 10), cycle.endAt.slice(0, 10)])).toEqual([
      [0, 'BILLED', '2026-01-31', '2026-08-01'],
      [0, 'BILLED', '2026-08-01', '2026-09-01'],
      [1, 'BILLED', '2026-09-01', '2026-10-01'],
      [2, 'BILLED', '2026-10-01', '2026-11-01'],
    ]);
  });

  test('without prorations the new price begins with the next period; more seats are prorated like another plan', async () => {
    const { shop, ada, large, subscriptionId } = await adaOn();
    await shop.advance('2026-02-14T00:00:00Z');
    const waived = { subscriptionId, planId: large, prorationBehavior: 'NONE' };
    expect((await ada.ask(CHANGE, { input: waived })).errors![0]!.extensions.code).toBe('FORBIDDEN');
    expect((await ada.ask('query P($input: SubscriptionPreviewInput!) { subscriptionPreview(input: $input) { nextInvoiceAt } }', { input: waived })).errors![0]!.extensions.code).toBe('FORBIDDEN');
    await change(shop.server, waived);
    // Nothing was billed for the new plan in this period: what is given back is the rest of what was billed for the one before.
    await change(ada, { subscriptionId, quantity: 3 });
    await shop.advance('2026-02-28T00:00:00Z');
    const [, second] = await bills(ada);
    expect([amountsOf(second!), second!.lines[0].description]).toEqual([[-1_500, 7_500, 15_000], 'Unused time of Monthly box']);
    expect(await look(ada, subscriptionId)).toMatchObject({ status: 'ACTIVE' });
  });

  test('to another plan without prorations and back again: what was billed for the period is not billed twice', async () => {
    const { shop, ada, small, large, subscriptionId } = await adaOn();
    await shop.advance('2026-02-14T00:00:00Z');
    await change(shop.server, { subscriptionId, planId: large, prorationBehavior: 'NONE' });
    const { invoice } = await change(ada, { subscriptionId, planId: small, prorationBehavior: 'ALWAYS_INVOICE' });
    expect([amountsOf(invoice), invoice.due]).toEqual([[-1_500, 1_500], { amountMinor: 0 }]);
    await shop.advance('2026-02-28T00:00:00Z');
    expect(await charged(ada)).toEqual(['SUCCEEDED 3000', 'SUCCEEDED 3000']);
  });

  test('two changes in one period: each gives back the rest of what was charged for the plan before it', async () => {
    const { shop, ada, small, large, subscriptionId } = await adaOn();
    await shop.advance('2026-02-14T00:00:00Z');
    await change(ada, { subscriptionId, planId: large });
    await shop.advance('2026-02-21T00:00:00Z');
    await change(ada, { subscriptionId, planId: small });
    await shop.advance('2026-02-28T00:00:00Z');
    expect(amountsOf((await bills(ada))[1]!)).toEqual([-1_500, 2_500, -1_250, 750, 3_000]);
  });

  test('undo-change: a decline takes a change back that was billed at once, with what it had taken up', async () => {
    const { shop, ada, small, large, subscriptionId } = await adaOn();
    await shop.advance('2026-02-14T00:00:00Z');
    await change(ada, { subscriptionId, quantity: 2 });
    const before = await preview(ada, { subscriptionId });
    const paymentMethodId = await attach(ada, 'sandbox_declines');
    await ada.do(`mutation Default($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { userErrors { code } } }`, { input: { paymentMethodId } });
    const declined = await change(ada, { subscriptionId, planId: large, quantity: 10_000, prorationBehavior: 'ALWAYS_INVOICE' });
    expect(declined).toMatchObject({ subscription: { status: 'ACTIVE', quantity: 2, plan: { id: small } }, invoice: { status: 'VOID' }, userErrors: [{ code: 'PAYMENT_DECLINED' }] });
    expect(await preview(ada, { subscriptionId })).toEqual(before);
  });

  test('no credit is minted: what waits meets on the invoice that is billed at once', async () => {
    const { shop, ada, small, large, subscriptionId } = await adaOn();
    await shop.advance('2026-02-14T00:00:00Z');
    await change(ada, { subscriptionId, planId: large, quantity: 10_000 });
    const input = { subscriptionId, planId: small, quantity: 1, prorationBehavior: 'ALWAYS_INVOICE' };
    const { invoiceNow } = await preview(ada, input);
    const { invoice: { status: _status, ...bill } } = await change(ada, input);
    expect([amountsOf(bill), await balanceOf(ada)]).toEqual([[-1_500, 25_000_000, -25_000_000, 1_500], []]);
    expect(bill).toEqual(invoiceNow);
  });

  test('whoever ends owes what was changed, and gets what was promised', async () => {
    for (const [quantities, due, credit] of [[[10], 27_000, []], [[10, 1], 0, []]] as const) {
      const { ada, subscriptionId } = await adaOn();
      for (const quantity of quantities) await change(ada, { subscriptionId, quantity });
      await ada.do(`mutation Cancel($input: SubscriptionCancelInput!) { subscriptionCancel(input: $input) { userErrors { code } } }`, { input: { subscriptionId, timing: 'NOW' } });
      expect((await bills(ada)).at(-1)!.due.amountMinor).toBe(due);
      expect(await balanceOf(ada)).toEqual(credit);
    }
  });

  test('a new interval that nobody pays for gives the rest of the old one back as credit when it ends', async () => {
    const { shop, ada, subscriptionId } = await adaOn({ price: 12_000, interval: 'YEAR' });
    const dear = await planOf(shop, { price: 20_000 });
    await shop.advance('2026-08-01T12:00:00Z');
    const paymentMethodId = await attach(ada, 'sandbox_declines');
    await ada.do(`mutation Default($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { userErrors { code } } }`, { input: { paymentMethodId } });
    await change(ada, { subscriptionId, planId: dear });
    await shop.advance('2026-09-01T00:00:00Z');
    expect((await look(ada, subscriptionId)).status).toBe('CANCELED');
    expect(await balanceOf(ada)).toEqual([{ amountMinor: 6_000, currency: 'GBP' }]);
  });

  test('while the next period is due and not billed yet nothing is changed, and it is billed once', async () => {
    const { shop, ada, large, subscriptionId } = await adaOn();
    const desk = await world.program.openSystemContext(shop.tenantId);
    await desk.transact((work) => work.change('test: outage', `UPDATE test_clock SET now = '2026-02-28 01:00:00.000' WHERE tenant_id = :tenant`));
    for (const timing of ['NOW', 'PERIOD_END']) {
      expect((await change(ada, { subscriptionId, planId: large, timing })).userErrors).toEqual([{ code: 'SUBSCRIPTION_NOT_CHANGEABLE', field: ['subscriptionId'] }]);
    }
    await shop.advance('2026-02-28T02:00:00Z');
    expect((await bills(ada)).map(amountsOf)).toEqual([[3_000], [3_000]]);
  });

  test('what is to end with its period, or whose charge is under way, is not changed', async () => {
    const { shop, ada, large, subscriptionId } = await adaOn();
    const cancel = `mutation Cancel($input: SubscriptionCancelInput!) { subscriptionCancel(input: $input) { subscription { scheduledChange { action } } userErrors { code } } }`;
    await change(ada, { subscriptionId, planId: large, timing: 'PERIOD_END' });
    expect((await ada.do(cancel, { input: { subscriptionId } })).subscriptionCancel.subscription.scheduledChange).toEqual({ action: 'CANCEL' });
    expect((await change(ada, { subscriptionId, planId: large })).userErrors).toEqual([{ code: 'SUBSCRIPTION_NOT_CHANGEABLE', field: ['subscriptionId'] }]);
    const uncancel = `mutation Uncancel($input: SubscriptionUncancelInput!) { subscriptionUncancel(input: $input) { subscription { scheduledChange { action } } } }`;
    expect((await ada.do(uncancel, { input: { subscriptionId } })).subscriptionUncancel.subscription.scheduledChange).toBeNull();
    const paymentMethodId = await attach(ada, 'sandbox_bank_transfer');
    await ada.do(`mutation Default($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { userErrors { code } } }`, { input: { paymentMethodId } });
    await shop.advance('2026-02-28T00:00:01Z');
    expect((await change(ada, { subscriptionId, planId: large })).userErrors).toEqual([{ code: 'PAYMENT_IN_PROGRESS', field: ['subscriptionId'] }]);
    for (const deed of [{ planId: large }, { action: 'CANCEL', timing: 'NOW', prorationBehavior: 'CREATE_PRORATIONS' }]) {
      expect((await ada.ask(PREVIEW, { input: { subscriptionId, ...deed } })).errors![0]!.extensions.reason).toBe('PAYMENT_IN_PROGRESS');
    }
  });

  test.each([[1_000, -2_000], [3_000, null]])('of %i that were refunded nothing is given back a second time', async (amountMinor, credit) => {
    const { shop, ada, large, subscriptionId } = await adaOn();
    const { payments } = await ada.do('{ payments(first: 1) { edges { node { id } } } }');
    const REFUND = `mutation Refund($input: PaymentRefundInput!) { paymentRefund(input: $input) { userErrors { code } } }`;
    await shop.server.do(REFUND, { input: { paymentId: payments.edges[0].node.id, amountMinor } });
    const { nextInvoice } = await preview(ada, { subscriptionId, planId: large });
    expect(amountsOf(nextInvoice)).toEqual([...(credit === null ? [] : [credit]), 5_000, 5_000]);
  });

  test('M8: a change for the end of the period is one at most, and a change now takes its place', async () => {
    const { shop, ada, small, large, subscriptionId } = await adaOn();
    const tiny = await planOf(shop, { price: 100 });
    const later = await change(ada, { subscriptionId, planId: tiny, timing: 'PERIOD_END' });
    const scheduledChange = { action: 'CHANGE_PLAN', effectiveAt: '2026-02-28T00:00:00.000Z', quantity: 1, plan: { id: tiny } };
    expect(later.subscription).toMatchObject({ plan: { id: small }, scheduledChange });
    expect((await change(ada, { subscriptionId, quantity: 2, timing: 'PERIOD_END' })).subscription.scheduledChange).toMatchObject({ quantity: 2, plan: { id: small } });
    expect((await change(ada, { subscriptionId, planId: large })).subscription).toMatchObject({ plan: { id: large }, scheduledChange: null });
    await shop.advance('2026-03-01T00:00:00Z');
    expect((await look(ada, subscriptionId)).cycles).toHaveLength(3);
    expect(amountsOf((await bills(ada))[1]!)).toEqual([-3_000, 5_000, 5_000]);
  });

  test.each([['MONTH', '2026-03-31'], ['YEAR', '2027-02-28']] as const)('take-terms: at the end of the period a plan by the %s is billed as previewed, and no money is prorated', async (interval, end) => {
    const { shop, ada, subscriptionId } = await adaOn();
    const next = await planOf(shop, { price: 700, interval });
    const input = { subscriptionId, planId: next, timing: 'PERIOD_END' };
    const { invoiceNow, nextInvoice } = await preview(ada, input);
    await change(ada, input);
    // What comes is what is scheduled.
    expect((await preview(ada, { subscriptionId })).nextInvoice).toEqual(nextInvoice);
    await shop.advance('2026-02-28T00:00:00Z');
    const [, second] = await bills(ada);
    expect([invoiceNow, amountsOf(second!)]).toEqual([null, [700]]);
    expect(second).toEqual(nextInvoice);
    expect(await look(ada, subscriptionId)).toMatchObject({ currentPeriodStart: '2026-02-28T00:00:00.000Z', currentPeriodEnd: `${end}T00:00:00.000Z` });
    expect(await charged(ada)).toEqual(['SUCCEEDED 700', 'SUCCEEDED 3000']);
  });

  test.each(['NOW', 'PERIOD_END'])('inside a trial no money is changed, and the first period is that of the new plan (%s)', async (timing) => {
    const { shop, ada, small, subscriptionId } = await adaOn({ price: 3_000, trialDays: 10 });
    const yearly = await planOf(shop, { price: 20_000, interval: 'YEAR' });
    const input = { subscriptionId, planId: yearly, timing };
    const { nextInvoice, nextInvoiceAt } = await preview(ada, input);
    expect(await change(ada, input)).toMatchObject({ subscription: { status: 'TRIALING', plan: { id: timing === 'NOW' ? yearly : small } }, invoice: null });
    await shop.advance('2026-02-10T00:00:00Z');
    expect(nextInvoiceAt).toBe('2026-02-10T00:00:00.000Z');
    expect(await bills(ada)).toEqual([nextInvoice]);
    expect(await look(ada, subscriptionId)).toMatchObject({ status: 'ACTIVE', currentPeriodStart: '2026-02-10T00:00:00.000Z', currentPeriodEnd: '2027-02-10T00:00:00.000Z' });
  });

  test('a renewal is announced at what it will cost, and settled at what it did', async () => {
    const { shop, ada, large, subscriptionId } = await adaOn();
    await shop.advance('2026-02-14T00:00:00Z');
    await change(ada, { subscriptionId, planId: large });
    await shop.advance('2026-02-28T00:00:00Z');
    const { events } = await ada.do(`{ events(first: 50, types: ["subscription.renewal_upcoming", "subscription.renewed"]) { edges { node { type data } } } }`);
    expect(events.edges.map(({ node: { type, data } }: Data) => [type, data.amountMinor])).toEqual([
      ['subscription.renewal_upcoming', 6_000],
      ['subscription.renewed', 6_000],
    ]);
  });

  test('the preview of a new subscription is its first invoice; of what is unknown it is null', async () => {
    const { shop, ada } = await adaOn();
    const planId = await planOf(shop, { price: 999 });
    const { invoiceNow, nextInvoice, nextInvoiceAt } = await preview(ada, { planId, quantity: 2 });
    await subscribe(ada, { planId, quantity: 2 });
    expect((await bills(ada))[1]).toEqual(invoiceNow);
    await shop.advance('2026-02-28T00:00:00Z');
    expect(nextInvoiceAt).toBe('2026-02-28T00:00:00.000Z');
    expect(await bills(ada)).toContainEqual(nextInvoice);
    expect([await preview(ada, { planId: 'plan_unknown' }), await preview(ada, { subscriptionId: 'sub_unknown' })]).toEqual([null, null]);
  });

  test('what cannot be changed is refused with its field, and nothing is written', async () => {
    const { shop, ada, large, subscriptionId } = await adaOn();
    const eve = await shop.user({ name: 'Eve' });
    const archived = await planOf(shop, { price: 1 });
    await shop.server.do(`mutation Archive($input: PlanArchiveInput!) { planArchive(input: $input) { userErrors { code } } }`, { input: { planId: archived } });
    const refused = async (client: SignedInClient, input: Data) => (await change(client, { subscriptionId, ...input })).userErrors;
    expect(await refused(ada, { planId: archived })).toEqual([{ code: 'PLAN_ARCHIVED', field: ['planId'] }]);
    expect(await refused(ada, { planId: 'plan_unknown' })).toEqual([{ code: 'NOT_FOUND', field: ['planId'] }]);
    expect(await refused(ada, { quantity: 0 })).toEqual([{ code: 'INVALID', field: ['quantity'] }]);
    expect(await refused(eve, { planId: large })).toEqual([{ code: 'NOT_FOUND', field: ['subscriptionId'] }]);
    expect(await bills(ada)).toHaveLength(1);
    await ada.do(`mutation Cancel($input: SubscriptionCancelInput!) { subscriptionCancel(input: $input) { userErrors { code } } }`, { input: { subscriptionId, timing: 'NOW' } });
    expect(await refused(ada, { planId: large })).toEqual([{ code: 'SUBSCRIPTION_ENDED', field: ['subscriptionId'] }]);
  });
});
