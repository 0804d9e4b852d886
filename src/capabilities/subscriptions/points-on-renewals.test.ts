import { issueInvoice, pay } from '../../../tests/kit/billing';
import { examineAfterEach } from '../../../tests/kit/invariants';
import { adjustPoints, movementsOf, pointsOf, pointsProgram, rate } from '../../../tests/kit/points';
import type { Client, Data, SignedInClient } from '../../../tests/kit/shop';
import { statementsDuring } from '../../../tests/kit/statements';
import { attach, charged, look, planOf, shopAt, subscribe } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';
import { billCycleJob } from './jobs/bill-cycle.job';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
examineAfterEach(() => world);
afterAll(() => world.close());

const BILL = 'deductions { kind points amount { amountMinor } } total { amountMinor } due { amountMinor }';
const preview = async (client: Client, input: Data) =>
  (await client.do(`query P($input: SubscriptionPreviewInput!) { subscriptionPreview(input: $input) { invoiceNow { ${BILL} } nextInvoice { ${BILL} } } }`, { input })).subscriptionPreview as Data;

/** Oldest first. */
async function bills(client: SignedInClient): Promise<Data[]> {
  const { invoices } = await client.do(`{ invoices(last: 50) { edges { node { id status ${BILL} } } } }`);
  return invoices.edges.map(({ node }: Data) => node).reverse();
}
/** "PAID 1200 - 211 points - 0 = 989" */
const told = async (client: SignedInClient) =>
  (await bills(client)).map(({ status, total, due, deductions }) => [`${status} ${total.amountMinor}`, ...deductions.map(({ kind, points, amount }: Data) => (points ? `${points} points` : `${kind} ${amount.amountMinor}`))].join(' - ') + ` = ${due.amountMinor}`);
const withoutState = ({ id: _id, status: _status, ...bill }: Data) => bill;

async function update(client: Client, input: Data): Promise<Data> {
  const mutation = 'mutation U($input: SubscriptionUpdateInput!) { subscriptionUpdate(input: $input) { subscription { spendPointsOnRenewal } userErrors { code field } } }';
  return (await client.do(mutation, { input })).subscriptionUpdate as Data;
}

/** 12.00 a month from 31 January 2026; 1 point for each 1.00, 100 points are worth 1.00, and they lapse after 30 days. */
async function stand({ points = 0, token = 'sandbox_succeeds', program = {}, input = { spendPointsOnRenewal: true } as Data, plan = {} }: { points?: number; token?: string; program?: Data; input?: Data; plan?: Data } = {}) {
  const shop = await shopAt(world, '2026-01-31T00:00:00Z');
  await pointsProgram(shop, program);
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  if (points > 0) await adjustPoints(shop.server, { userId: ada.userId, points });
  const planId = await planOf(shop, plan);
  const { subscription } = await subscribe(ada, { planId, ...input });
  if (token !== 'sandbox_succeeds') await setDefault(ada, await attach(ada, token));
  await world.settle();
  return { shop, ada, planId, subscriptionId: subscription.id as string };
}
const setDefault = (ada: SignedInClient, paymentMethodId: string) => ada.do('mutation D($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { userErrors { code } } }', { input: { paymentMethodId } });

test('a renewal takes as many as there are, as its preview said: what is left, what the first period earned, nothing that lapses before', async () => {
  const shop = await shopAt(world, '2026-01-31T00:00:00Z');
  await pointsProgram(shop);
  const ada = await shop.user();
  await Promise.all([attach(ada, 'sandbox_succeeds'), adjustPoints(shop.server, { userId: ada.userId, points: 300 })]);
  const input = { planId: await planOf(shop), spendPoints: 100, spendPointsOnRenewal: true };
  const { invoiceNow, nextInvoice } = await preview(ada, input);
  const { subscription: { id: subscriptionId } } = await subscribe(ada, input);
  await shop.advance('2026-02-28T00:00:00Z');
  expect((await bills(ada)).map(withoutState)).toEqual([invoiceNow, nextInvoice]);
  // What the second period earned, 9 points, lapses on 30 March.
  const later = await preview(ada, { subscriptionId });
  await shop.advance('2026-03-31T00:00:00Z');
  expect(withoutState((await bills(ada))[2]!)).toEqual(later.nextInvoice);
  expect(await told(ada)).toEqual(['PAID 1200 - 100 points = 1100', 'PAID 1200 - 211 points = 989', 'PAID 1200 = 1200']);
  expect(await charged(ada)).toEqual(['SUCCEEDED 1200', 'SUCCEEDED 989', 'SUCCEEDED 1100']);
});

