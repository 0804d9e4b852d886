import { examineAfterEach } from '../../../tests/kit/invariants';
import type { Client, Data, SignedInClient } from '../../../tests/kit/shop';
import { attach, charged, look, planOf, shopAt, storyOf, subscribe } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';
import { recordExternalPayment, settleCharge } from '../billing/contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
examineAfterEach(() => world);
afterAll(() => world.close());

const BILL = 'lines { kind description amount { amountMinor } explanation periodStart periodEnd } total { amountMinor } due { amountMinor }';
const PREVIEW = `query Preview($input: SubscriptionPreviewInput!) { subscriptionPreview(input: $input) { invoiceNow { ${BILL} } nextInvoice { ${BILL} } nextInvoiceAt } }`;
const preview = async (client: Client, input: Data) => (await client.do(PREVIEW, { input })).subscriptionPreview;
async function bills(client: SignedInClient): Promise<Data[]> {
  const { invoices } = await client.do(`{ invoices(last: 50) { edges { node { ${BILL} } } } }`);
  return invoices.edges.map(({ node }: Data) => node).reverse();
}
const statuses = async (client: SignedInClient) => (await client.do('{ invoices(last: 50) { edges { node { status } } } }')).invoices.edges.map(({ node }: Data) => node.status).reverse();

type Verb = 'Pause' | 'Resume' | 'Cancel' | 'Uncancel' | 'ChangePlan' | 'SkipCycle' | 'UnskipCycle';
async function act(client: Client, verb: Verb, input: Data) {
  const name = `subscription${verb}`;
  const document = `mutation M($input: Subscription${verb}Input!) { ${name}(input: $input) {
    subscription { status cancelAt scheduledChange { action effectiveAt } } userErrors { code field } } }`;
  return (await client.do(document, { input }))[name] as Data;
}

/** Ada pays 30.00 a month from 31 January 2026, 00:00 UTC. */
async function adaSubscribed(options: Parameters<typeof planOf>[1] = { price: 3_000 }, token = 'sandbox_succeeds') {
  const shop = await shopAt(world, '2026-01-31T00:00:00Z');
  const ada = await shop.user();
  await attach(ada, token);
  const { subscription } = await subscribe(ada, { planId: await planOf(shop, options) });
  return { shop, ada, subscriptionId: subscription.id as string };
}
const cyclesOf = async (client: SignedInClient, id: string) => (await look(client, id)).cycles.map(({ startAt, status }: Data) => `${startAt.slice(0, 10)} ${status}`);
const balance = async (client: SignedInClient) => (await client.do('{ viewer { creditBalances { amountMinor } } }')).viewer.creditBalances;

describe('skip-cycle', () => {
  test('the next period is not billed, the one after it is; it can be taken back until then', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    expect(await act(ada, 'SkipCycle', { subscriptionId })).toMatchObject({
      subscription: { status: 'ACTIVE', scheduledChange: { action: 'SKIP_CYCLE', effectiveAt: '2026-02-28T00:00:00.000Z' } },
      userErrors: [],
    });
    expect(await act(ada, 'UnskipCycle', { subscriptionId })).toMatchObject({ subscription: { scheduledChange: null }, userErrors: [] });
    await act(ada, 'SkipCycle', { subscriptionId });
    await shop.advance('2026-04-01T00:00:00Z');
    expect(await cyclesOf(ada, subscriptionId)).toEqual(['2026-01-31 BILLED', '2026-02-28 SKIPPED', '2026-03-31 BILLED', '2026-04-30 UPCOMING']);
    expect((await storyOf(ada)).filter((line) => line.includes('skip'))).toEqual([
      '2026-01-31 subscription.skip_scheduled', '2026-01-31 subscription.skip_withdrawn', '2026-01-31 subscription.skip_scheduled', '2026-02-28 subscription.cycle_skipped',
    ]);
  });
});

