import { pay } from '../../../tests/kit/billing';
import { examineAfterEach } from '../../../tests/kit/invariants';
import type { Client, Data, Shop, SignedInClient } from '../../../tests/kit/shop';
import { attach, charged, look, planOf, shopAt, subscribe } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
examineAfterEach(() => world);
afterAll(() => world.close());

const UPDATE = `mutation U($input: SubscriptionUpdateInput!) { subscriptionUpdate(input: $input) { subscription { paymentMethod { id } metadata } userErrors { code field } } }`;
const update = async (client: Client, input: Data) => (await client.do(UPDATE, { input })).subscriptionUpdate as Data;

async function makeDefault(user: SignedInClient, paymentMethodId: string): Promise<void> {
  await user.do('mutation D($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { userErrors { code } } }', { input: { paymentMethodId } });
  await world.settle();
}

async function detach(user: SignedInClient, paymentMethodId: string): Promise<void> {
  await user.do('mutation D($input: PaymentMethodDetachInput!) { paymentMethodDetach(input: $input) { userErrors { code } } }', { input: { paymentMethodId } });
  await world.settle();
}

const attempts = async (user: SignedInClient): Promise<string[]> =>
  (await user.do('{ payments(last: 20) { edges { node { status attemptNumber } } } }')).payments.edges.map(({ node }: Data) => `${node.attemptNumber} ${node.status}`).reverse();

interface Made {
  readonly shop: Shop;
  readonly ada: SignedInClient;
  readonly subscriptionId: string;
  readonly method: string;
}

/** A trial that ended on 20 January with a method whose first charge failed. */
async function behind({ token = 'sandbox_declines', isOwn = false } = {}): Promise<Made> {
  const shop = await shopAt(world, '2026-01-10T10:00:00.000Z');
  const ada = await shop.user();
  const method = await attach(ada, token);
  const { subscription } = await subscribe(ada, { planId: await planOf(shop, { trialDays: 10 }), ...(isOwn ? { paymentMethodId: method } : {}) });
  await shop.advance('2026-01-21T00:00:00Z');
  expect((await look(ada, subscription.id)).status).toBe('PAST_DUE');
  return { shop, ada, subscriptionId: subscription.id, method };
}

describe('update-subscription', () => {
  test('its own method, the default one again, and metadata; what is left out stays; the same key does it once', async () => {
    const shop = await shopAt(world, '2026-01-10T10:00:00.000Z');
    const ada = await shop.user();
    const [first, second] = [await attach(ada, 'sandbox_succeeds'), await attach(ada, 'sandbox_succeeds')];
    const { subscription } = await subscribe(ada, { planId: await planOf(shop) });
    const { id } = subscription;
    expect(await update(ada, { subscriptionId: id, paymentMethodId: second, idempotencyKey: 'k' })).toEqual({ subscription: { paymentMethod: { id: second }, metadata: null }, userErrors: [] });
    expect(await update(shop.server, { subscriptionId: id, metadata: { seat: 7 } })).toEqual({ subscription: { paymentMethod: { id: second }, metadata: { seat: 7 } }, userErrors: [] });
    await update(ada, { subscriptionId: id, paymentMethodId: first });
    await update(ada, { subscriptionId: id, paymentMethodId: second, idempotencyKey: 'k' });
    expect((await update(ada, { subscriptionId: id })).subscription).toEqual({ paymentMethod: { id: first }, metadata: { seat: 7 } });
    expect((await update(ada, { subscriptionId: id, paymentMethodId: null, metadata: null })).subscription).toEqual({ paymentMethod: null, metadata: null });
    await shop.advance('2026-01-11T00:00:00Z');
    expect(await charged(ada)).toHaveLength(1);
  });

  test('refused: what is not hers, a mandate that does not serve it, and what has ended', async () => {
    const shop = await shopAt(world, '2026-01-31T10:00:00.000Z');
    const [ada, eve] = [await shop.user(), await shop.user({ name: 'Eve' })];
    const [card, mandate, foreign] = [await attach(ada, 'sandbox_succeeds'), await attach(ada, 'sandbox_mandate'), await attach(eve, 'sandbox_succeeds')];
    const { subscription } = await subscribe(ada, { planId: await planOf(shop), paymentMethodId: card });
    const { id } = subscription;
    expect((await update(ada, { subscriptionId: id, paymentMethodId: foreign })).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['paymentMethodId'] }]);
    expect((await update(ada, { subscriptionId: id, paymentMethodId: mandate })).userErrors).toEqual([{ code: 'MANDATE_NOT_APPLICABLE', field: ['paymentMethodId'] }]);
    expect((await update(eve, { subscriptionId: id, metadata: {} })).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['subscriptionId'] }]);
    expect((await update(ada, { subscriptionId: id })).subscription).toEqual({ paymentMethod: { id: card }, metadata: null });
    await ada.do('mutation C($input: SubscriptionCancelInput!) { subscriptionCancel(input: $input) { userErrors { code } } }', { input: { subscriptionId: id, timing: 'NOW' } });
    expect((await update(ada, { subscriptionId: id, metadata: {} })).userErrors).toEqual([{ code: 'SUBSCRIPTION_ENDED', field: ['subscriptionId'] }]);
  });
});