test('what her points are worth now, and at the renewal, in each currency that takes some', async () => {
  const rates = [{ ...rate, worthPoints: 3, worthMinor: 10 }, { ...rate, currency: 'EUR' }, { ...rate, currency: 'USD', worthMinor: 0 }];
  const { shop, ada } = await stand({ points: 250, program: { rates } });
  const WORTH = 'query W($id: ID!) { user(id: $id) { points { balance worth { amount currency } renewal: worth(at: "2026-02-28T00:00:00Z") { amount } lapsed: worth(at: "2026-03-02T00:00:00Z") { amount } } } }';
  const worth = async () => (await ada.do(WORTH, { id: ada.userId })).user.points;
  // 250, and 12 that the first period earned: floor(262 x 10 / 3).
  const amounts = [{ amount: '8.73' }, { amount: '2.62' }];
  expect(await worth()).toEqual({ balance: 262, worth: [{ amount: '8.73', currency: 'GBP' }, { amount: '2.62', currency: 'EUR' }], renewal: amounts, lapsed: [{ amount: '0.00' }, { amount: '0.00' }] });
  await shop.advance('2026-02-28T00:00:00Z');
  expect((await told(ada))[1]).toBe('PAID 1200 - 262 points = 327');
  await pointsProgram(shop, { isEnabled: false, rates: undefined });
  expect((await worth()).worth).toEqual([]);
});

test.each<[after: string, how: Data]>([
  ['a trial', { plan: { trialDays: 10 } }],
  ['its start', { input: { spendPointsOnRenewal: true, startAt: '2026-02-10T00:00:00Z' } }],
])('after %s the first period is paid with them too; what a person asks for at once is not', async (_after, how) => {
  const { shop, ada, subscriptionId } = await stand({ points: 400, ...how, program: { expiresAfterDays: null, rates: [{ ...rate, earnPoints: 0 }] } });
  expect((await preview(ada, { subscriptionId })).nextInvoice.due).toEqual({ amountMinor: 800 });
  await shop.advance('2026-02-10T00:00:00Z');
  expect(await told(ada)).toEqual(['PAID 1200 - 400 points = 800']);
  await adjustPoints(shop.server, { userId: ada.userId, points: 250 });
  const change = { subscriptionId, planId: await planOf(shop, { price: 12_000, interval: 'YEAR' }) };
  const { invoiceNow, nextInvoice } = await preview(ada, change);
  expect([invoiceNow.due.amountMinor, nextInvoice.due.amountMinor]).toEqual([10_800, 11_750]);
  await ada.do('mutation C($input: SubscriptionChangePlanInput!) { subscriptionChangePlan(input: $input) { userErrors { code } } }', { input: change });
  await shop.advance('2027-02-10T00:00:00Z');
  expect((await told(ada)).slice(1)).toEqual(['PAID 10800 = 10800', 'PAID 12000 - 250 points = 11750']);
});

