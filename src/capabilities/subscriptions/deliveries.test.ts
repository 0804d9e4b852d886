import { attach, shopAt, storyOf, subscribe } from '../../../tests/kit/subscribing';
import { statementsOf } from '../../../tests/kit/statements';
import type { Client, Data, Shop, SignedInClient } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';
import { settleCharge, voidInvoice } from '../billing/contract';
import { repackForPaidChange } from './actions/repack-deliveries';
import { makeDeliveryDueJob } from './jobs/make-delivery-due.job';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const SWAP = 'mutation S($input: SubscriptionSwapInput!) { subscriptionSwap(input: $input) { subscription { id } userErrors { code field } } }';
const swap = async (user: SignedInClient, input: Data) => (await user.do(SWAP, { input })).subscriptionSwap;

/** Tea and coffee and a cup, and a box of two teas, which may be coffee, and a cup. */
async function shopWithBox(input: Data = {}) {
  const shop = await shopAt(world, '2026-01-31T00:00:00Z');
  const variants = ['tea', 'coffee', 'cup'].map((sku) => ({ sku, name: sku, price: { amountMinor: 500, currency: 'GBP' } }));
  const { productCreate } = await shop.server.do('mutation P($input: ProductCreateInput!) { productCreate(input: $input) { product { variants { edges { node { id } } } } } }', {
    input: { name: 'Goods', variants },
  });
  const [tea, coffee, cup] = productCreate.product.variants.edges.map(({ node }: Data) => node.id as string) as [string, string, string];
  const box = [{ variantId: tea, quantity: 2, alternativeVariantIds: [coffee] }, { variantId: cup }];
  const planId = await planWith(shop, { box, ...input });
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  return { shop, ada, planId, tea, coffee, cup };
}

async function planWith(shop: Shop, input: Data): Promise<string> {
  const { planCreate } = await shop.server.do('mutation C($input: PlanCreateInput!) { planCreate(input: $input) { plan { id } userErrors { code field } } }', {
    input: { name: 'Box', interval: 'MONTH', price: { amountMinor: 2_000, currency: 'GBP' }, ...input },
  });
  expect(planCreate.userErrors).toEqual([]);
  return planCreate.plan.id;
}

/** "2026-01-31 0 DUE 2 tea 1 cup", oldest first. */
async function deliveries(user: SignedInClient, id: string): Promise<string[]> {
  const { subscription } = await user.do('query D($id: ID!) { subscription(id: $id) { deliveries(first: 50) { edges { node { index status dueAt items { quantity variant { sku } } } } } } }', { id });
  return subscription.deliveries.edges.map(({ node }: Data) =>
    [node.dueAt.slice(0, 10), node.index, node.status, ...(node.items ?? []).map((one: Data) => `${one.quantity} ${one.variant.sku}`)].join(' '),
  );
}
const told = async (user: SignedInClient) => (await storyOf(user)).filter((line) => line.includes('delivery_due'));
const cancelNow = (user: SignedInClient, subscriptionId: string) =>
  user.do('mutation C($input: SubscriptionCancelInput!) { subscriptionCancel(input: $input) { userErrors { code } } }', { input: { subscriptionId, timing: 'NOW' } });

