import { asSystem } from '../../../tests/kit/billing';
import { couponOf, redemptionsOf } from '../../../tests/kit/coupons';
import { violationsOf } from '../../../tests/kit/invariants';
import type { SignedInClient } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';
import { settleCycle } from './actions/settle-cycle';
import { attach, charged, look, planOf, shopAt, storyOf, subscribe } from '../../../tests/kit/subscribing';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

test('create-subscription, announce-trial-end, announce-renewal: with a trial nothing is charged until its end; then every month on the day that the month has', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const planId = await planOf(shop, { trialDays: 28 });
  const created = await subscribe(ada, { planId });
  expect(created).toMatchObject({ subscription: { status: 'TRIALING', trialEnd: '2026-02-28T10:00:00.000Z' }, userErrors: [] });
  expect(await charged(ada)).toEqual([]);
  await shop.advance('2026-04-29T00:00:00Z');
  expect(await look(ada, created.subscription.id)).toMatchObject({
    status: 'ACTIVE',
    currentPeriodStart: '2026-04-28T10:00:00.000Z',
    currentPeriodEnd: '2026-05-28T10:00:00.000Z',
  });
  expect(await charged(ada)).toEqual(['SUCCEEDED 1200', 'SUCCEEDED 1200', 'SUCCEEDED 1200']);
  expect(await storyOf(ada)).toEqual([
    '2026-01-31 subscription.created',
    '2026-02-25 subscription.trial_will_end',
    '2026-02-28 subscription.activated',
    '2026-02-28 subscription.cycle_settled',
    '2026-03-23 subscription.renewal_upcoming',
    '2026-03-28 subscription.cycle_settled',
    '2026-03-28 subscription.renewed',
    '2026-04-23 subscription.renewal_upcoming',
    '2026-04-28 subscription.cycle_settled',
    '2026-04-28 subscription.renewed',
  ]);
});

test('plan-cycle, bill-cycle: an anchor on the 31st is billed on the last day of shorter months and returns to the 31st', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const { subscription } = await subscribe(ada, { planId: await planOf(shop) });
  expect(subscription.status).toBe('ACTIVE');
  await shop.advance('2026-05-01T00:00:00Z');
  const { cycles } = await look(ada, subscription.id);
  expect(cycles.map(({ startAt, status }: { startAt: string; status: string }) => `${startAt.slice(0, 10)} ${status}`)).toEqual([
    '2026-01-31 BILLED',
    '2026-02-28 BILLED',
    '2026-03-31 BILLED',
    '2026-04-30 BILLED',
    '2026-05-31 UPCOMING',
  ]);
  expect(await charged(ada)).toHaveLength(4);
});

test('note-failed-charge: a declined first payment leaves it INCOMPLETE; expire-incomplete ends it after 23 hours', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  await attach(ada, 'sandbox_declines');
  const { subscription, userErrors } = await subscribe(ada, { planId: await planOf(shop) });
  expect({ status: subscription.status, userErrors }).toEqual({ status: 'INCOMPLETE', userErrors: [{ code: 'PAYMENT_DECLINED', field: null }] });
  await shop.advance('2026-02-01T09:01:00Z');
  expect(await look(ada, subscription.id)).toMatchObject({ status: 'INCOMPLETE_EXPIRED', endedAt: '2026-02-01T09:00:00.000Z' });
  expect(await storyOf(ada)).toEqual(['2026-01-31 subscription.created', '2026-02-01 subscription.expired']);
});

