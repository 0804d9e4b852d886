import { asSystem } from '../../../tests/kit/billing';
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

type Verb = 'Pause' | 'Resume' | 'Cancel' | 'ChangePlan' | 'SkipCycle';
const act = (client: Client, verb: Verb, input: Data) => answer(client, `subscription${verb}`, input);
async function answer(client: Client, mutation: string, input: Data): Promise<Data[]> {
  const Input = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  return (await client.do(`mutation M($input: ${Input}!) { ${mutation}(input: $input) { userErrors { code field } } }`, { input }))[mutation].userErrors;
}

/** Ada pays 30.00 a month from 31 January 2026, 00:00 UTC. */
async function adaSubscribed(options: Parameters<typeof planOf>[1] = { price: 3_000 }, token = 'sandbox_succeeds') {
  const shop = await shopAt(world, '2026-01-31T00:00:00Z');
  const ada = await shop.user();
  const paymentMethodId = await attach(ada, token);
  const planId = await planOf(shop, options);
  const { subscription } = await subscribe(ada, { planId });
  return { shop, ada, planId, paymentMethodId, subscriptionId: subscription.id as string };
}
const balance = async (client: SignedInClient) => (await client.do('{ viewer { creditBalances { amountMinor } } }')).viewer.creditBalances.map((one: Data) => one.amountMinor);
const cyclesOf = async (client: SignedInClient, id: string) => (await look(client, id)).cycles.map(({ startAt, status }: Data) => `${startAt.slice(0, 10)} ${status}`);
async function invoicesOf(client: SignedInClient): Promise<Data[]> {
  const { invoices } = await client.do('{ invoices(last: 50) { edges { node { id status total { amountMinor currency } } } } }');
  return invoices.edges.map(({ node }: Data) => node).reverse();
}

describe('what a credit note gave back is not given back again', () => {
  test('as credit, by a cancellation with a proration', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    const [{ id: invoiceId }] = (await invoicesOf(ada)) as [Data];
    expect(await answer(shop.server, 'creditNoteCreate', { invoiceId, amountMinor: 2_000, settlement: 'CREDIT_BALANCE' })).toEqual([]);
    await shop.advance('2026-02-14T00:00:00Z');
    // Half of 30.00 is unused, of which 10.00 were not given back before.
    expect(await act(ada, 'Cancel', { subscriptionId, timing: 'NOW', prorationBehavior: 'CREATE_PRORATIONS' })).toEqual([]);
    expect(await balance(ada)).toEqual([3_000]);
  });

  test('as less to pay, by a cancellation with a proration', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed({ price: 3_000 }, 'sandbox_declines');
    const [invoice] = (await invoicesOf(ada)) as [Data];
    const paymentMethodId = await attach(ada, 'sandbox_succeeds');
    expect(await answer(shop.server, 'creditNoteCreate', { invoiceId: invoice.id, amountMinor: 2_000 })).toEqual([]);
    expect(await answer(ada, 'invoicePay', { invoiceId: invoice.id, paymentMethodId })).toEqual([]);
    await world.settle();
    await act(ada, 'Cancel', { subscriptionId, timing: 'NOW', prorationBehavior: 'CREATE_PRORATIONS' });
    expect(await balance(ada)).toEqual([1_000]);
  });
});