describe('plan-deliveries', () => {
  test('each paid period brings one box, at once, packed for every piece', async () => {
    const { shop, ada, planId } = await shopWithBox();
    const { subscription } = await subscribe(ada, { planId, quantity: 3 });
    await shop.advance('2026-02-28T00:00:00Z');
    expect(await deliveries(ada, subscription.id)).toEqual(['2026-01-31 0 DUE 6 tea 3 cup', '2026-02-28 0 DUE 6 tea 3 cup']);
    expect(await told(ada)).toEqual(['2026-01-31 subscription.delivery_due', '2026-02-28 subscription.delivery_due']);
  });

  test('make-delivery-due.job: paid by the year and sent every four months; a job that runs again sends nothing; the end cancels what is not sent', async () => {
    const { shop, ada, planId } = await shopWithBox({ interval: 'YEAR', deliveryInterval: 'MONTH', deliveryIntervalCount: 4 });
    const { subscription } = await subscribe(ada, { planId });
    expect(await deliveries(ada, subscription.id)).toEqual(['2026-01-31 0 DUE 2 tea 1 cup', '2026-05-31 1 PLANNED', '2026-09-30 2 PLANNED']);
    await shop.advance('2026-06-01T00:00:00Z');
    const desk = await world.program.openSystemContext(shop.tenantId);
    const rows = await desk.view.rows('test: deliveries', 'SELECT id FROM delivery WHERE tenant_id = :tenant AND `index` < 2');
    for (const { id } of rows) await makeDeliveryDueJob.run(desk, { deliveryId: id as string });
    await cancelNow(ada, subscription.id);
    await shop.advance('2027-02-28T00:00:00Z');
    expect(await deliveries(ada, subscription.id)).toEqual(['2026-01-31 0 DUE 2 tea 1 cup', '2026-05-31 1 DUE 2 tea 1 cup', '2026-09-30 2 CANCELED']);
    expect(await told(ada)).toEqual(['2026-01-31 subscription.delivery_due', '2026-05-31 subscription.delivery_due']);
    const { orders } = await ada.do('{ orders { edges { node { number placedAt } } } }');
    expect(orders.edges.map(({ node }: Data) => `${node.placedAt.slice(0, 10)} ${node.number}`)).toEqual(['2026-05-31 1-2', '2026-01-31 1-1']);
  });

  test('cancel-deliveries: nothing is sent before it is paid, and a new period cancels what the old one would have sent', async () => {
    const { shop, ada, planId } = await shopWithBox({ interval: 'YEAR', deliveryInterval: 'MONTH', deliveryIntervalCount: 6 });
    const bob = await shop.user();
    await attach(bob, 'sandbox_declines');
    const unpaid = await subscribe(bob, { planId });
    expect([await deliveries(bob, unpaid.subscription.id), await told(bob)]).toEqual([[], []]);
    const { subscription } = await subscribe(ada, { planId });
    const plain = await planWith(shop, {});
    const input = { subscriptionId: subscription.id, planId: plain };
    const { subscriptionChangePlan } = await ada.do('mutation C($input: SubscriptionChangePlanInput!) { subscriptionChangePlan(input: $input) { userErrors { code } } }', { input });
    expect(subscriptionChangePlan.userErrors).toEqual([]);
    expect(await deliveries(ada, subscription.id)).toEqual(['2026-01-31 0 DUE 2 tea 1 cup', '2026-07-31 1 CANCELED']);
  });
});

