import { couponOf } from '../../../tests/kit/coupons';
import { examineAfterEach } from '../../../tests/kit/invariants';
import type { Client, Data, SignedInClient } from '../../../tests/kit/shop';
import { attach, charged, look, planOf, shopAt, storyOf, subscribe } from '../../../tests/kit/subscribing';
import { adjustPoints, pointsProgram } from '../../../tests/kit/points';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
examineAfterEach(() => world);
afterAll(() => world.close());

const BILL = 'lines { kind description amount { amountMinor } explanation periodStart periodEnd } due { amountMinor }';
const PREVIEW = `query Preview($input: SubscriptionPreviewInput!) { subscriptionPreview(input: $input) { invoiceNow { ${BILL} } nextInvoice { ${BILL} } nextInvoiceAt } }`;
const preview = async (client: Client, input: Data) => (await client.do(PREVIEW, { input })).subscriptionPreview;
/** Oldest first. */
async function bills(client: SignedInClient): Promise<Data[]> {
  const { invoices } = await client.do(`{ invoices(last: 50) { edges { node { ${BILL} } } } }`);
  return invoices.edges.map(({ node }: Data) => node).reverse();
}
const amounts = ({ lines }: Data) => lines.map(({ kind, amount }: Data) => `${kind} ${amount.amountMinor}`);

async function act(client: Client, mutation: 'Pause' | 'Resume' | 'Cancel' | 'ChangePlan', input: Data) {
  const name = `subscription${mutation}`;
  return (await client.do(`mutation M($input: Subscription${mutation}Input!) { ${name}(input: $input) { subscription { status } userErrors { code field } } }`, { input }))[name] as Data;
}