describe('cancel-at-date, cancel-subscription', () => {
  test('it ends at the date, periods until then are billed, and nothing is given back', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    expect(await act(ada, 'Cancel', { subscriptionId, cancelAt: '2026-03-10T12:00:00Z' })).toMatchObject({
      subscription: { status: 'ACTIVE', cancelAt: '2026-03-10T12:00:00.000Z', scheduledChange: { action: 'CANCEL', effectiveAt: '2026-03-10T12:00:00.000Z' } },
    });
    await shop.advance('2026-03-11T00:00:00Z');
    expect(await look(ada, subscriptionId)).toMatchObject({ status: 'CANCELED', endedAt: '2026-03-10T12:00:00.000Z' });
    expect([await charged(ada), await balance(ada)]).toEqual([['SUCCEEDED 3000', 'SUCCEEDED 3000'], []]);
  });

  test('at the instant of a renewal it is not billed any more; taken back, it is', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    await act(ada, 'Cancel', { subscriptionId, cancelAt: '2026-02-28T00:00:00Z' });
    expect(await act(ada, 'Uncancel', { subscriptionId })).toMatchObject({ subscription: { cancelAt: null, scheduledChange: null } });
    await shop.advance('2026-03-01T00:00:00Z');
    await act(ada, 'Cancel', { subscriptionId, cancelAt: '2026-03-31T00:00:00Z' });
    await shop.advance('2026-04-01T00:00:00Z');
    expect([(await look(ada, subscriptionId)).status, await charged(ada)]).toEqual(['CANCELED', ['SUCCEEDED 3000', 'SUCCEEDED 3000']]);
  });

  test('credit-rest: with a proration the rest becomes credit, as it was previewed; without, and in a trial, nothing does', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    const second = (await subscribe(ada, { planId: await planOf(shop, { price: 3_000, trialDays: 20 }) })).subscription.id;
    await shop.advance('2026-02-14T00:00:00Z');
    const input = { subscriptionId, timing: 'NOW', prorationBehavior: 'CREATE_PRORATIONS' };
    expect((await preview(ada, { action: 'CANCEL', subscriptionId, timing: 'NOW' })).invoiceNow).toBeNull();
    const { invoiceNow } = await preview(ada, { action: 'CANCEL', ...input });
    // 14 of 28 days are left.
    expect(invoiceNow.total.amountMinor).toBe(-1_500);
    await act(ada, 'Cancel', input);
    await act(ada, 'Cancel', { ...input, subscriptionId: second });
    expect((await bills(ada)).slice(1)).toEqual([invoiceNow]);
    expect(await balance(ada)).toEqual([{ amountMinor: 1_500 }]);
  });

  test('a date in the past is refused, and nothing is written', async () => {
    const { ada, subscriptionId } = await adaSubscribed();
    expect(await act(ada, 'Cancel', { subscriptionId, cancelAt: '2026-01-31T00:00:00Z' })).toEqual({ subscription: null, userErrors: [{ code: 'INVALID', field: ['cancelAt'] }] });
    expect((await look(ada, subscriptionId)).cancelAtPeriodEnd).toBe(false);
  });
});

describe('end-subscription: canceled while a renewal is owed', () => {
  /** The renewal of 28 February was declined, and half of its 31 days is over. */
  async function adaOwing() {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    const paymentMethodId = await attach(ada, 'sandbox_declines');
    await ada.do(`mutation D($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { userErrors { code } } }`, { input: { paymentMethodId } });
    await shop.advance('2026-03-01T00:00:00Z');
    expect((await look(ada, subscriptionId)).status).toBe('PAST_DUE');
    return { shop, ada, subscriptionId };
  }
  const owed = async (ada: SignedInClient) => (await ada.do('{ invoices(first: 1) { edges { node { id status due { amountMinor } } } } }')).invoices.edges[0].node;

  test('the period stays owed, and whoever pays it has paid', async () => {
    const { shop, ada, subscriptionId } = await adaOwing();
    await act(ada, 'Cancel', { subscriptionId, timing: 'NOW' });
    const { id: invoiceId, ...invoice } = await owed(ada);
    expect(invoice).toEqual({ status: 'UNCOLLECTIBLE', due: { amountMinor: 3_000 } });
    await shop.advance('2026-04-30T00:00:00Z');
    expect((await charged(ada)).filter((line: string) => line.startsWith('SUCCEEDED'))).toEqual(['SUCCEEDED 3000']);
    const paymentMethodId = await attach(ada, 'sandbox_succeeds');
    await ada.do('mutation P($input: InvoicePayInput!) { invoicePay(input: $input) { userErrors { code } } }', { input: { invoiceId, paymentMethodId } });
    await world.settle();
    expect([(await owed(ada)).status, (await look(ada, subscriptionId)).status]).toEqual(['PAID', 'CANCELED']);
  });

  test('credit-rest: with a proration the part that is not had is not owed', async () => {
    const { ada, subscriptionId } = await adaOwing();
    await act(ada, 'Cancel', { subscriptionId, timing: 'NOW', prorationBehavior: 'CREATE_PRORATIONS' });
    // 30 of 31 days are left: 30.00 - 29.03
    expect(await owed(ada)).toMatchObject({ status: 'UNCOLLECTIBLE', due: { amountMinor: 97 } });
    expect(await balance(ada)).toEqual([]);
  });
});