describe('repack-deliveries, repack-deliveries-when-their-change-is-paid', () => {
  const CHANGE = 'mutation C($input: SubscriptionChangePlanInput!) { subscriptionChangePlan(input: $input) { invoice { status total { amountMinor } } userErrors { code } } }';
  const change = async (user: Client, input: Data) => (await user.do(CHANGE, { input })).subscriptionChangePlan;
  async function setDefault(user: SignedInClient, token: string): Promise<void> {
    const paymentMethodId = await attach(user, token);
    await user.do('mutation D($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { userErrors { code } } }', { input: { paymentMethodId } });
  }
  const credit = async (user: SignedInClient) => (await user.do('{ viewer { creditBalances { amountMinor } } }')).viewer.creditBalances.map((one: Data) => one.amountMinor);
  const teas = async (user: SignedInClient, id: string) => (await deliveries(user, id)).map((line) => line.split(' ').slice(2, 4).join(' '));

  /** Ada pays 120.00 a year for one box each month, until January 2027. */
  async function adaByYear() {
    const { shop, planId } = await shopWithBox({ interval: 'YEAR', deliveryInterval: 'MONTH', price: { amountMinor: 12_000, currency: 'GBP' } });
    const ada = await shop.user();
    await attach(ada, 'sandbox_succeeds');
    const { subscription } = await subscribe(ada, { planId });
    return { shop, ada, planId, subscriptionId: subscription.id as string };
  }

  test('more from now on is sent as it is paid, and what was sent before it is less again is not given back', async () => {
    const { shop, ada, subscriptionId } = await adaByYear();
    await shop.advance('2026-03-30T00:00:00Z');
    // 9 x 120.00 for the 307 days of 365 that are left
    expect(await change(ada, { subscriptionId, quantity: 10, prorationBehavior: 'ALWAYS_INVOICE' })).toEqual({ invoice: { status: 'PAID', total: { amountMinor: 90_839 } }, userErrors: [] });
    await shop.advance('2026-04-01T00:00:00Z');
    // 9 x 120.00 for the 276 days from the next box on, 30 April: the one of March was had
    expect(await change(ada, { subscriptionId, quantity: 1, prorationBehavior: 'ALWAYS_INVOICE' })).toEqual({ invoice: { status: 'PAID', total: { amountMinor: -81_666 } }, userErrors: [] });
    await shop.advance('2026-05-01T00:00:00Z');
    expect((await teas(ada, subscriptionId)).slice(0, 5)).toEqual(['DUE 2', 'DUE 2', 'DUE 20', 'DUE 2', 'PLANNED']);
    expect(await credit(ada)).toEqual([81_666]);
  });

  test('the box of a month that was sent is had: less of it now, or an end, gives nothing back', async () => {
    const { shop, ada, planId } = await shopWithBox();
    const { subscription } = await subscribe(ada, { planId, quantity: 10 });
    await shop.advance('2026-02-01T00:00:00Z');
    const input = { subscriptionId: subscription.id, quantity: 1, prorationBehavior: 'ALWAYS_INVOICE' };
    const { subscriptionPreview } = await ada.do('query P($input: SubscriptionPreviewInput!) { subscriptionPreview(input: $input) { invoiceNow { total { amountMinor } } nextInvoice { total { amountMinor } } } }', { input });
    expect(subscriptionPreview).toEqual({ invoiceNow: null, nextInvoice: { total: { amountMinor: 2_000 } } });
    expect(await change(ada, input)).toEqual({ invoice: null, userErrors: [] });
    // What was billed for ten stands: to have them again costs nothing more.
    expect(await change(ada, { ...input, quantity: 10 })).toEqual({ invoice: { status: 'PAID', total: { amountMinor: 0 } }, userErrors: [] });
    expect(await change(ada, input)).toEqual({ invoice: null, userErrors: [] });
    await ada.do('mutation C($input: SubscriptionCancelInput!) { subscriptionCancel(input: $input) { userErrors { code } } }', { input: { subscriptionId: subscription.id, timing: 'NOW', prorationBehavior: 'ALWAYS_INVOICE' } });
    await shop.advance('2026-03-01T00:00:00Z');
    expect([await teas(ada, subscription.id), await credit(ada)]).toEqual([['DUE 20'], []]);
  });

  test('what was paid for when its bill was withdrawn already is not sent', async () => {
    const { shop, ada, subscriptionId } = await adaByYear();
    await setDefault(ada, 'sandbox_redirect');
    await shop.advance('2026-02-10T00:00:00Z');
    await change(ada, { subscriptionId, quantity: 3, prorationBehavior: 'ALWAYS_INVOICE' });
    const { actionUrl, invoice: { id: invoiceId } } = (await ada.do('{ payments(first: 1) { edges { node { actionUrl invoice { id } } } } }')).payments.edges[0].node;
    const desk = await world.program.openSystemContext(shop.tenantId);
    await desk.transact((work) => voidInvoice(work, { invoiceId }));
    await world.gateway.decide(actionUrl, 'approve');
    await world.gateway.arrived(`charge:${invoiceId}:1`);
    // As whoever sent the charge does it with the answer, before anybody has heard of the withdrawal.
    await desk.transact((work) => repackForPaidChange(work, { invoiceId }));
    await shop.advance('2026-03-01T00:00:00Z');
    expect((await teas(ada, subscriptionId)).slice(0, 2)).toEqual(['DUE 2', 'DUE 2']);
  });

  test('what nobody paid is not sent: waived by staff, or while the charge is under way', async () => {
    const { shop, ada, subscriptionId } = await adaByYear();
    await change(shop.server, { subscriptionId, quantity: 5, prorationBehavior: 'NONE' });
    await shop.advance('2026-03-01T00:00:00Z');
    expect((await teas(ada, subscriptionId)).slice(0, 2)).toEqual(['DUE 2', 'DUE 2']);
    await setDefault(ada, 'sandbox_bank_transfer');
    await shop.advance('2026-03-30T20:00:00Z');
    await change(ada, { subscriptionId, quantity: 3, prorationBehavior: 'ALWAYS_INVOICE' });
    await shop.advance('2026-03-31T00:00:00Z');
    const { payments } = await ada.do('{ payments(first: 1) { edges { node { id status } } } }');
    expect([payments.edges[0].node.status, (await teas(ada, subscriptionId))[2]]).toEqual(['PENDING', 'DUE 2']);
    const desk = await world.program.openSystemContext(shop.tenantId);
    await desk.transact((work) => settleCharge(work, { attemptId: payments.edges[0].node.id, outcome: { status: 'SUCCEEDED', reference: 'late' } }));
    await world.settle();
    await shop.advance('2026-05-01T00:00:00Z');
    expect((await teas(ada, subscriptionId))[3]).toBe('DUE 6');
  });

  test('paidBoxOf: what was given back is not sent, the change alone; while a bank holds its money the box waits', async () => {
    const { shop, ada, subscriptionId } = await adaByYear();
    const raise = (quantity: number) => change(ada, { subscriptionId, quantity, prorationBehavior: 'ALWAYS_INVOICE' });
    await shop.advance('2026-03-01T00:00:00Z');
    for (const quantity of [3, 6]) await raise(quantity);
    await shop.advance('2026-04-01T00:00:00Z');
    const { payments } = await ada.do('{ payments(first: 1) { edges { node { id } } } }');
    await shop.server.do('mutation R($input: PaymentRefundInput!) { paymentRefund(input: $input) { userErrors { code } } }', { input: { paymentId: payments.edges[0].node.id } });
    await world.settle();
    await shop.advance('2026-06-01T00:00:00Z');
    expect((await teas(ada, subscriptionId)).slice(0, 6)).toEqual(['DUE 2', 'DUE 2', 'DUE 12', 'DUE 6', 'DUE 6', 'PLANNED']);
    await raise(7);
    const charge = (await world.gateway.charges(shop.tenantId)).at(-1)!;
    const dispute = await world.gateway.dispute(charge.reference);
    await world.gateway.arrived(charge.key);
    await shop.advance('2026-07-02T00:00:00Z');
    expect((await teas(ada, subscriptionId))[5]).toBe('PLANNED');
    await world.gateway.decideDispute(dispute, 'lose');
    await world.gateway.arrived(charge.key, 2);
    await world.settle();
    await shop.advance('2026-07-03T00:00:00Z');
    expect((await teas(ada, subscriptionId))[5]).toBe('DUE 6');
  });

  test('a period that is paid late brings the box that was billed for it, not that of the period after it', async () => {
    const { shop, ada, planId, cup } = await shopWithBox({ interval: 'WEEK' });
    const { subscription } = await subscribe(ada, { planId });
    await setDefault(ada, 'sandbox_declines');
    await shop.advance('2026-02-08T00:00:00Z');
    await shop.server.do('mutation U($input: PlanUpdateInput!) { planUpdate(input: $input) { userErrors { code } } }', { input: { planId, box: [{ variantId: cup, quantity: 5 }] } });
    await shop.server.do('mutation M($input: PlanMigrateInput!) { planMigrate(input: $input) { userErrors { code } } }', { input: { planId, timing: 'PERIOD_END' } });
    await shop.advance('2026-02-15T00:00:00Z');
    await setDefault(ada, 'sandbox_succeeds');
    await shop.advance('2026-02-18T00:00:00Z');
    expect(await deliveries(ada, subscription.id)).toEqual(['2026-01-31 0 DUE 2 tea 1 cup', '2026-02-07 0 DUE 2 tea 1 cup', '2026-02-14 0 DUE 5 cup']);
  });
});