describe('M9, wait-after-trial: a trial ends with no payment method', () => {
  test('CANCEL: canceled, no invoice', async () => {
    const shop = await shopAt(world);
    const ada = await shop.user();
    const { subscription } = await subscribe(ada, { planId: await planOf(shop, { trialDays: 28, more: { trialEndBehavior: 'CANCEL' } }) });
    await shop.advance('2026-03-01T00:00:00Z');
    expect(await look(ada, subscription.id)).toMatchObject({ status: 'CANCELED', endedAt: '2026-02-28T10:00:00.000Z', cycles: [{ status: 'SKIPPED' }] });
    expect(await bills(ada)).toEqual([]);
  });

  test('PAUSE (end-pause): paused, no invoice; resumed with a method, the first period begins and is charged', async () => {
    const shop = await shopAt(world);
    const ada = await shop.user();
    const { subscription } = await subscribe(ada, { planId: await planOf(shop, { trialDays: 28, more: { trialEndBehavior: 'PAUSE' } }) });
    const subscriptionId = subscription.id;
    await shop.advance('2026-03-01T00:00:00Z');
    expect(await look(ada, subscriptionId)).toMatchObject({ status: 'PAUSED', cycles: [{ status: 'HELD' }] });
    expect(await bills(ada)).toEqual([]);
    expect(await act(ada, 'Resume', { subscriptionId })).toEqual({ subscription: null, userErrors: [{ code: 'PAYMENT_METHOD_REQUIRED', field: ['subscriptionId'] }] });
    expect((await act(ada, 'Pause', { subscriptionId })).userErrors).toEqual([{ code: 'SUBSCRIPTION_NOT_CHANGEABLE', field: ['subscriptionId'] }]);
    await attach(ada, 'sandbox_succeeds');
    await shop.advance('2026-05-05T12:00:00Z');
    expect((await look(ada, subscriptionId)).status).toBe('PAUSED');
    expect(await act(ada, 'Resume', { subscriptionId })).toEqual({ subscription: { status: 'ACTIVE' }, userErrors: [] });
    await shop.advance('2026-06-06T00:00:00Z');
    expect((await look(ada, subscriptionId)).cycles.map(({ startAt, status }: Data) => `${startAt} ${status}`)).toEqual([
      '2026-05-05T12:00:00.000Z BILLED', '2026-06-05T12:00:00.000Z BILLED', '2026-07-05T12:00:00.000Z UPCOMING',
    ]);
    expect(await charged(ada)).toEqual(['SUCCEEDED 1200', 'SUCCEEDED 1200']);
    expect((await storyOf(ada)).filter((line) => /activated|paused|resumed/.test(line))).toEqual([
      '2026-02-28 subscription.paused', '2026-05-05 subscription.resumed', '2026-05-05 subscription.activated',
    ]);
  });

  test('PAUSE: resumed without a method when a coupon has made it free meanwhile', async () => {
    const shop = await shopAt(world);
    const ada = await shop.user();
    const { subscription } = await subscribe(ada, { planId: await planOf(shop, { trialDays: 28, more: { trialEndBehavior: 'PAUSE' } }) });
    await shop.advance('2026-03-01T00:00:00Z');
    await couponOf(shop, { code: 'FREE', percentOff: '100', duration: 'FOREVER' });
    await ada.do('mutation C($input: SubscriptionCouponApplyInput!) { subscriptionCouponApply(input: $input) { userErrors { code } } }', { input: { subscriptionId: subscription.id, couponCode: 'FREE' } });
    expect(await act(ada, 'Resume', { subscriptionId: subscription.id })).toEqual({ subscription: { status: 'ACTIVE' }, userErrors: [] });
    expect((await bills(ada)).map(({ due }) => due.amountMinor)).toEqual([0]);
  });

  test('CREATE_INVOICE, which is the default: invoice OPEN, PAST_DUE', async () => {
    const shop = await shopAt(world);
    const ada = await shop.user();
    const { subscription } = await subscribe(ada, { planId: await planOf(shop, { trialDays: 28 }) });
    await shop.advance('2026-03-01T00:00:00Z');
    expect((await look(ada, subscription.id)).status).toBe('PAST_DUE');
    expect((await ada.do('{ invoices { edges { node { status } } } }')).invoices.edges).toEqual([{ node: { status: 'OPEN' } }]);
  });

  test('with a coupon that takes all off for ever nothing is missing', async () => {
    const shop = await shopAt(world);
    const ada = await shop.user();
    await couponOf(shop, { code: 'FREE', percentOff: '100', duration: 'FOREVER' });
    const { subscription } = await subscribe(ada, { planId: await planOf(shop, { trialDays: 28, more: { trialEndBehavior: 'CANCEL' } }), couponCode: 'FREE' });
    await shop.advance('2026-03-01T00:00:00Z');
    expect((await look(ada, subscription.id)).status).toBe('ACTIVE');
  });

  test('with a method the first period is billed, whatever the plan says', async () => {
    const shop = await shopAt(world);
    const ada = await shop.user();
    await attach(ada, 'sandbox_succeeds');
    const { subscription } = await subscribe(ada, { planId: await planOf(shop, { trialDays: 28, more: { trialEndBehavior: 'CANCEL' } }) });
    await shop.advance('2026-03-01T00:00:00Z');
    expect((await look(ada, subscription.id)).status).toBe('ACTIVE');
  });
});