describe('charge-rest', () => {
  test('what waits when it ends is charged once by itself; what is declined stays owed', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    await shop.advance('2026-02-14T00:00:00Z');
    await act(ada, 'ChangePlan', { subscriptionId, quantity: 2 });
    await act(ada, 'Cancel', { subscriptionId, timing: 'NOW' });
    await shop.advance('2026-02-15T00:00:00Z');
    expect([await charged(ada), await statuses(ada)]).toEqual([['SUCCEEDED 1500', 'SUCCEEDED 3000'], ['PAID', 'PAID']]);
  });
});

describe('undo-change, undo-change-when-its-charge-fails', () => {
  test('a change that was billed at once and whose charge fails days later is taken back', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    const paymentMethodId = await attach(ada, 'sandbox_bank_transfer');
    await ada.do(`mutation D($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { userErrors { code } } }`, { input: { paymentMethodId } });
    await shop.advance('2026-02-14T00:00:00Z');
    await act(ada, 'ChangePlan', { subscriptionId, quantity: 2, prorationBehavior: 'ALWAYS_INVOICE' });
    const quantity = async () => (await ada.do('query Q($id: ID!) { subscription(id: $id) { quantity } }', { id: subscriptionId })).subscription.quantity;
    expect([await quantity(), (await charged(ada))[0]]).toEqual([2, 'PENDING 1500']);
    const { payments } = await ada.do('{ payments(first: 1) { edges { node { id } } } }');
    const outcome = { status: 'FAILED', failureCode: 'transfer_returned', message: 'Returned.', isHard: false, reference: 'late' } as const;
    const desk = await world.program.openSystemContext(shop.tenantId);
    await desk.transact((work) => settleCharge(work, { attemptId: payments.edges[0].node.id, outcome }));
    await world.settle();
    expect([await quantity(), (await statuses(ada)).at(-1)]).toEqual([1, 'VOID']);
    await act(ada, 'Cancel', { subscriptionId, timing: 'NOW', prorationBehavior: 'CREATE_PRORATIONS' });
    // The rest of what was paid before the change, and nothing of what was not.
    expect(await balance(ada)).toEqual([{ amountMinor: 1_500 }]);
  });
});

describe('undo-change, undo-change-when-its-bill-is-withdrawn', () => {
  test.each([
    ['sandbox_bank_transfer', '2026-02-14T00:00:01Z'],
    ['sandbox_timeout_charged', '2026-02-14T00:00:01Z'],
    ['sandbox_bank_transfer', '2026-02-20T00:00:00Z'],
  ])('%s, heard of at %s: as before, the month is not billed twice, and the money that comes is given back', async (token, heardAt) => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    const bigger = await planOf(shop, { price: 31_000 });
    const paymentMethodId = await attach(ada, token);
    await ada.do(`mutation D($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { userErrors { code } } }`, { input: { paymentMethodId } });
    await shop.advance('2026-02-14T00:00:00Z');
    const TERMS = 'query Q($id: ID!) { subscription(id: $id) { quantity price { amountMinor } plan { id } } }';
    const before = await ada.do(TERMS, { id: subscriptionId });
    await act(ada, 'ChangePlan', { subscriptionId, planId: bigger, quantity: 2, prorationBehavior: 'ALWAYS_INVOICE' });
    expect((await ada.do(TERMS, { id: subscriptionId })).subscription).toEqual({ quantity: 2, price: { amountMinor: 31_000 }, plan: { id: bigger } });
    const { invoices } = await ada.do('{ invoices(first: 1) { edges { node { id } } } }');
    await shop.server.do('mutation V($input: InvoiceVoidInput!) { invoiceVoid(input: $input) { userErrors { code } } }', { input: { invoiceId: invoices.edges[0].node.id } });
    await shop.advance(heardAt);
    expect([await ada.do(TERMS, { id: subscriptionId }), await statuses(ada)]).toEqual([before, ['PAID', 'VOID']]);
    expect((await act(ada, 'ChangePlan', { subscriptionId, planId: before.subscription.plan.id, prorationBehavior: 'ALWAYS_INVOICE' })).userErrors).toEqual([]);
    await shop.advance('2026-02-20T00:00:00Z');
    expect(await charged(ada)).toEqual(['SUCCEEDED 29500', 'SUCCEEDED 29500', 'SUCCEEDED 3000']);
    await act(ada, 'Cancel', { subscriptionId, timing: 'NOW', prorationBehavior: 'CREATE_PRORATIONS' });
    // 8 of the 28 days that were paid are left.
    expect([await balance(ada), await statuses(ada)]).toEqual([[{ amountMinor: 857 }], ['PAID', 'VOID', 'PAID']]);
  });
});