describe('waive-cycle, end-subscription, settle-cycle: a first invoice is withdrawn while its charge is under way', () => {
  const MONEY = '{ invoices(last: 9) { edges { node { id status paid { amountMinor } refunded { amountMinor } payments(first: 1) { edges { node { actionUrl } } } } } } }';
  async function onlyInvoice(ada: SignedInClient) {
    const { node } = (await ada.do(MONEY)).invoices.edges[0];
    const { id, status, paid, refunded, payments } = node;
    return { id: id as string, actionUrl: payments.edges[0].node.actionUrl as string, money: [status, paid.amountMinor, refunded.amountMinor] };
  }
  async function incomplete(token: string, more: Record<string, unknown> = {}) {
    const shop = await shopAt(world);
    const coupon = await couponOf(shop, { code: 'HALF', duration: 'FOREVER', maxRedemptions: 1 });
    const ada = await shop.user();
    await attach(ada, token);
    const planId = await planOf(shop);
    await shop.server.do('mutation E($input: PlanEntitlementsSetInput!) { planEntitlementsSet(input: $input) { userErrors { code } } }', { input: { planId, features: ['reading'] } });
    const { subscription } = await subscribe(ada, { planId, couponCode: 'HALF', ...more });
    if (more.startAt) await shop.advance(more.startAt as string);
    const { id: invoiceId, actionUrl } = await onlyInvoice(ada);
    const withdraw = async () =>
      (await shop.server.do('mutation V($input: InvoiceVoidInput!) { invoiceVoid(input: $input) { invoice { status } userErrors { code } } }', { input: { invoiceId } })).invoiceVoid;
    const stands = async () => [(await look(ada, subscription.id)).status, (await ada.do('{ hasAccess(feature: "reading") }')).hasAccess, await redemptionsOf(shop, coupon.id)];
    return { shop, ada, subscriptionId: subscription.id as string, invoiceId, actionUrl, withdraw, stands };
  }

  test.each([
    ['sandbox_bank_transfer', {}],
    ['sandbox_timeout_charged', {}],
    ['sandbox_bank_transfer', { startAt: '2026-02-10T00:00:00.000Z' }],
  ])('%s %j: it never begins, the coupon is free again, and the money that comes is given back', async (token, more) => {
    const { shop, ada, withdraw, stands } = await incomplete(token, more);
    expect(await stands()).toEqual(['INCOMPLETE', false, 1]);
    expect(await withdraw()).toEqual({ invoice: { status: 'VOID' }, userErrors: [] });
    await world.settle();
    expect(await stands()).toEqual(['INCOMPLETE_EXPIRED', false, 0]);
    await shop.advance('2026-02-16T00:00:00Z');
    expect((await onlyInvoice(ada)).money).toEqual(['VOID', 0, 600]);
    expect(await stands()).toEqual(['INCOMPLETE_EXPIRED', false, 0]);
    expect((await storyOf(ada)).filter((line) => /activated|settled|expired/.test(line))).toEqual([expect.stringContaining('subscription.expired')]);
    expect(await violationsOf(world)).toEqual({});
  });

  test('sandbox_redirect: approved before anybody has heard of the withdrawal', async () => {
    const { shop, ada, subscriptionId, invoiceId, actionUrl, withdraw, stands } = await incomplete('sandbox_redirect');
    await withdraw();
    await world.gateway.decide(actionUrl, 'approve');
    await world.gateway.arrived(`charge:${invoiceId}:1`);
    // As whoever sent the charge does it, with the answer.
    const { subscription } = await shop.server.do('query C($id: ID!) { subscription(id: $id) { cycles(first: 1) { edges { node { id } } } } }', { id: subscriptionId });
    await asSystem(shop, (work) => settleCycle(work, { cycleId: subscription.cycles.edges[0].node.id }));
    await world.settle();
    expect([await stands(), (await onlyInvoice(ada)).money]).toEqual([['INCOMPLETE_EXPIRED', false, 0], ['VOID', 0, 600]]);
    expect(await violationsOf(world)).toEqual({});
  });
});

test('note-failed-charge: a renewal whose invoice was withdrawn is not overdue when its charge fails in the end', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const { subscription } = await subscribe(ada, { planId: await planOf(shop) });
  const paymentMethodId = await attach(ada, 'sandbox_redirect');
  await ada.do('mutation D($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { userErrors { code } } }', { input: { paymentMethodId } });
  await shop.advance('2026-03-01T00:00:00Z');
  const { id: invoiceId, payments } = (await ada.do('{ invoices(first: 1) { edges { node { id payments(first: 1) { edges { node { actionUrl } } } } } } }')).invoices.edges[0].node;
  await shop.server.do('mutation V($input: InvoiceVoidInput!) { invoiceVoid(input: $input) { userErrors { code } } }', { input: { invoiceId } });
  await world.settle();
  await world.gateway.decide(payments.edges[0].node.actionUrl, 'decline');
  await world.gateway.arrived(`charge:${invoiceId}:1`);
  await world.settle();
  expect([(await look(ada, subscription.id)).status, await charged(ada)]).toEqual(['ACTIVE', ['FAILED 1200', 'SUCCEEDED 1200']]);
  expect(await violationsOf(world)).toEqual({});
});