describe('update-subscription', () => {
  test('its payer or staff say so, the coming price is announced again, and it can be taken back; nobody else may', async () => {
    const { shop, ada, subscriptionId } = await stand({ points: 500, input: {} });
    await shop.advance('2026-02-24T00:00:00Z');
    const on = { subscriptionId, spendPointsOnRenewal: true };
    expect((await preview(ada, { subscriptionId })).nextInvoice.due.amountMinor).toBe(1_200);
    const shown = await preview(ada, on);
    expect(await update(await shop.user(), on)).toEqual({ subscription: null, userErrors: [{ code: 'NOT_FOUND', field: ['subscriptionId'] }] });
    expect(await update(shop.server, on)).toEqual({ subscription: { spendPointsOnRenewal: true }, userErrors: [] });
    expect(await update(ada, { subscriptionId, metadata: { a: 1 } })).toEqual({ subscription: { spendPointsOnRenewal: true }, userErrors: [] });
    expect(await preview(ada, { subscriptionId })).toEqual(shown);
    await shop.advance('2026-02-28T00:00:00Z');
    expect(withoutState((await bills(ada))[1]!)).toEqual(shown.nextInvoice);
    const { events } = await ada.do('{ events(first: 100, types: ["subscription.renewal_upcoming"]) { edges { node { data } } } }');
    expect(events.edges.map(({ node }: Data) => node.data.amountMinor)).toEqual([1_200, 688]);
    expect(await update(ada, { subscriptionId, spendPointsOnRenewal: false })).toEqual({ subscription: { spendPointsOnRenewal: false }, userErrors: [] });
    await adjustPoints(shop.server, { userId: ada.userId, points: 500 });
    await shop.advance('2026-03-31T00:00:00Z');
    expect(await told(ada)).toEqual(['PAID 1200 = 1200', 'PAID 1200 - 512 points = 688', 'PAID 1200 = 1200']);
  });
});

test.each<[what: string, program: Data, plan: Data]>([
  ['the program is off', { isEnabled: false }, {}],
  ['they are worth nothing', { rates: [{ ...rate, worthMinor: 0 }] }, {}],
  ['the currency has no rate', {}, { more: { price: { amountMinor: 1_200, currency: 'EUR' } } }],
])('nobody is refused a renewal because %s: it is paid in money', async (_what, program, plan) => {
  const { shop, ada, subscriptionId } = await stand({ points: 500, program, plan });
  const { nextInvoice } = await preview(ada, { subscriptionId });
  await shop.advance('2026-02-28T00:00:00Z');
  expect([withoutState((await bills(ada))[1]!), (await told(ada))[1]]).toEqual([nextInvoice, 'PAID 1200 = 1200']);
});

test('what is paid with points alone is settled at once; before gift cards and credit, and no charge is made', async () => {
  const { shop, ada, subscriptionId } = await stand({ points: 5_000 });
  await shop.server.do('mutation C($input: CreditBalanceAdjustInput!) { creditBalanceAdjust(input: $input) { userErrors { code } } }', { input: { userId: ada.userId, amountMinor: 500, currency: 'GBP' } });
  await shop.advance('2026-02-28T00:00:00Z');
  expect(await told(ada)).toEqual(['PAID 1200 = 1200', 'PAID 1200 - 1200 points = 0']);
  expect([await charged(ada), (await look(ada, subscriptionId)).status]).toEqual([['SUCCEEDED 1200'], 'ACTIVE']);
  const { subscription } = await ada.do('query H($id: ID!) { subscription(id: $id) { history(first: 50) { edges { node { kind description invoice { deductions { kind points } } } } } } }', { id: subscriptionId });
  expect(subscription.history.edges.map(({ node }: Data) => node)).toContainEqual({ kind: 'INVOICED', description: expect.stringMatching(/over 12.00 GBP, 12.00 of it deducted/), invoice: { deductions: [{ kind: 'POINTS', points: 1_200 }] } });
});

test('a renewal that is declined keeps them and is tried again over the rest; withdrawn, it gives them back', async () => {
  const { shop, ada } = await stand({ points: 500, token: 'sandbox_declines', program: { expiresAfterDays: null } });
  await shop.advance('2026-03-04T00:00:00Z');
  expect([await told(ada), await charged(ada)]).toEqual([['PAID 1200 = 1200', 'OPEN 1200 - 512 points = 688'], ['FAILED 688', 'FAILED 688', 'SUCCEEDED 1200']]);
  expect(await pointsOf(shop, ada.userId)).toBe('0');
  const owed = (await bills(ada))[1]!;
  await shop.server.do('mutation V($input: InvoiceVoidInput!) { invoiceVoid(input: $input) { userErrors { code } } }', { input: { invoiceId: owed.id } });
  await world.settle();
  expect([await pointsOf(shop, ada.userId), await movementsOf(shop, ada.userId)]).toEqual(['512', ['ADJUSTMENT 500', 'EARNED 12', 'INVOICE -512', 'INVOICE_REVERSAL 512']]);
});