describe('swap-box-item', () => {
  test('something else in the next box, or in all of them, and back', async () => {
    const { shop, ada, planId, tea, coffee } = await shopWithBox();
    const { subscription } = await subscribe(ada, { planId });
    const of = { subscriptionId: subscription.id, variantId: tea };
    expect(await swap(ada, { ...of, replacementVariantId: coffee })).toEqual({ subscription: { id: subscription.id }, userErrors: [] });
    await shop.advance('2026-03-31T00:00:00Z');
    await swap(ada, { ...of, replacementVariantId: coffee, scope: 'ALWAYS' });
    await swap(ada, { ...of, replacementVariantId: coffee, scope: 'ALWAYS' });
    await shop.advance('2026-05-31T00:00:00Z');
    await swap(ada, { ...of, scope: 'ALWAYS' });
    await shop.advance('2026-06-30T00:00:00Z');
    const contents = (await deliveries(ada, subscription.id)).map((line) => line.split(' ').slice(3).join(' '));
    expect(contents).toEqual(['2 tea 1 cup', '2 coffee 1 cup', '2 tea 1 cup', '2 coffee 1 cup', '2 coffee 1 cup', '2 tea 1 cup']);
  });

  test('what is not in the box, or no alternative, or somebody else\'s, is refused and changes nothing', async () => {
    const { shop, ada, planId, tea, coffee, cup } = await shopWithBox();
    const { subscription } = await subscribe(ada, { planId });
    const of = { subscriptionId: subscription.id, variantId: tea, replacementVariantId: coffee, scope: 'ALWAYS' };
    for (const [user, input, error] of [
      [ada, { variantId: coffee }, { code: 'NOT_FOUND', field: ['variantId'] }],
      [ada, { replacementVariantId: cup }, { code: 'NOT_FOUND', field: ['replacementVariantId'] }],
      [await shop.user(), {}, { code: 'NOT_FOUND', field: ['subscriptionId'] }],
    ] as const) {
      expect(await swap(user, { ...of, ...input })).toEqual({ subscription: null, userErrors: [error] });
    }
    await shop.advance('2026-02-28T00:00:00Z');
    expect(await deliveries(ada, subscription.id)).toEqual(['2026-01-31 0 DUE 2 tea 1 cup', '2026-02-28 0 DUE 2 tea 1 cup']);
    await cancelNow(ada, subscription.id);
    expect((await swap(ada, of)).userErrors).toEqual([{ code: 'SUBSCRIPTION_ENDED', field: ['subscriptionId'] }]);
  });
});