describe('what the rest of a period gave back is not given back again', () => {
  const paymentOf = async (client: SignedInClient) => (await client.do('{ payments(last: 1) { edges { node { id } } } }')).payments.edges[0].node.id as string;
  const refund = async (shop: Shop, input: Data) =>
    (await shop.server.do('mutation R($input: PaymentRefundInput!) { paymentRefund(input: $input) { refund { status amount { amountMinor } } userErrors { code } } }', { input })).paymentRefund;
  const given = (amountMinor: number) => ({ refund: { status: 'SUCCEEDED', amount: { amountMinor } }, userErrors: [] });

  const vat = (shop: Shop) => answer(shop.server, 'taxRateCreate', { name: 'VAT', percent: '20' });

  test('as money, or by a note, after a cancellation with a proration', async () => {
    const shop = await shopAt(world, '2026-01-31T00:00:00Z');
    await vat(shop);
    const ada = await shop.user();
    await attach(ada, 'sandbox_succeeds');
    const { subscription } = await subscribe(ada, { planId: await planOf(shop, { price: 3_000 }) });
    const [{ id: invoiceId, total }] = (await invoicesOf(ada)) as [Data];
    expect(total.amountMinor).toBe(3_600);
    await shop.advance('2026-02-14T00:00:00Z');
    await act(ada, 'Cancel', { subscriptionId: subscription.id, timing: 'NOW', prorationBehavior: 'CREATE_PRORATIONS' });
    expect(await balance(ada)).toEqual([1_800]);
    for (const settlement of ['CREDIT_BALANCE', 'REFUND']) {
      expect(await answer(shop.server, 'creditNoteCreate', { invoiceId, amountMinor: 1_801, settlement })).toEqual([{ code: 'CREDIT_NOTE_EXCEEDS_INVOICE', field: ['amountMinor'] }]);
    }
    expect(await answer(shop.server, 'creditNoteCreate', { invoiceId, lines: [{ position: 0, amountMinor: 600 }] })).toEqual([]);
    const paymentId = await paymentOf(ada);
    expect(await refund(shop, { paymentId, amountMinor: 1_201 })).toEqual({ refund: null, userErrors: [{ code: 'REFUND_EXCEEDS_CHARGE' }] });
    // 36.00 - 18.00 of credit - 6.00 by the note
    expect(await refund(shop, { paymentId })).toEqual(given(1_200));
    expect(await balance(ada)).toEqual([2_400]);
  });

  test('while the credit still waits for the next invoice, and once it stands there', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    const small = await planOf(shop, { price: 1_000 });
    await shop.advance('2026-02-14T00:00:00Z');
    await act(ada, 'ChangePlan', { subscriptionId, planId: small });
    const paymentId = await paymentOf(ada);
    expect(await refund(shop, { paymentId, amountMinor: 1_501 })).toEqual({ refund: null, userErrors: [{ code: 'REFUND_EXCEEDS_CHARGE' }] });
    await shop.advance('2026-03-01T00:00:00Z');
    expect(await refund(shop, { paymentId, amountMinor: 1_501 })).toEqual({ refund: null, userErrors: [{ code: 'REFUND_EXCEEDS_CHARGE' }] });
    expect(await refund(shop, { paymentId })).toEqual(given(1_500));
    // Of the second invoice, -15.00 + 5.00 + 10.00, nothing was paid in money.
    const second = (await invoicesOf(ada))[1]!;
    expect(await answer(shop.server, 'creditNoteCreate', { invoiceId: second.id, amountMinor: 1 })).toEqual([{ code: 'CREDIT_NOTE_EXCEEDS_INVOICE', field: ['amountMinor'] }]);
  });

  test('nor by a proration after a refund; a credit that is taken back with its invoice may be given as money', async () => {
    const { shop, ada, planId, subscriptionId } = await adaSubscribed();
    await shop.advance('2026-02-14T00:00:00Z');
    const bad = await attach(ada, 'sandbox_declines');
    await answer(ada, 'paymentMethodSetDefault', { paymentMethodId: bad });
    const large = await planOf(shop, { price: 9_000 });
    expect(await act(ada, 'ChangePlan', { subscriptionId, planId: large, prorationBehavior: 'ALWAYS_INVOICE' })).toEqual([{ code: 'PAYMENT_DECLINED', field: null }]);
    expect((await look(ada, subscriptionId)).status).toBe('ACTIVE');
    expect(await refund(shop, { paymentId: await paymentOf(ada), amountMinor: 2_500 })).toEqual(given(2_500));
    await act(ada, 'Cancel', { subscriptionId, timing: 'NOW', prorationBehavior: 'CREATE_PRORATIONS' });
    expect([planId === large, await balance(ada)]).toEqual([false, [500]]);
  });
});