test('end-subscription: an invoice that was paid in part from outside keeps nobody from ending; the rest is given up', async () => {
  const { shop, ada, subscriptionId } = await adaSubscribed({ price: 3_000, trialDays: 2 }, 'sandbox_declines');
  await shop.advance('2026-02-03T00:00:00Z');
  const { invoices } = await ada.do('{ invoices { edges { node { id } } } }');
  const invoiceId = invoices.edges[0].node.id;
  const desk = await world.program.openSystemContext(shop.tenantId);
  await desk.transact((work) => recordExternalPayment(work, { invoiceId, amountMinor: 1_000n }));
  expect(await act(ada, 'Cancel', { subscriptionId, timing: 'NOW' })).toMatchObject({ subscription: { status: 'CANCELED' }, userErrors: [] });
  expect(await statuses(ada)).toEqual(['UNCOLLECTIBLE']);
});

test('a change to another interval without any method is refused, and nothing is changed', async () => {
  const shop = await shopAt(world, '2026-01-31T00:00:00Z');
  const ada = await shop.user();
  const { subscription } = await subscribe(ada, { planId: await planOf(shop, { price: 0 }) });
  const planId = await planOf(shop, { price: 9_900, interval: 'YEAR' });
  expect((await act(ada, 'ChangePlan', { subscriptionId: subscription.id, planId })).userErrors).toEqual([{ code: 'PAYMENT_METHOD_REQUIRED', field: ['subscriptionId'] }]);
  expect([(await bills(ada)).length, await cyclesOf(ada, subscription.id)]).toEqual([1, ['2026-01-31 BILLED', '2026-02-28 UPCOMING']]);
});

describe('previews equal the later invoice', () => {
  const deeds: [string, Verb, Data, string][] = [
    ['a pause until a date', 'Pause', { resumesAt: '2026-04-02T00:00:00Z' }, 'PAUSE'],
    ['a pause until the end of a period', 'Pause', { resumesAt: '2026-02-28T00:00:00Z' }, 'PAUSE'],
    ['a skipped period', 'SkipCycle', {}, 'SKIP_CYCLE'],
    ['an end after the next period', 'Cancel', { cancelAt: '2026-03-10T00:00:00Z' }, 'CANCEL'],
    ['an end with a credit', 'Cancel', { cancelAt: '2026-02-20T00:00:00Z', prorationBehavior: 'CREATE_PRORATIONS' }, 'CANCEL'],
    ['an end with the period, and something that waits', 'Cancel', {}, 'CANCEL'],
    ['a cancellation that is taken back', 'Uncancel', {}, 'UNCANCEL'],
  ];
  test.each(deeds)('%s', async (_name, verb, more, action) => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    await shop.advance('2026-02-10T12:00:00Z');
    await act(ada, 'ChangePlan', { subscriptionId, quantity: 3 });
    if (verb === 'Uncancel') await act(ada, 'Cancel', { subscriptionId });
    const seen = await preview(ada, { action, subscriptionId, ...more });
    expect(seen.invoiceNow).toBeNull();
    expect(await act(ada, verb, { subscriptionId, ...more })).toMatchObject({ userErrors: [] });
    await shop.advance(seen.nextInvoiceAt);
    await shop.advance(new Date(Date.parse(seen.nextInvoiceAt) + 1_000).toISOString());
    expect((await bills(ada)).slice(1)).toEqual([seen.nextInvoice]);
  });
});