test('a plan shows its box and when it is sent; other goods than the shop\'s are refused', async () => {
  const { shop, planId, tea, coffee, cup } = await shopWithBox({ deliveryInterval: 'WEEK' });
  const { plan } = await shop.visitor.do('query P($id: ID!) { plan(id: $id) { deliveryInterval deliveryIntervalCount box { quantity alternativeIds variant { id } } } }', { id: planId });
  expect(plan).toEqual({
    deliveryInterval: 'WEEK',
    deliveryIntervalCount: 1,
    box: [{ quantity: 2, alternativeIds: [coffee], variant: { id: tea } }, { quantity: 1, alternativeIds: [], variant: { id: cup } }],
  });
  const update = async (input: Data) => (await shop.server.do('mutation U($input: PlanUpdateInput!) { planUpdate(input: $input) { plan { box { quantity } } userErrors { code field } } }', { input })).planUpdate;
  expect(await update({ planId, box: [{ variantId: 'var_01h455vb4pex5vsknk084sn02q' }] })).toEqual({ plan: null, userErrors: [{ code: 'NOT_FOUND', field: ['box'] }] });
  expect(await update({ planId, name: 'Other' })).toEqual({ plan: { box: [{ quantity: 2 }, { quantity: 1 }] }, userErrors: [] });
  expect(await update({ planId, box: null })).toEqual({ plan: { box: [] }, userErrors: [] });
});

test('the deliveries of many subscriptions are one statement, and what is in them another', async () => {
  const { shop, planId } = await shopWithBox({ price: { amountMinor: 0, currency: 'GBP' } });
  for (let count = 0; count < 3; count += 1) await subscribe(await shop.user(), { planId });
  const QUERY = 'query S($first: Int!) { subscriptions(first: $first) { edges { node { deliveries(first: 2) { edges { node { dueAt items { variant { sku } } } } } } } } }';
  for (const first of [1, 3]) expect(await statementsOf(shop.server, QUERY, { first })).toEqual(['subscription', 'delivery: pages', 'product_variant']);
});