describe('try-new-method', () => {
  test('while it is PAST_DUE a new method of its own is tried at once; one that was tried goes by the dunning days', async () => {
    const { shop, ada, subscriptionId: id, method } = await behind();
    const other = await attach(ada, 'sandbox_declines');
    await update(ada, { subscriptionId: id, paymentMethodId: other });
    await shop.advance('2026-01-21T00:00:01Z');
    expect(await attempts(ada)).toEqual(['1 FAILED', '2 FAILED']);
    for (const paymentMethodId of [method, other, method, other]) await update(ada, { subscriptionId: id, paymentMethodId });
    await shop.advance('2026-01-22T00:00:00Z');
    expect(await attempts(ada)).toEqual(['1 FAILED', '2 FAILED']);
    await shop.advance('2026-01-24T00:00:00Z');
    expect(await attempts(ada)).toEqual(['1 FAILED', '2 FAILED', '3 FAILED']);
    await update(ada, { subscriptionId: id, paymentMethodId: await attach(ada, 'sandbox_succeeds') });
    await shop.advance('2026-01-24T00:00:01Z');
    expect([await attempts(ada), (await look(ada, id)).status]).toEqual([['1 FAILED', '2 FAILED', '3 FAILED', '4 SUCCEEDED'], 'ACTIVE']);
  });

  const OPEN = '{ payments(last: 20) { edges { node { status actionUrl } } } }';
  /** Whoever was asked to approve the open charge does not. */
  async function refuse(user: SignedInClient): Promise<void> {
    const { payments } = await user.do(OPEN);
    await world.gateway.decide(payments.edges.find(({ node }: Data) => node.status === 'REQUIRES_ACTION').node.actionUrl, 'decline');
    const charges = await world.gateway.charges(user.shop.tenantId);
    await world.gateway.arrived(charges.at(-1)!.key);
    await world.settle();
  }

  test('note-failed-charge: one that comes while a charge is open is tried as soon as that has failed, once, before anything is final', async () => {
    const { shop, ada, subscriptionId: id } = await behind();
    await shop.server.do('mutation M($input: DunningPolicyUpdateInput!) { dunningPolicyUpdate(input: $input) { userErrors { code } } }', { input: { attemptDays: [0] } });
    const { invoices } = await ada.do('{ invoices { edges { node { id } } } }');
    await pay(ada, { invoiceId: invoices.edges[0].node.id, paymentMethodId: await attach(ada, 'sandbox_redirect') });
    await makeDefault(ada, await attach(ada, 'sandbox_succeeds'));
    await shop.advance('2026-01-21T05:00:00Z');
    expect([await attempts(ada), (await look(ada, id)).status]).toEqual([['1 FAILED', '2 REQUIRES_ACTION'], 'PAST_DUE']);
    await refuse(ada);
    await shop.advance('2026-01-21T05:00:01Z');
    expect([await attempts(ada), (await look(ada, id)).status]).toEqual([['1 FAILED', '2 FAILED', '3 SUCCEEDED'], 'ACTIVE']);
  });

  test('of a first payment too, which its payer may approve: she is there', async () => {
    const shop = await shopAt(world, '2026-01-10T10:00:00.000Z');
    const ada = await shop.user();
    const { subscription } = await subscribe(ada, { planId: await planOf(shop), paymentMethodId: await attach(ada, 'sandbox_redirect') });
    await update(ada, { subscriptionId: subscription.id, paymentMethodId: await attach(ada, 'sandbox_requires_action') });
    await shop.advance('2026-01-10T10:10:00Z');
    expect(await attempts(ada)).toEqual(['1 REQUIRES_ACTION']);
    await refuse(ada);
    await shop.advance('2026-01-10T10:10:01Z');
    expect([await attempts(ada), (await look(ada, subscription.id)).status]).toEqual([['1 FAILED', '2 REQUIRES_ACTION'], 'INCOMPLETE']);
    await update(ada, { subscriptionId: subscription.id, paymentMethodId: await attach(ada, 'sandbox_succeeds') });
    await refuse(ada);
    await shop.advance('2026-01-10T10:10:02Z');
    expect([await attempts(ada), (await look(ada, subscription.id)).status]).toEqual([['1 FAILED', '2 FAILED', '3 SUCCEEDED'], 'ACTIVE']);
  });

  test('two changes at once: one attempt, with the one that stands', async () => {
    const { shop, ada, subscriptionId: id } = await behind();
    const [a, b] = [await attach(ada, 'sandbox_succeeds'), await attach(ada, 'sandbox_succeeds')];
    await Promise.all([update(ada, { subscriptionId: id, paymentMethodId: a }), update(ada, { subscriptionId: id, paymentMethodId: b })]);
    await shop.advance('2026-02-01T00:00:00Z');
    expect(await attempts(ada)).toEqual(['1 FAILED', '2 SUCCEEDED']);
    expect(await world.gateway.charges(shop.tenantId)).toHaveLength(2);
    expect((await look(ada, id)).status).toBe('ACTIVE');
  });

  test('the first payment, which has none that works, is tried with the one that comes', async () => {
    const shop = await shopAt(world, '2026-01-10T10:00:00.000Z');
    const ada = await shop.user();
    const declined = await attach(ada, 'sandbox_declines');
    const { subscription } = await subscribe(ada, { planId: await planOf(shop), paymentMethodId: declined });
    expect(subscription.status).toBe('INCOMPLETE');
    const other = await attach(ada, 'sandbox_declines_hard');
    await update(ada, { subscriptionId: subscription.id, paymentMethodId: other });
    await shop.advance('2026-01-10T11:00:00Z');
    expect([await attempts(ada), (await look(ada, subscription.id)).status]).toEqual([['1 FAILED', '2 FAILED'], 'INCOMPLETE']);
    await update(ada, { subscriptionId: subscription.id, paymentMethodId: await attach(ada, 'sandbox_succeeds') });
    await shop.advance('2026-01-10T12:00:00Z');
    expect([await attempts(ada), (await look(ada, subscription.id)).status]).toEqual([['1 FAILED', '2 FAILED', '3 SUCCEEDED'], 'ACTIVE']);
  });
});