describe('what comes for one that pauses is what is billed', () => {
  const pause = { resumesAt: '2026-04-02T00:00:00Z' };
  const cases: [string, [Verb, Data][], string | null][] = [
    ['until a date', [['Pause', pause]], '2026-04-30'],
    ['with the next period to be skipped as well', [['SkipCycle', {}], ['Pause', { resumesAt: '2026-02-20T00:00:00Z' }]], '2026-03-31'],
    ['which takes the skipped period along', [['SkipCycle', {}], ['Pause', pause]], '2026-04-30'],
    ['and ends with its period', [['Cancel', {}], ['Pause', pause]], '2026-02-28'],
    ['and ends at a date in the pause', [['Cancel', { cancelAt: '2026-03-10T00:00:00Z' }], ['Pause', pause]], '2026-03-10'],
    ['and ends at a date with a credit', [['Cancel', { cancelAt: '2026-02-20T00:00:00Z', prorationBehavior: 'CREATE_PRORATIONS' }], ['Pause', {}]], '2026-02-20'],
    ['for good', [['Pause', {}]], null],
  ];
  test.each(cases)('%s', async (_name, deeds, day) => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    await shop.advance('2026-02-10T12:00:00Z');
    await act(ada, 'ChangePlan', { subscriptionId, quantity: 3 });
    for (const [verb, more] of deeds) expect(await act(ada, verb, { subscriptionId, ...more })).toMatchObject({ userErrors: [] });
    const seen = await preview(ada, { subscriptionId });
    expect([seen.invoiceNow, seen.nextInvoiceAt?.slice(0, 10) ?? null]).toEqual([null, day]);
    await shop.advance(day ? new Date(Date.parse(seen.nextInvoiceAt) + 1_000).toISOString() : '2026-06-01T00:00:00Z');
    expect((await bills(ada)).slice(1)).toEqual(seen.nextInvoice ? [seen.nextInvoice] : []);
  });

  test('the last period of a term: what waits is billed when it is over', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed({ price: 3_000, more: { termCycles: 1 } });
    await shop.advance('2026-02-10T12:00:00Z');
    await act(ada, 'ChangePlan', { subscriptionId, quantity: 3 });
    const seen = await preview(ada, { subscriptionId });
    expect(seen.nextInvoiceAt).toBe('2026-02-28T00:00:00.000Z');
    await shop.advance('2026-03-01T00:00:00Z');
    expect((await bills(ada)).slice(1)).toEqual([seen.nextInvoice]);
  });
});

describe('park-subscription, unpark-subscription', () => {
  const PARKED = 'query Q($id: ID!) { subscription(id: $id) { status parkedAt parkReason } }';
  const UNPARK = 'mutation U($input: SubscriptionUnparkInput!) { subscriptionUnpark(input: $input) { subscription { parkedAt } userErrors { code } } }';

  test.each([
    ['OVERLAP', `UPDATE billing_cycle SET end_at = '2026-03-05 00:00:00.000' WHERE tenant_id = :tenant AND status = 'BILLED'`],
    ['SAME_DAY', `UPDATE billing_cycle SET start_at = '2026-02-28 00:00:00.000', end_at = '2026-02-28 00:00:00.000' WHERE tenant_id = :tenant AND status = 'BILLED'`],
  ])('a period that would be billed twice (%s) parks it, and a person lets it go on', async (reason, sql) => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    const desk = await world.program.openSystemContext(shop.tenantId);
    await desk.transact((work) => work.change('test: forge', sql));
    await shop.advance('2026-03-01T00:00:00Z');
    expect((await ada.do(PARKED, { id: subscriptionId })).subscription).toEqual({ status: 'ACTIVE', parkedAt: '2026-02-28T00:00:00.000Z', parkReason: reason });
    expect([await charged(ada), (await storyOf(ada)).at(-1)]).toEqual([['SUCCEEDED 3000'], '2026-02-28 subscription.parked']);
    expect((await act(ada, 'SkipCycle', { subscriptionId })).userErrors).toEqual([{ code: 'SUBSCRIPTION_NOT_CHANGEABLE', field: ['subscriptionId'] }]);
    await desk.transact((work) => work.change('test: mend', `UPDATE billing_cycle SET start_at = '2026-01-31 00:00:00.000', end_at = '2026-02-28 00:00:00.000' WHERE tenant_id = :tenant AND status = 'BILLED'`));
    expect((await ada.ask(UNPARK, { input: { subscriptionId } })).errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
    expect((await shop.server.do(UNPARK, { input: { subscriptionId } })).subscriptionUnpark).toEqual({ subscription: { parkedAt: null }, userErrors: [] });
    await shop.advance('2026-03-01T00:00:01Z');
    expect([await charged(ada), await cyclesOf(ada, subscriptionId)]).toEqual([['SUCCEEDED 3000', 'SUCCEEDED 3000'], ['2026-01-31 BILLED', '2026-02-28 BILLED', '2026-03-31 UPCOMING']]);
  });
});