test('fall-behind, retry-charge: a renewal that fails is tried on days 3, 5, 7, 10 and 14, then the subscription is canceled', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  const good = await attach(ada, 'sandbox_succeeds');
  const bad = await attach(ada, 'sandbox_declines');
  const planId = await planOf(shop, { trialDays: 28 });
  const { subscription } = await subscribe(ada, { planId, paymentMethodId: bad });
  expect(good).not.toBe(bad);
  await shop.advance('2026-03-05T12:00:00Z');
  expect((await look(ada, subscription.id)).status).toBe('PAST_DUE');
  await shop.advance('2026-03-14T11:00:00Z');
  expect((await look(ada, subscription.id)).status).toBe('CANCELED');
  expect(await charged(ada)).toEqual(Array(6).fill('FAILED 1200'));
  expect((await storyOf(ada)).slice(2)).toEqual([
    '2026-02-28 subscription.past_due',
    '2026-03-03 subscription.past_due',
    '2026-03-05 subscription.past_due',
    '2026-03-07 subscription.past_due',
    '2026-03-10 subscription.past_due',
    '2026-03-14 subscription.past_due',
    '2026-03-14 subscription.canceled',
  ]);
});

test('settle-cycle: a failed renewal that succeeds on a later day makes it active again', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  const twice = await attach(ada, 'sandbox_declines_twice');
  const { subscription } = await subscribe(ada, { planId: await planOf(shop, { trialDays: 28 }), paymentMethodId: twice });
  await shop.advance('2026-03-06T00:00:00Z');
  expect((await look(ada, subscription.id)).status).toBe('ACTIVE');
  expect((await charged(ada)).sort()).toEqual(['FAILED 1200', 'FAILED 1200', 'SUCCEEDED 1200']);
});

test('cancel-subscription, end-subscription: at period end it runs until then and is not billed again; now ends it at once', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const planId = await planOf(shop);
  const first = (await subscribe(ada, { planId })).subscription.id;
  const second = (await subscribe(ada, { planId })).subscription.id;
  const CANCEL = `mutation Cancel($input: SubscriptionCancelInput!) { subscriptionCancel(input: $input) { subscription { status cancelAtPeriodEnd } userErrors { code } } }`;
  expect((await ada.do(CANCEL, { input: { subscriptionId: first, feedback: 'UNUSED' } })).subscriptionCancel).toEqual({
    subscription: { status: 'ACTIVE', cancelAtPeriodEnd: true },
    userErrors: [],
  });
  expect((await ada.do(CANCEL, { input: { subscriptionId: second, timing: 'NOW' } })).subscriptionCancel).toEqual({
    subscription: { status: 'CANCELED', cancelAtPeriodEnd: false },
    userErrors: [],
  });
  await shop.advance('2026-06-01T00:00:00Z');
  expect(await look(ada, first)).toMatchObject({ status: 'CANCELED', endedAt: '2026-02-28T10:00:00.000Z' });
  expect(await charged(ada)).toHaveLength(2);
  const { events } = await ada.do(`{ events(first: 100, types: ["subscription.canceled"]) { edges { node { objectId data } } } }`);
  const told = events.edges.map(({ node: { objectId, data } }: { node: { objectId: string; data: { status: string; atPeriodEnd: boolean; endsAt: string } } }) => [objectId === first ? 'first' : 'second', data.status, data.atPeriodEnd, data.endsAt.slice(0, 10)]);
  expect(told).toEqual([
    ['first', 'ACTIVE', true, '2026-02-28'],
    ['second', 'CANCELED', false, '2026-01-31'],
    ['first', 'CANCELED', true, '2026-02-28'],
  ]);
});