describe('take-default-method, follow-payment-methods-when-they-change', () => {
  test('a new default is tried at once by what has none of its own, also after a method that was declined for good', async () => {
    const { shop, ada, subscriptionId } = await behind({ token: 'sandbox_declines_hard' });
    await shop.advance('2026-01-24T00:00:00Z');
    expect(await attempts(ada)).toEqual(['1 FAILED']);
    await makeDefault(ada, await attach(ada, 'sandbox_succeeds'));
    await shop.advance('2026-01-24T00:00:01Z');
    expect([await attempts(ada), (await look(ada, subscriptionId)).status]).toEqual([['1 FAILED', '2 SUCCEEDED'], 'ACTIVE']);
  });

  test('one of its own that may still work is not left for a new default', async () => {
    const { shop, ada } = await behind({ isOwn: true });
    await makeDefault(ada, await attach(ada, 'sandbox_succeeds'));
    await shop.advance('2026-01-22T00:00:00Z');
    expect(await attempts(ada)).toEqual(['1 FAILED']);
  });

  test('one of its own that is removed is forgotten: the default one is charged, at once for what is owed', async () => {
    const { shop, ada, subscriptionId, method } = await behind({ isOwn: true });
    await attach(ada, 'sandbox_succeeds');
    await detach(ada, method);
    await shop.advance('2026-01-21T00:00:01Z');
    expect([await attempts(ada), (await look(ada, subscriptionId)).status]).toEqual([['1 FAILED', '2 SUCCEEDED'], 'ACTIVE']);
  });

  test('what is UNPAID comes back by it, and later attempts are not asked for', async () => {
    const { shop, ada, subscriptionId } = await behind();
    await shop.server.do('mutation M($input: DunningPolicyUpdateInput!) { dunningPolicyUpdate(input: $input) { userErrors { code } } }', { input: { attemptDays: [0, 3], finalAction: 'UNPAID' } });
    await shop.advance('2026-02-10T00:00:00Z');
    expect([await attempts(ada), (await look(ada, subscriptionId)).status]).toEqual([['1 FAILED', '2 FAILED'], 'UNPAID']);
    await makeDefault(ada, await attach(ada, 'sandbox_succeeds'));
    await shop.advance('2026-02-10T00:00:01Z');
    expect([await attempts(ada), (await look(ada, subscriptionId)).status]).toEqual([['1 FAILED', '2 FAILED', '3 SUCCEEDED'], 'ACTIVE']);
    const { invoices } = await ada.do('{ invoices { edges { node { id } } } }');
    expect((await pay(ada, { invoiceId: invoices.edges[0].node.id })).userErrors).toEqual([{ code: 'INVOICE_NOT_OPEN', field: ['invoiceId'] }]);
  });
});
