import { asSystem, issueInvoice } from '../../../tests/kit/billing';
import { violationsOf } from '../../../tests/kit/invariants';
import { attach, charged, look, planOf, shopAt, subscribe } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';
import { beginCharge, settleCharge, sendCharge } from '../billing/contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => expect(await violationsOf(world)).toEqual({}));
afterAll(() => world.close());

const refused = { subscription: null, userErrors: [{ code: 'MANDATE_NOT_APPLICABLE', field: ['paymentMethodId'] }] };
const CHANGE = `mutation Change($input: SubscriptionChangePlanInput!) { subscriptionChangePlan(input: $input) { subscription { plan { id } } userErrors { code field } } }`;

async function approvedMandate(now: string, token = 'sandbox_mandate') {
  const shop = await shopAt(world, now);
  const ada = await shop.user();
  await attach(ada, token);
  return { shop, ada };
}

test('a mandate serves no month that begins on the 29th to 31st, named or as the default; from the 28th it does', async () => {
  const { shop, ada } = await approvedMandate('2026-01-31T10:00:00.000Z');
  const planId = await planOf(shop);
  expect(await subscribe(ada, { planId })).toEqual(refused);
  expect((await ada.do('{ subscriptions { totalCount } invoices { totalCount } payments { totalCount } }'))).toEqual({
    subscriptions: { totalCount: 0 },
    invoices: { totalCount: 0 },
    payments: { totalCount: 0 },
  });
  const other = await approvedMandate('2026-01-28T10:00:00.000Z');
  const { subscription } = await subscribe(other.ada, { planId: await planOf(other.shop) });
  expect(subscription).toMatchObject({ status: 'INCOMPLETE', currentPeriodEnd: '2026-02-28T10:00:00.000Z' });
});

test('a trial that ends on the 30th is refused; weeks are not counted in days of the month', async () => {
  const { shop, ada } = await approvedMandate('2026-01-20T10:00:00.000Z');
  expect(await subscribe(ada, { planId: await planOf(shop, { trialDays: 10 }) })).toEqual(refused);
  expect(await subscribe(ada, { planId: await planOf(shop, { interval: 'DAY' }) })).toEqual(refused);
  expect((await subscribe(ada, { planId: await planOf(shop, { interval: 'WEEK', trialDays: 10 }) })).userErrors).toEqual([]);
});

test('no change to a shorter interval than the mandate has, or to more than it takes', async () => {
  const { shop, ada } = await approvedMandate('2026-01-10T10:00:00.000Z', 'sandbox_mandate_capped');
  const monthly = await planOf(shop, { trialDays: 5 });
  const { subscription } = await subscribe(ada, { planId: monthly });
  const change = async (input: object) => (await ada.do(CHANGE, { input: { subscriptionId: subscription.id, timing: 'NOW', ...input } })).subscriptionChangePlan;
  expect(await change({ planId: await planOf(shop, { interval: 'DAY' }) })).toEqual(refused);
  expect(await change({ planId: await planOf(shop, { price: 5_001 }) })).toEqual(refused);
  const PREVIEW = 'query P($input: SubscriptionPreviewInput!) { subscriptionPreview(input: $input) { nextInvoiceAt } }';
  expect((await ada.ask(PREVIEW, { input: { subscriptionId: subscription.id, quantity: 5 } })).errors![0]!.extensions.reason).toBe('MANDATE_NOT_APPLICABLE');
  // 5 x 12.00 is over 50.00
  expect(await change({ quantity: 5 })).toEqual(refused);
  expect(await change({ quantity: 4 })).toEqual({ subscription: { plan: { id: monthly } }, userErrors: [] });
});

test('what the mandate does not allow at the time of the charge is not sent, and dunning asks for another method', async () => {
  const { shop, ada } = await approvedMandate('2026-01-10T10:00:00.000Z');
  const planId = await planOf(shop, { trialDays: 5 });
  const card = await attach(ada, 'sandbox_succeeds');
  const { subscription } = await subscribe(ada, { planId, paymentMethodId: card });
  await shop.advance('2026-01-15T10:00:00.000Z');
  expect(await charged(ada)).toEqual(['SUCCEEDED 1200']);
  const capped = await attach(ada, 'sandbox_mandate_capped');
  await ada.do(CHANGE, { input: { subscriptionId: subscription.id, timing: 'PERIOD_END', quantity: 5 } });
  await ada.do(`mutation Detach($input: PaymentMethodDetachInput!) { paymentMethodDetach(input: $input) { userErrors { code } } }`, { input: { paymentMethodId: card } });
  await ada.do(`mutation Default($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { userErrors { code } } }`, { input: { paymentMethodId: capped } });
  const { id: invoiceId } = await issueInvoice(shop, ada.userId);
  const desk = await world.program.openSystemContext(shop.tenantId);
  const { attemptId } = await asSystem(shop, (work) => beginCharge(work, { invoiceId, paymentMethodId: capped, isOffSession: true, recurring: {} }));
  const outcome = await sendCharge(desk, { attemptId });
  expect(outcome).toMatchObject({ status: 'FAILED', failureCode: 'mandate_amount_exceeded', isHard: true });
  await asSystem(shop, (work) => settleCharge(work, { attemptId, outcome }));
  expect((await look(ada, subscription.id)).status).toBe('ACTIVE');
  expect((await world.gateway.charges(shop.tenantId)).map(({ amountMinor }) => amountMinor)).toEqual(['1200']);
});

test('a renewal without a notice that was due is withheld, also when we died before settling', async () => {
  const { shop, ada } = await approvedMandate('2026-01-10T10:00:00.000Z');
  const { id: invoiceId } = await issueInvoice(shop, ada.userId);
  const recurring = { noticedAt: null };
  await asSystem(shop, (work) => beginCharge(work, { invoiceId, isOffSession: true, recurring }));
  await shop.advance('2026-01-10T10:05:00.000Z');
  const { payments } = await ada.do('{ payments { edges { node { status failureCode isHardFailure } } } }');
  expect(payments.edges).toEqual([{ node: { status: 'FAILED', failureCode: 'mandate_notice_missing', isHardFailure: false } }]);
  expect(await world.gateway.charges(shop.tenantId)).toEqual([]);
});