test('cancel-subscription: one that is past due is tried again until its period ends; whoever pays keeps it until then', async () => {
  const shop = await shopAt(world);
  const [ada, eve] = [await shop.user(), await shop.user({ name: 'Eve' })];
  await attach(ada, 'sandbox_declines');
  await attach(eve, 'sandbox_declines_twice');
  const planId = await planOf(shop, { trialDays: 3, interval: 'WEEK' });
  const [unpaid, paid] = [(await subscribe(ada, { planId })).subscription.id, (await subscribe(eve, { planId })).subscription.id];
  await shop.advance('2026-02-04T00:00:00Z');
  const CANCEL = `mutation Cancel($input: SubscriptionCancelInput!) { subscriptionCancel(input: $input) { subscription { status cancelAtPeriodEnd } userErrors { code } } }`;
  for (const [client, subscriptionId] of [[ada, unpaid], [eve, paid]] as const) {
    expect((await client.do(CANCEL, { input: { subscriptionId } })).subscriptionCancel).toEqual({
      subscription: { status: 'PAST_DUE', cancelAtPeriodEnd: true },
      userErrors: [],
    });
  }
  await shop.advance('2026-02-09T00:00:00Z');
  expect([(await look(ada, unpaid)).status, (await look(eve, paid)).status]).toEqual(['PAST_DUE', 'ACTIVE']);
  await shop.advance('2026-02-12T00:00:00Z');
  for (const [client, id] of [[ada, unpaid], [eve, paid]] as const) {
    expect(await look(client, id)).toMatchObject({ status: 'CANCELED', endedAt: '2026-02-10T10:00:00.000Z' });
  }
  expect([await charged(ada), (await charged(eve)).sort()]).toEqual([Array(3).fill('FAILED 1200'), ['FAILED 1200', 'FAILED 1200', 'SUCCEEDED 1200']]);
});

test('a user neither sees nor cancels the subscription of another', async () => {
  const shop = await shopAt(world);
  const [ada, eve] = [await shop.user(), await shop.user({ name: 'Eve' })];
  const { subscription } = await subscribe(ada, { planId: await planOf(shop, { trialDays: 7 }) });
  expect(await eve.do(`query Q($id: ID!) { subscription(id: $id) { id } node(id: $id) { id } }`, { id: subscription.id })).toEqual({ subscription: null, node: null });
  const canceled = await eve.do(`mutation C($input: SubscriptionCancelInput!) { subscriptionCancel(input: $input) { userErrors { code } } }`, {
    input: { subscriptionId: subscription.id, timing: 'NOW' },
  });
  expect(canceled.subscriptionCancel.userErrors).toEqual([{ code: 'NOT_FOUND' }]);
  expect((await look(ada, subscription.id)).status).toBe('TRIALING');
});

test('a coupon that the shop does not have is refused, and nobody is subscribed at the full price', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const planId = await planOf(shop);
  expect(await subscribe(ada, { planId, couponCode: 'WELCOME' })).toEqual({ subscription: null, userErrors: [{ code: 'NOT_FOUND', field: ['couponCode'] }] });
  expect(await charged(ada)).toEqual([]);
  expect((await subscribe(ada, { planId, couponCode: null })).userErrors).toEqual([]);
});

test('the same idempotencyKey subscribes once', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const input = { planId: await planOf(shop), idempotencyKey: 'once' };
  const answers = await Promise.all(Array.from({ length: 5 }, () => subscribe(ada, input)));
  expect(new Set(answers.map(({ subscription }) => subscription.id)).size).toBe(1);
  expect(await charged(ada)).toEqual(['SUCCEEDED 1200']);
});

test('renewals reach a subscriber over the websocket, and she goes on from her cursor', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const { subscription } = await subscribe(ada, { planId: await planOf(shop) });
  const DOCUMENT = `subscription S($id: ID, $after: String) { subscriptionEvents(subscriptionId: $id, after: $after, types: ["subscription.renewed"]) {
    type cursor subscription { currentPeriodStart } } }`;
  const live = await ada.listen(DOCUMENT, { id: subscription.id });
  await shop.advance('2026-03-01T00:00:00Z');
  const [renewal] = await live.next(1);
  expect(renewal.data.subscriptionEvents).toMatchObject({ type: 'subscription.renewed', subscription: { currentPeriodStart: '2026-02-28T10:00:00.000Z' } });
  await live.stop();
  await shop.advance('2026-05-01T00:00:00Z');
  const resumed = await ada.listen(DOCUMENT, { id: subscription.id, after: renewal.data.subscriptionEvents.cursor });
  expect((await resumed.next(2)).length).toBe(2);
  await resumed.stop();
});