test('a refund of a renewal takes back what its money earned, not what points paid', async () => {
  const { shop, ada } = await stand({ points: 200, program: { expiresAfterDays: null } });
  await shop.advance('2026-02-28T00:00:00Z');
  expect((await told(ada))[1]).toBe('PAID 1200 - 212 points = 988');
  const { payments } = await ada.do('{ payments(first: 1) { edges { node { id } } } }');
  const { paymentRefund } = await shop.server.do('mutation R($input: PaymentRefundInput!) { paymentRefund(input: $input) { refund { amount { amountMinor } } userErrors { code } } }', { input: { paymentId: payments.edges[0].node.id } });
  await world.settle();
  expect([paymentRefund.refund.amount.amountMinor, await movementsOf(shop, ada.userId)]).toEqual([988, ['ADJUSTMENT 200', 'EARNED 12', 'INVOICE -212', 'EARNED 9', 'CLAWBACK -9']]);
});

test('issue-drafts: while it is UNPAID its drafts take none; issued, they take what there is then, the oldest first', async () => {
  const { shop, ada, subscriptionId } = await stand({ points: 0, token: 'sandbox_declines', program: { expiresAfterDays: null, rates: [{ ...rate, earnPoints: 0 }] } });
  await shop.server.do('mutation P($input: DunningPolicyUpdateInput!) { dunningPolicyUpdate(input: $input) { userErrors { code } } }', { input: { attemptDays: [0, 3], finalAction: 'UNPAID' } });
  await shop.advance('2026-03-05T00:00:00Z');
  await adjustPoints(shop.server, { userId: ada.userId, points: 1_500 });
  await shop.advance('2026-05-01T00:00:00Z');
  expect([await told(ada), await pointsOf(shop, ada.userId)]).toEqual([['PAID 1200 = 1200', 'OPEN 1200 = 1200', 'DRAFT 1200 = 1200', 'DRAFT 1200 = 1200'], '1500']);
  await pay(ada, { invoiceId: (await bills(ada))[1]!.id, paymentMethodId: await attach(ada, 'sandbox_succeeds') });
  await shop.advance('2026-05-01T00:00:01Z');
  expect(await told(ada)).toEqual(['PAID 1200 = 1200', 'PAID 1200 = 1200', 'PAID 1200 - 1200 points = 0', 'PAID 1200 - 300 points = 900']);
  expect([(await look(ada, subscriptionId)).status, await pointsOf(shop, ada.userId)]).toEqual(['ACTIVE', '0']);
});

test('two renewals and four invoices at once never spend the same points twice', async () => {
  const { shop, ada, planId } = await stand({ points: 1_000, program: { expiresAfterDays: null, rates: [{ ...rate, earnPoints: 0 }] } });
  await subscribe(ada, { planId, spendPointsOnRenewal: true });
  const context = await world.program.openSystemContext(shop.tenantId);
  const cycles = await context.view.rows('test: to come', `SELECT id FROM billing_cycle WHERE tenant_id = :tenant AND status = 'UPCOMING'`);
  const renew = async (cycleId: string) => billCycleJob.run(await world.program.openSystemContext(shop.tenantId), { cycleId });
  const orders = Array.from({ length: 4 }, () => issueInvoice(shop, ada.userId, { spendPoints: 150n }));
  const done = await Promise.allSettled([...cycles.map(({ id }) => renew(id as string)), ...orders]);
  expect(done.slice(0, 2).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  const spent = (await bills(ada)).flatMap(({ deductions }) => deductions.map(({ points }: Data) => points as number));
  expect(spent.reduce((sum, points) => sum + points, 0)).toBe(1_000);
  expect(await pointsOf(shop, ada.userId)).toBe('0');
});

test('a renewal that uses none asks nothing about them', async () => {
  const statements = async (input: Data) => {
    const { shop } = await stand({ points: 100, input });
    await shop.advance('2026-02-27T00:00:00Z');
    return (await statementsDuring(shop, () => shop.advance('2026-02-28T00:00:00Z'))).filter((name) => name === 'points_program' || name === 'ledger_lot').length;
  };
  // What is paid in money earns; what is spent asks for the program and for the lots, and takes them.
  const [without, using] = [await statements({}), await statements({ spendPointsOnRenewal: true })];
  expect(using - without).toBe(3);
});