describe('start-subscription', () => {
  test('at a date: SCHEDULED until then, first billed then, as it was previewed, and anchored there', async () => {
    const shop = await shopAt(world);
    const ada = await shop.user();
    await attach(ada, 'sandbox_succeeds');
    const planId = await planOf(shop, { more: { setupFee: { amountMinor: 500, currency: 'GBP' } } });
    const input = { planId, startAt: '2026-03-31T08:00:00Z' };
    const { invoiceNow, nextInvoice, nextInvoiceAt } = await preview(ada, input);
    expect({ invoiceNow, nextInvoiceAt, lines: amounts(nextInvoice) }).toEqual({ invoiceNow: null, nextInvoiceAt: '2026-03-31T08:00:00.000Z', lines: ['PLAN 1200', 'SETUP_FEE 500'] });
    const { subscription } = await subscribe(ada, input);
    expect(subscription).toMatchObject({ status: 'SCHEDULED', currentPeriodStart: '2026-03-31T08:00:00.000Z' });
    await shop.advance('2026-03-31T07:59:59Z');
    expect([(await look(ada, subscription.id)).status, await bills(ada)]).toEqual(['SCHEDULED', []]);
    await shop.advance('2026-05-01T00:00:00Z');
    expect((await bills(ada))[0]).toEqual(nextInvoice);
    expect((await look(ada, subscription.id)).cycles.map(({ startAt }: Data) => startAt)).toEqual(['2026-03-31T08:00:00.000Z', '2026-04-30T08:00:00.000Z', '2026-05-31T08:00:00.000Z']);
    expect(await charged(ada)).toEqual(['SUCCEEDED 1200', 'SUCCEEDED 1700']);
    expect((await storyOf(ada)).slice(0, 3)).toEqual(['2026-01-31 subscription.created', '2026-03-31 subscription.started', '2026-03-31 subscription.activated']);
  });

  test('points that would be spent are previewed as they are spent', async () => {
    const shop = await shopAt(world);
    await pointsProgram(shop);
    const ada = await shop.user();
    await Promise.all([attach(ada, 'sandbox_succeeds'), adjustPoints(shop.server, { userId: ada.userId, points: 300 })]);
    const input = { planId: await planOf(shop), spendPoints: 300 };
    const DUE = 'due { amountMinor } deductions { kind points amount { amountMinor } }';
    const asked = (more: Data) => ada.ask(`query P($input: SubscriptionPreviewInput!) { subscriptionPreview(input: $input) { invoiceNow { ${DUE} } nextInvoice { ${DUE} } } }`, { input: { ...input, ...more } });
    const { invoiceNow, nextInvoice } = (await asked({})).data!.subscriptionPreview as Data;
    expect([invoiceNow.due.amountMinor, nextInvoice]).toEqual([900, { due: { amountMinor: 1_200 }, deductions: [] }]);
    const { subscription } = await subscribe(ada, input);
    expect((await ada.do(`{ invoices { edges { node { ${DUE} } } } }`)).invoices.edges).toEqual([{ node: invoiceNow }]);
    for (const more of [{ startAt: '2026-03-31T08:00:00Z' }, { spendPoints: 301 }, { subscriptionId: subscription.id }]) expect((await asked(more)).errors).toHaveLength(1);
  });

  test('a set-up fee in each currency of the plan', async () => {
    const shop = await shopAt(world);
    const of = (currency: string, amountMinor: number) => ({ currency, amountMinor });
    const planId = await planOf(shop, { more: { setupFee: of('GBP', 500), prices: [of('JPY', 2_000), of('EUR', 1_400)], setupFees: [of('JPY', 900)] } });
    const { plan } = await shop.server.do('query P($id: ID!) { plan(id: $id) { setupFees { currency amountMinor } } }', { id: planId });
    expect(plan.setupFees).toEqual([of('GBP', 500), of('JPY', 900)]);
    for (const [currency, lines] of [['GBP', ['PLAN 1200', 'SETUP_FEE 500']], ['JPY', ['PLAN 2000', 'SETUP_FEE 900']], ['EUR', ['PLAN 1400']]] as const) {
      const ada = await shop.user();
      await attach(ada, 'sandbox_succeeds');
      const { invoiceNow } = await preview(ada, { planId, currency });
      await subscribe(ada, { planId, currency });
      expect([amounts(invoiceNow), (await bills(ada))[0]]).toEqual([lines, invoiceNow]);
    }
  });

  test('with a trial that starts then; canceled before, it never begins; in the past it is refused', async () => {
    const shop = await shopAt(world);
    const ada = await shop.user();
    await attach(ada, 'sandbox_succeeds');
    const planId = await planOf(shop, { trialDays: 10 });
    const [runs, canceled] = [await subscribe(ada, { planId, startAt: '2026-02-10T00:00:00Z' }), await subscribe(ada, { planId, startAt: '2026-02-10T00:00:00Z' })];
    expect(runs.subscription).toMatchObject({ status: 'SCHEDULED', trialEnd: '2026-02-20T00:00:00.000Z' });
    expect(await act(ada, 'Cancel', { subscriptionId: canceled.subscription.id })).toMatchObject({ subscription: { status: 'CANCELED' } });
    const ended = { subscriptionId: (await subscribe(ada, { planId, startAt: '2026-02-10T00:00:00Z' })).subscription.id, cancelAt: '2026-02-09T00:00:00Z' };
    const noBill = { invoiceNow: null, nextInvoice: null, nextInvoiceAt: null };
    expect(await preview(ada, { ...ended, action: 'CANCEL' })).toEqual(noBill);
    expect((await act(ada, 'Cancel', ended)).userErrors).toEqual([]);
    expect(await preview(ada, { subscriptionId: ended.subscriptionId })).toEqual(noBill);
    await shop.advance('2026-02-11T00:00:00Z');
    expect([(await look(ada, runs.subscription.id)).status, (await look(ada, canceled.subscription.id)).status]).toEqual(['TRIALING', 'CANCELED']);
    await shop.advance('2026-02-21T00:00:00Z');
    expect(await charged(ada)).toEqual(['SUCCEEDED 1200']);
    expect(await subscribe(ada, { planId, startAt: '2026-02-20T00:00:00Z' })).toEqual({ subscription: null, userErrors: [{ code: 'INVALID', field: ['startAt'] }] });
    expect((await ada.do('{ subscriptions { totalCount } }')).subscriptions.totalCount).toBe(3);
  });

  test('a card that declines on the day leaves it INCOMPLETE, and no card too, for 23 hours', async () => {
    const shop = await shopAt(world);
    const [ada, eve] = [await shop.user(), await shop.user({ name: 'Eve' })];
    await attach(ada, 'sandbox_declines');
    const planId = await planOf(shop);
    const ids = [] as string[];
    for (const user of [ada, eve]) ids.push((await subscribe(user, { planId, startAt: '2026-02-10T00:00:00Z' })).subscription.id);
    await shop.advance('2026-02-10T12:00:00Z');
    expect([(await look(ada, ids[0]!)).status, (await look(eve, ids[1]!)).status]).toEqual(['INCOMPLETE', 'INCOMPLETE']);
    await shop.advance('2026-02-11T00:00:00Z');
    expect([(await look(ada, ids[0]!)).status, (await look(eve, ids[1]!)).status]).toEqual(['INCOMPLETE_EXPIRED', 'INCOMPLETE_EXPIRED']);
  });
});