describe('take-back-period, take-back-period-when-its-money-is-given-back', () => {
  /** Ada has paid 120.00 for a year with a box each month and a feature; the boxes of January and February have left. */
  async function adaByYear() {
    const shop = await shopAt(world, '2026-01-31T00:00:00Z');
    const { productCreate } = await shop.server.do('mutation P($input: ProductCreateInput!) { productCreate(input: $input) { product { variants { edges { node { id } } } } } }', {
      input: { name: 'Tea', variants: [{ sku: 'tea', name: 'Tea', price: { amountMinor: 500, currency: 'GBP' } }] },
    });
    const box = [{ variantId: productCreate.product.variants.edges[0].node.id }];
    const planId = await planOf(shop, { price: 12_000, interval: 'YEAR', more: { box, deliveryInterval: 'MONTH' } });
    await answer(shop.server, 'planEntitlementsSet', { planId, features: ['club'] });
    const ada = await shop.user();
    await attach(ada, 'sandbox_succeeds');
    const { subscription } = await subscribe(ada, { planId });
    await shop.advance('2026-03-01T00:00:00Z');
    const { payments } = await ada.do('{ payments { edges { node { id } } } }');
    const [charge] = await world.gateway.charges(shop.tenantId);
    return { shop, ada, subscriptionId: subscription.id as string, paymentId: payments.edges[0].node.id as string, charge: charge! };
  }
  async function standing(ada: SignedInClient, id: string) {
    await world.settle();
    const { subscription, hasAccess } = await ada.do('query S($id: ID!) { hasAccess(feature: "club") subscription(id: $id) { status cycles(first: 1) { edges { node { chargedBackAt } } } deliveries(first: 50) { edges { node { status } } } } }', { id });
    const sent = subscription.deliveries.edges.map(({ node }: Data) => node.status);
    const of = (status: string) => sent.filter((one: string) => one === status).length;
    return [subscription.status, hasAccess, `${of('DUE')} sent, ${of('PLANNED')} to come`, subscription.cycles.edges[0].node.chargedBackAt?.slice(0, 10) ?? null];
  }

  test('a refund of a part changes nothing; of all of it, no more boxes leave, and what it opens stays until staff end it', async () => {
    const { shop, ada, subscriptionId, paymentId } = await adaByYear();
    await answer(shop.server, 'paymentRefund', { paymentId, amountMinor: 11_999 });
    expect(await standing(ada, subscriptionId)).toEqual(['ACTIVE', true, '2 sent, 10 to come', null]);
    await answer(shop.server, 'paymentRefund', { paymentId });
    await shop.advance('2026-05-01T00:00:00Z');
    expect(await standing(ada, subscriptionId)).toEqual(['ACTIVE', true, '2 sent, 0 to come', null]);
  });

  test('while a dispute is open no box leaves; won, they follow', async () => {
    const { shop, ada, subscriptionId, charge } = await adaByYear();
    const dispute = await world.gateway.dispute(charge.reference);
    await world.gateway.arrived(charge.key);
    await shop.advance('2026-04-15T00:00:00Z');
    expect(await standing(ada, subscriptionId)).toEqual(['ACTIVE', true, '2 sent, 10 to come', null]);
    await world.gateway.decideDispute(dispute, 'win');
    await world.gateway.arrived(charge.key, 2);
    await shop.advance('2026-05-02T00:00:00Z');
    expect(await standing(ada, subscriptionId)).toEqual(['ACTIVE', true, '4 sent, 8 to come', null]);
  });

  test('a dispute that is lost ends what its period opened, until the next period is paid', async () => {
    const { shop, ada, subscriptionId, charge } = await adaByYear();
    const dispute = await world.gateway.dispute(charge.reference);
    await world.gateway.decideDispute(dispute, 'lose');
    await world.gateway.arrived(charge.key, 2);
    expect(await standing(ada, subscriptionId)).toEqual(['ACTIVE', false, '2 sent, 0 to come', '2026-03-01']);
    await act(ada, 'Cancel', { subscriptionId, cancelAt: '2027-02-10T00:00:00Z', prorationBehavior: 'CREATE_PRORATIONS' });
    await shop.advance('2027-01-31T00:00:00Z');
    expect(await standing(ada, subscriptionId)).toEqual(['ACTIVE', true, '3 sent, 11 to come', '2026-03-01']);
    await world.settle();
    const { events } = await ada.do('{ events(first: 100, types: ["entitlement.updated"]) { edges { node { occurredAt data } } } }');
    expect(events.edges.map(({ node }: Data) => `${node.occurredAt.slice(0, 10)} ${node.data.hasAccess}`)).toEqual(['2026-01-31 true', '2026-03-01 false', '2027-01-31 true']);
  });
});