describe('billing days', () => {
  test('the first period is shorter and charged by the second, then each starts on the day; a change in it counts by the whole period', async () => {
    const shop = await shopAt(world, '2026-01-31T12:00:00Z');
    const ada = await shop.user();
    await attach(ada, 'sandbox_succeeds');
    const planId = await planOf(shop, { price: 3_100, more: { billingDay: 15 } });
    // 14.5 of the 31 days from 15 January to 15 February are left: 31.00 x 14.5 / 31 = 14.50.
    const first = await preview(ada, { planId });
    expect([amounts(first.invoiceNow), first.invoiceNow.lines[0].explanation, first.nextInvoiceAt]).toEqual([
      ['PLAN 1450'], '31.00 × 1252800 s / 2678400 s = 14.50 GBP', '2026-02-15T00:00:00.000Z',
    ]);
    const { subscription } = await subscribe(ada, { planId });
    expect((await bills(ada))[0]).toEqual(first.invoiceNow);
    await shop.advance('2026-02-10T00:00:00Z');
    // 5 of 31 days are left, of each: nothing changes but the plan.
    await act(ada, 'ChangePlan', { subscriptionId: subscription.id, planId: await planOf(shop, { price: 6_200, more: { billingDay: 15 } }), prorationBehavior: 'ALWAYS_INVOICE' });
    expect(amounts((await bills(ada))[1]!)).toEqual(['PLAN -500', 'PLAN 1000']);
    await shop.advance('2026-03-16T00:00:00Z');
    expect((await look(ada, subscription.id)).cycles.map(({ startAt }: Data) => startAt)).toEqual(['2026-01-31T12:00:00.000Z', '2026-02-15T00:00:00.000Z', '2026-03-15T00:00:00.000Z', '2026-04-15T00:00:00.000Z']);
    expect((await bills(ada)).slice(2).map(amounts)).toEqual([['PLAN 6200'], ['PLAN 6200']]);
  });

  test('the end of the month, and a weekday after a trial', async () => {
    const shop = await shopAt(world, '2026-02-10T00:00:00Z');
    const ada = await shop.user();
    await attach(ada, 'sandbox_succeeds');
    const monthly = await subscribe(ada, { planId: await planOf(shop, { price: 2_800, more: { isEndOfMonth: true } }) });
    // A Tuesday; the trial ends on Thursday, and weeks start on Monday: 4 of 7 days.
    const weekly = await subscribe(ada, { planId: await planOf(shop, { price: 700, interval: 'WEEK', trialDays: 2, more: { billingDay: 1 } }) });
    await shop.advance('2026-05-01T00:00:00Z');
    const starts = async (id: string) => (await look(ada, id)).cycles.map(({ startAt }: Data) => startAt.slice(0, 10));
    expect(await starts(monthly.subscription.id)).toEqual(['2026-02-10', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31']);
    expect((await starts(weekly.subscription.id)).slice(0, 3)).toEqual(['2026-02-12', '2026-02-16', '2026-02-23']);
    // 18 of the 28 days from 31 January to 28 February.
    expect((await bills(ada)).slice(0, 3).map(amounts)).toEqual([['PLAN 1800'], ['PLAN 400'], ['PLAN 700']]);
  });

  test('a change to a billing day opens a schedule whose first period is short', async () => {
    const shop = await shopAt(world, '2026-01-31T00:00:00Z');
    const ada = await shop.user();
    await attach(ada, 'sandbox_succeeds');
    const { subscription } = await subscribe(ada, { planId: await planOf(shop, { price: 2_800 }) });
    const input = { subscriptionId: subscription.id, planId: await planOf(shop, { price: 2_800, more: { billingDay: 1 } }) };
    await shop.advance('2026-02-14T00:00:00Z');
    const { invoiceNow, nextInvoiceAt } = await preview(ada, input);
    // 14 of 28 days back, 15 of the 28 of February charged.
    expect([amounts(invoiceNow), nextInvoiceAt]).toEqual([['PLAN -1400', 'PLAN 1500'], '2026-03-01T00:00:00.000Z']);
    await act(ada, 'ChangePlan', input);
    expect((await bills(ada))[1]).toEqual(invoiceNow);
  });

  test('a plan that says nothing of the kind is refused, and nothing is on offer', async () => {
    const shop = await shopAt(world);
    const refused = async (more: Data, interval = 'MONTH') => {
      const input = { name: 'Box', interval, price: { amountMinor: 100, currency: 'GBP' }, ...more };
      return (await shop.server.do(`mutation P($input: PlanCreateInput!) { planCreate(input: $input) { userErrors { code field } } }`, { input })).planCreate.userErrors;
    };
    expect(await refused({ billingDay: 29 })).toEqual([{ code: 'INVALID', field: ['billingDay'] }]);
    expect(await refused({ billingDay: 1 }, 'YEAR')).toEqual([{ code: 'INVALID', field: ['billingDay'] }]);
    expect(await refused({ termCycles: 0 })).toEqual([{ code: 'INVALID', field: ['termCycles'] }]);
    expect(await refused({ setupFee: { amountMinor: -1, currency: 'GBP' } })).toEqual([{ code: 'INVALID', field: ['setupFee', 'amountMinor'] }]);
    expect(await refused({ setupFee: { amountMinor: 1, currency: 'EUR' } })).toEqual([{ code: 'INVALID', field: ['setupFee', 'currency'] }]);
    expect(await refused({ setupFees: [{ amountMinor: 1, currency: 'EUR' }] })).toEqual([{ code: 'INVALID', field: ['setupFees'] }]);
    expect((await shop.server.do('{ plans { totalCount } }')).plans.totalCount).toBe(0);
  });
});