describe('waive-cycle, waive-cycle-when-its-invoice-is-withdrawn', () => {
  test('a renewal whose invoice is withdrawn is owed no more: the subscription goes on, and the next one is charged', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    const bad = await attach(ada, 'sandbox_declines');
    await asSystem(shop, (work) => work.change('test', 'UPDATE subscription SET payment_method_id = :bad WHERE tenant_id = :tenant', { bad }).then(() => undefined));
    await shop.advance('2026-03-01T00:00:00Z');
    expect((await look(ada, subscriptionId)).status).toBe('PAST_DUE');
    const owed = (await invoicesOf(ada)).find(({ status }) => status === 'OPEN')!;
    expect(await answer(shop.server, 'invoiceVoid', { invoiceId: owed.id })).toEqual([]);
    await asSystem(shop, (work) => work.change('test', 'UPDATE subscription SET payment_method_id = NULL WHERE tenant_id = :tenant', {}).then(() => undefined));
    await world.settle();
    expect((await look(ada, subscriptionId)).status).toBe('ACTIVE');
    await shop.advance('2026-04-01T00:00:00Z');
    expect(await cyclesOf(ada, subscriptionId)).toEqual(['2026-01-31 BILLED', '2026-02-28 FAILED', '2026-03-31 BILLED', '2026-04-30 UPCOMING']);
    expect([(await look(ada, subscriptionId)).status, (await charged(ada)).filter((line: string) => line.startsWith('SUCCEEDED'))]).toEqual(['ACTIVE', ['SUCCEEDED 3000', 'SUCCEEDED 3000']]);
  });
});

describe('migrate-batch', () => {
  test.each(['NOW', 'PERIOD_END'])('a period that the subscriber skips is skipped in spite of a migration %s', async (timing) => {
    const { shop, ada, planId, subscriptionId } = await adaSubscribed();
    await act(ada, 'SkipCycle', { subscriptionId });
    expect(await answer(shop.server, 'planMigrate', { planId, toPlanId: await planOf(shop, { price: 5_000 }), timing })).toEqual([]);
    await shop.advance('2026-03-01T00:00:00Z');
    expect([await cyclesOf(ada, subscriptionId), await charged(ada)]).toEqual([['2026-01-31 BILLED', '2026-02-28 SKIPPED', '2026-03-31 UPCOMING'], ['SUCCEEDED 3000']]);
  });
});

describe('take-terms', () => {
  test.each(['migrated NOW', 'migrated PERIOD_END', 'changed NOW', 'changed PERIOD_END'])('%s, one from before currencies were kept is billed in the currency that it had', async (how) => {
    const { shop, ada, planId, subscriptionId } = await adaSubscribed();
    await asSystem(shop, (work) => work.change('test', 'UPDATE subscription SET currency = NULL WHERE tenant_id = :tenant', {}).then(() => undefined));
    const input = { name: 'Dollars', interval: 'MONTH', price: { amountMinor: 9_900, currency: 'USD' }, prices: [{ amountMinor: 4_000, currency: 'GBP' }] };
    const { planCreate } = await shop.server.do('mutation P($input: PlanCreateInput!) { planCreate(input: $input) { plan { id } userErrors { code field } } }', { input });
    expect(planCreate.userErrors).toEqual([]);
    const [verb, timing] = how.split(' ') as [string, string];
    const toPlanId = planCreate.plan.id;
    if (verb === 'migrated') expect(await answer(shop.server, 'planMigrate', { planId, toPlanId, timing })).toEqual([]);
    else expect(await act(ada, 'ChangePlan', { subscriptionId, planId: toPlanId, timing, prorationBehavior: 'ALWAYS_INVOICE' })).toEqual([]);
    await shop.advance('2026-03-01T00:00:00Z');
    expect((await invoicesOf(ada)).at(-1)!.total).toEqual({ amountMinor: 4_000, currency: 'GBP' });
  });
});

describe('cancel-at-date', () => {
  test('one whose date was missed until after the period\'s end gives back what it promised', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    await act(ada, 'Cancel', { subscriptionId, cancelAt: '2026-02-14T00:00:00Z', prorationBehavior: 'CREATE_PRORATIONS' });
    // The job is lost: nothing but the renewal finds it.
    await asSystem(shop, (work) => work.change('test', `DELETE FROM job WHERE tenant_id = :tenant AND kind = 'subscriptions.cancel-at-date'`, {}).then(() => undefined));
    await shop.advance('2026-03-01T00:00:00Z');
    expect([(await look(ada, subscriptionId)).status, await balance(ada)]).toEqual(['CANCELED', [1_500]]);
  });
});

describe('access to a period that nobody pays for', () => {
  const grant = (shop: Shop, planId: string) => answer(shop.server, 'planEntitlementsSet', { planId, features: ['api'] });
  const has = async (client: SignedInClient) => (await client.do('{ hasAccess(feature: "api") }')).hasAccess;
  async function told(client: SignedInClient): Promise<string[]> {
    await world.settle();
    const { events } = await client.do('{ events(first: 100, types: ["entitlement.updated"]) { edges { node { occurredAt data } } } }');
    return events.edges.map(({ node }: Data) => `${node.occurredAt.slice(0, 10)} ${node.data.hasAccess}`);
  }

  test('a period that is skipped gives none; the next one that is billed does', async () => {
    const { shop, ada, planId, subscriptionId } = await adaSubscribed();
    await grant(shop, planId);
    await act(ada, 'SkipCycle', { subscriptionId });
    expect(await has(ada)).toBe(true);
    await shop.advance('2026-03-10T00:00:00Z');
    expect([await has(ada), (await look(ada, subscriptionId)).status]).toEqual([false, 'ACTIVE']);
    await act(ada, 'Pause', { subscriptionId });
    expect(await has(ada)).toBe(false);
    await act(ada, 'Resume', { subscriptionId });
    await shop.advance('2026-04-01T00:00:00Z');
    expect([await has(ada), await charged(ada)]).toEqual([true, ['SUCCEEDED 3000', 'SUCCEEDED 3000']]);
    expect(await told(ada)).toEqual(['2026-01-31 true', '2026-02-28 false', '2026-03-31 true']);
  });

  test('a pause over the moment of a renewal is no month for nothing', async () => {
    const { shop, ada, planId, subscriptionId } = await adaSubscribed();
    await grant(shop, planId);
    await shop.advance('2026-02-27T23:59:00Z');
    await act(ada, 'Pause', { subscriptionId });
    await shop.advance('2026-02-28T00:01:00Z');
    await act(ada, 'Resume', { subscriptionId });
    expect([await has(ada), await charged(ada)]).toEqual([false, ['SUCCEEDED 3000']]);
    // Whoever pays for the rest of the period has it.
    expect(await act(ada, 'ChangePlan', { subscriptionId, quantity: 2, prorationBehavior: 'ALWAYS_INVOICE' })).toEqual([]);
    expect(await has(ada)).toBe(true);
  });
});

describe('end-subscription', () => {
  test('a period that was had and not paid when it ends stays owed; it is not withdrawn', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed({ price: 3_000, interval: 'WEEK' });
    const bad = await attach(ada, 'sandbox_declines');
    await asSystem(shop, (work) => work.change('test', 'UPDATE subscription SET payment_method_id = :bad WHERE tenant_id = :tenant', { bad }).then(() => undefined));
    await shop.advance('2026-02-08T00:00:00Z');
    expect(await act(ada, 'Cancel', { subscriptionId, timing: 'PERIOD_END' })).toEqual([]);
    await shop.advance('2026-02-15T00:00:00Z');
    expect([(await look(ada, subscriptionId)).status, (await invoicesOf(ada)).map(({ status }) => status)]).toEqual(['CANCELED', ['PAID', 'UNCOLLECTIBLE']]);
  });
});
