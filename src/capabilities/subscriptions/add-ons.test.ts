import { asSystem } from '../../../tests/kit/billing';
import { couponOf } from '../../../tests/kit/coupons';
import { examineAfterEach } from '../../../tests/kit/invariants';
import type { Data, Shop, SignedInClient } from '../../../tests/kit/shop';
import { attach, charged, planOf, shopAt, subscribe } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';
import { settleCharge, voidInvoice } from '../billing/contract';
import { BilledChange } from './model/billed-change.entity';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
examineAfterEach(() => world);
afterAll(() => world.close());

const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });

async function make(shop: Shop, input: Data = {}): Promise<string> {
  const { addOnCreate } = await shop.server.do('mutation A($input: AddOnCreateInput!) { addOnCreate(input: $input) { addOn { id } userErrors { code } } }', { input: { name: 'Extra seat', price: gbp(300), ...input } });
  return addOnCreate.addOn.id;
}

const offer = async (shop: Shop, planId: string, addOnIds: string[]) =>
  (await shop.server.do('mutation P($input: PlanAddOnsSetInput!) { planAddOnsSet(input: $input) { plan { addOns { name status price { amountMinor } } } userErrors { code field } } }', { input: { planId, addOnIds } })).planAddOnsSet;

/** A plan of 12.00 a month from 1 April, a month of 30 days, beside which a seat of 3.00 may be taken. */
async function stand(more: Data = {}) {
  const shop = await shopAt(world, '2026-04-01T00:00:00Z');
  const planId = await planOf(shop, { more });
  const seat = await make(shop);
  await offer(shop, planId, [seat]);
  const user = await shop.user();
  await attach(user, 'sandbox_succeeds');
  return { shop, planId, seat, user };
}

const change = async (user: { do: SignedInClient['do'] }, input: Data) =>
  (await user.do('mutation C($input: SubscriptionChangeAddOnsInput!) { subscriptionChangeAddOns(input: $input) { subscription { addOns { name quantity price { amountMinor } } scheduledAddOns { quantity } } userErrors { code field } } }', { input })).subscriptionChangeAddOns;

const NOW = 'mutation C($input: SubscriptionChangeAddOnsInput!) { subscriptionChangeAddOns(input: $input) { subscription { addOns { quantity } } invoice { status due { amountMinor } } userErrors { code } } }';
/** Billed at once. */
const changeNow = async (user: SignedInClient, input: Data) => (await user.do(NOW, { input: { ...input, prorationBehavior: 'ALWAYS_INVOICE' } })).subscriptionChangeAddOns;
const setDefault = async (user: SignedInClient, token: string) => {
  const input = { paymentMethodId: await attach(user, token) };
  await user.do('mutation D($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { userErrors { code } } }', { input });
};

const LINES = 'lines { kind quantity amount { amountMinor } explanation }';

/** "PLAN 1200, ADD_ON 600", of each invoice, oldest first. */
async function bills(user: SignedInClient): Promise<string[]> {
  const { invoices } = await user.do(`{ invoices(first: 50) { edges { node { createdAt ${LINES} } } } }`);
  return invoices.edges.map(({ node }: Data) => node).sort((a: Data, b: Data) => (a.createdAt < b.createdAt ? -1 : 1)).map(linesOf);
}

function linesOf({ lines }: Data): string {
  return lines.map(({ kind, amount }: Data) => `${kind} ${amount.amountMinor}`).join(', ');
}

async function preview(user: SignedInClient, input: Data): Promise<{ now: string | null; next: string | null }> {
  const { subscriptionPreview } = await user.do(`query P($input: SubscriptionPreviewInput!) { subscriptionPreview(input: $input) { invoiceNow { ${LINES} } nextInvoice { ${LINES} } } }`, { input });
  const { invoiceNow, nextInvoice } = subscriptionPreview;
  return { now: invoiceNow && linesOf(invoiceNow), next: nextInvoice && linesOf(nextInvoice) };
}

async function mrr(shop: Shop): Promise<number> {
  await world.settle();
  const { subscriptionMetrics } = await shop.server.do(
    'query M { subscriptionMetrics(from: "2026-04-01T00:00:00Z", to: "2026-04-02T00:00:00Z", interval: MONTH) { periods { currencies { mrr { amountMinor } } } } }',
  );
  return subscriptionMetrics.periods[0].currencies[0].mrr.amountMinor;
}

test('what is taken with a new subscription is billed with each period, as the preview said, and counts', async () => {
  const { shop, planId, seat, user } = await stand({ setupFee: gbp(500) });
  const input = { planId, quantity: 2, addOns: [{ addOnId: seat, quantity: 3 }] };
  expect(await preview(user, input)).toEqual({ now: 'PLAN 2400, ADD_ON 900, SETUP_FEE 500', next: 'PLAN 2400, ADD_ON 900' });
  const { subscription } = await subscribe(user, input);
  expect(await mrr(shop)).toBe(3_300);
  await shop.advance('2026-05-01T00:00:00Z');
  expect(await bills(user)).toEqual(['PLAN 2400, ADD_ON 900, SETUP_FEE 500', 'PLAN 2400, ADD_ON 900']);
  expect(await preview(user, { subscriptionId: subscription.id })).toEqual({ now: null, next: 'PLAN 2400, ADD_ON 900' });
  expect(await charged(user)).toEqual(expect.arrayContaining(['SUCCEEDED 3800', 'SUCCEEDED 3300']));
});

describe('change-add-ons', () => {
  test('record-add-ons: now, the rest of the period is credited and charged to the second, on the next invoice, as the preview said', async () => {
    const { shop, planId, seat, user } = await stand();
    const { subscription: { id: subscriptionId } } = await subscribe(user, { planId, addOns: [{ addOnId: seat, quantity: 2 }] });
    await shop.advance('2026-04-16T00:00:00Z');
    const more = { subscriptionId, addOns: [{ addOnId: seat, quantity: 4 }] };
    const shown = await preview(user, { ...more, action: 'CHANGE_ADD_ONS' });
    expect(shown).toEqual({ now: null, next: 'ADD_ON -300, ADD_ON 600, PLAN 1200, ADD_ON 1200' });
    expect(await change(user, more)).toEqual({ subscription: { addOns: [{ name: 'Extra seat', quantity: 4, price: { amountMinor: 300 } }], scheduledAddOns: null }, userErrors: [] });
    expect(await mrr(shop)).toBe(2_400);
    // A second change gives back what the first charged: 1/3 of the 12.00 of a whole period, at most what waits.
    await shop.advance('2026-04-21T00:00:00Z');
    const last = { subscriptionId, addOns: [{ addOnId: seat, quantity: 0 }] };
    const preview2 = await preview(user, { ...last, action: 'CHANGE_ADD_ONS' });
    await change(user, last);
    await shop.advance('2026-05-01T00:00:00Z');
    const billed = (await bills(user))[1]!;
    expect(billed.split(', ').sort()).toEqual(['ADD_ON -300', 'ADD_ON -400', 'ADD_ON 600', 'PLAN 1200']);
    expect(preview2.next!.split(', ').sort()).toEqual(billed.split(', ').sort());
    expect(await mrr(shop)).toBe(1_200);
  });

  test('with the next period nothing is prorated, and a second word takes the place of the first', async () => {
    const { shop, planId, seat, user } = await stand();
    const { subscription: { id: subscriptionId } } = await subscribe(user, { planId });
    const later = { subscriptionId, timing: 'PERIOD_END' };
    await change(user, { ...later, addOns: [{ addOnId: seat, quantity: 5 }] });
    expect(await change(user, { ...later, addOns: [{ addOnId: seat, quantity: 2 }] })).toEqual({ subscription: { addOns: [], scheduledAddOns: [{ quantity: 2 }] }, userErrors: [] });
    expect(await preview(user, { subscriptionId })).toEqual({ now: null, next: 'PLAN 1200, ADD_ON 600' });
    await shop.advance('2026-06-01T00:00:00Z');
    expect(await bills(user)).toEqual(['PLAN 1200', 'PLAN 1200, ADD_ON 600', 'PLAN 1200, ADD_ON 600']);
  });

  test('a new interval credits them and bills them anew; a cancellation that credits gives them back too', async () => {
    const { shop, planId, seat, user } = await stand();
    const yearly = await planOf(shop, { interval: 'YEAR', price: 12_000 });
    const { subscription: { id: subscriptionId } } = await subscribe(user, { planId, addOns: [{ addOnId: seat }] });
    await shop.advance('2026-04-16T00:00:00Z');
    const CHANGE = 'mutation C($input: SubscriptionChangePlanInput!) { subscriptionChangePlan(input: $input) { userErrors { code field } } }';
    const move = async () => (await user.do(CHANGE, { input: { subscriptionId, planId: yearly } })).subscriptionChangePlan.userErrors;
    expect(await move()).toEqual([{ code: 'INVALID', field: ['planId'] }]);
    await offer(shop, yearly, [seat]);
    const shown = await preview(user, { subscriptionId, planId: yearly });
    expect(await move()).toEqual([]);
    const billed = (await bills(user))[1]!;
    expect(billed.split(', ').sort()).toEqual(['ADD_ON -150', 'ADD_ON 300', 'PLAN -600', 'PLAN 12000']);
    expect(shown.now!.split(', ').sort()).toEqual(billed.split(', ').sort());
    const input = { subscriptionId, timing: 'NOW', prorationBehavior: 'CREATE_PRORATIONS' };
    expect(await preview(user, { ...input, action: 'CANCEL' })).toEqual({ now: 'PLAN -12000, ADD_ON -300', next: null });
    await user.do('mutation C($input: SubscriptionCancelInput!) { subscriptionCancel(input: $input) { userErrors { code } } }', { input });
    expect(await bills(user)).toContain('PLAN -12000, ADD_ON -300');
  });

  test('an unpaid add-on gives nothing back, and in a trial no money moves', async () => {
    const { shop, planId, seat, user } = await stand({ trialDays: 14 });
    const { subscription: { id: subscriptionId } } = await subscribe(user, { planId, addOns: [{ addOnId: seat, quantity: 2 }] });
    const fewer = { subscriptionId, addOns: [{ addOnId: seat, quantity: 1 }] };
    expect(await changeNow(user, fewer)).toEqual({ subscription: { addOns: [{ quantity: 1 }] }, invoice: null, userErrors: [] });
    await shop.advance('2026-04-15T00:00:00Z');
    expect(await bills(user)).toEqual(['PLAN 1200, ADD_ON 300']);
  });

  test('what cannot be had, not so many of, or is somebody else\'s, is refused and changes nothing', async () => {
    const { shop, planId, seat, user } = await stand();
    const other = await make(shop, { price: { amountMinor: 300, currency: 'EUR' } });
    const unoffered = await make(shop);
    await offer(shop, planId, [seat, other]);
    const { subscription: { id: subscriptionId } } = await subscribe(user, { planId });
    for (const [who, input, error] of [
      [user, { addOns: [{ addOnId: unoffered }] }, { code: 'NOT_FOUND', field: ['addOns', 'addOnId'] }],
      [user, { addOns: [{ addOnId: other }] }, { code: 'INVALID', field: ['addOns'] }],
      [user, { addOns: [{ addOnId: seat }, { addOnId: seat }] }, { code: 'INVALID', field: ['addOns'] }],
      [user, { addOns: [{ addOnId: seat, quantity: 10_001 }] }, { code: 'INVALID', field: ['addOns', 'quantity'] }],
      [await shop.user(), { addOns: [{ addOnId: seat }] }, { code: 'NOT_FOUND', field: ['subscriptionId'] }],
    ] as const) {
      expect(await change(who, { subscriptionId, ...input })).toEqual({ subscription: null, userErrors: [error] });
    }
    expect(await preview(user, { subscriptionId })).toEqual({ now: null, next: 'PLAN 1200' });
  });
});

test('create-add-on, set-plan-add-ons, archive-add-on: a plan shows what it offers; what is archived is kept by who has it', async () => {
  const { shop, planId, seat, user } = await stand();
  expect(await offer(shop, planId, [seat, 'aon_01h455vb4pex5vsknk084sn02q'])).toEqual({ plan: null, userErrors: [{ code: 'NOT_FOUND', field: ['addOnIds'] }] });
  const { subscription: { id: subscriptionId } } = await subscribe(user, { planId, addOns: [{ addOnId: seat }] });
  await shop.server.do('mutation A($input: AddOnArchiveInput!) { addOnArchive(input: $input) { addOn { status } userErrors { code } } }', { input: { addOnId: seat } });
  expect((await offer(shop, planId, [seat])).plan.addOns).toEqual([{ name: 'Extra seat', status: 'ARCHIVED', price: { amountMinor: 300 } }]);
  expect((await change(user, { subscriptionId, addOns: [{ addOnId: seat, quantity: 2 }] })).subscription.addOns).toEqual([{ name: 'Extra seat', quantity: 2, price: { amountMinor: 300 } }]);
  const bob = await shop.user();
  await attach(bob, 'sandbox_succeeds');
  expect((await subscribe(bob, { planId, addOns: [{ addOnId: seat }] })).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['addOns', 'addOnId'] }]);
});

test('of a period that was skipped nothing is given back when an add-on goes', async () => {
  const { shop, planId, seat, user } = await stand();
  const { subscription } = await subscribe(user, { planId, addOns: [{ addOnId: seat, quantity: 1 }] });
  await user.do('mutation S($input: SubscriptionSkipCycleInput!) { subscriptionSkipCycle(input: $input) { userErrors { code } } }', { input: { subscriptionId: subscription.id } });
  await shop.advance('2026-05-02T00:00:00Z');
  expect((await change(user, { subscriptionId: subscription.id, addOns: [{ addOnId: seat, quantity: 0 }] })).userErrors).toEqual([]);
  await shop.advance('2026-06-01T00:00:00Z');
  expect(await bills(user)).toEqual(['PLAN 1200, ADD_ON 300', 'PLAN 1200']);
});

test('who cancels while she owes for an add-on owes the part of it that she had', async () => {
  const { shop, planId, seat, user } = await stand();
  const { subscription } = await subscribe(user, { planId, addOns: [{ addOnId: seat, quantity: 1 }] });
  const paymentMethodId = await attach(user, 'sandbox_declines');
  await user.do('mutation D($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { userErrors { code } } }', { input: { paymentMethodId } });
  // Ten days of 31 were had.
  await shop.advance('2026-05-11T00:00:00Z');
  const CANCEL = 'mutation C($input: SubscriptionCancelInput!) { subscriptionCancel(input: $input) { userErrors { code } } }';
  const input = { subscriptionId: subscription.id, timing: 'NOW', prorationBehavior: 'CREATE_PRORATIONS' };
  expect((await user.do(CANCEL, { input })).subscriptionCancel.userErrors).toEqual([]);
  const { invoices } = await user.do('{ invoices(first: 1) { edges { node { total { amountMinor } creditNotes(first: 5) { edges { node { lines { amount { amountMinor } } } } } } } } }');
  expect(invoices.edges[0].node).toMatchObject({ total: { amountMinor: 1_500 }, creditNotes: { edges: [{ node: { lines: [{ amount: { amountMinor: 813 } }, { amount: { amountMinor: 203 } }] } }] } });
});

test('an add-on whose waiting line went with another bill is not given back again when that bill was', async () => {
  const { shop, planId, seat, user } = await stand();
  const { subscription: { id: subscriptionId } } = await subscribe(user, { planId });
  await shop.advance('2026-04-11T00:00:00Z');
  await change(user, { subscriptionId, addOns: [{ addOnId: seat }] });
  await shop.advance('2026-04-16T00:00:00Z');
  const CHANGE = 'mutation C($input: SubscriptionChangePlanInput!) { subscriptionChangePlan(input: $input) { invoice { id status } userErrors { code } } }';
  const { invoice, userErrors } = (await user.do(CHANGE, { input: { subscriptionId, quantity: 2, prorationBehavior: 'ALWAYS_INVOICE' } })).subscriptionChangePlan;
  expect([invoice.status, userErrors, (await bills(user))[1]]).toEqual(['PAID', [], 'ADD_ON 200, PLAN -600, PLAN 1200']);
  const gone = { subscriptionId, addOns: [{ addOnId: seat, quantity: 0 }] };
  await shop.advance('2026-04-21T00:00:00Z');
  expect((await preview(user, { ...gone, action: 'CHANGE_ADD_ONS' })).next).toBe('ADD_ON -100, PLAN 2400');
  const NOTE = 'mutation N($input: CreditNoteCreateInput!) { creditNoteCreate(input: $input) { userErrors { code } } }';
  expect((await shop.server.do(NOTE, { input: { invoiceId: invoice.id, lines: [{ position: 0, amountMinor: 200 }], reason: 'A present' } })).creditNoteCreate.userErrors).toEqual([]);
  await change(user, gone);
  await shop.advance('2026-05-01T00:00:00Z');
  expect((await bills(user))[2]).toBe('PLAN 2400');
});

describe('bill-change: add-ons that are billed at once', () => {
  test('the invoice is the one that was previewed, and is charged; what less of it gives back becomes credit', async () => {
    const { shop, planId, seat, user } = await stand();
    await couponOf(shop, { code: 'HALF', duration: 'FOREVER' });
    const { subscription: { id: subscriptionId } } = await subscribe(user, { planId, addOns: [{ addOnId: seat }], couponCode: 'HALF' });
    await shop.advance('2026-04-16T00:00:00Z');
    const more = { subscriptionId, addOns: [{ addOnId: seat, quantity: 3 }], prorationBehavior: 'ALWAYS_INVOICE' };
    // 1.50 were paid for the month, of which half is left; half off 9.00 for the half month.
    expect(await preview(user, { ...more, action: 'CHANGE_ADD_ONS' })).toEqual({ now: 'ADD_ON -75, ADD_ON 225', next: 'PLAN 600, ADD_ON 450' });
    expect(await changeNow(user, more)).toEqual({ subscription: { addOns: [{ quantity: 3 }] }, invoice: { status: 'PAID', due: { amountMinor: 150 } }, userErrors: [] });
    expect([(await bills(user))[1], (await charged(user))[0]]).toEqual(['ADD_ON -75, ADD_ON 225', 'SUCCEEDED 150']);
    await shop.advance('2026-04-21T00:00:00Z');
    const less = { subscriptionId, addOns: [{ addOnId: seat, quantity: 0 }] };
    // A third of the 4.50 that the three are for a month.
    expect((await preview(user, { ...less, action: 'CHANGE_ADD_ONS', prorationBehavior: 'ALWAYS_INVOICE' })).now).toBe('ADD_ON -150');
    expect(await changeNow(user, less)).toEqual({ subscription: { addOns: [] }, invoice: { status: 'PAID', due: { amountMinor: 0 } }, userErrors: [] });
    await shop.advance('2026-05-01T00:00:00Z');
    expect([await bills(user), (await charged(user))[0]]).toEqual([['PLAN 600, ADD_ON 150', 'ADD_ON -75, ADD_ON 225', 'ADD_ON -150', 'PLAN 600'], 'SUCCEEDED 450']);
  });

  test('undo-change: a decline gives back what was had before, with what was billed of it, and what waited waits again', async () => {
    const { shop, planId, seat, user } = await stand();
    const other = await make(shop, { name: 'Report', price: gbp(600) });
    await offer(shop, planId, [seat, other]);
    const { subscription: { id: subscriptionId } } = await subscribe(user, { planId, addOns: [{ addOnId: seat, quantity: 2 }] });
    await shop.advance('2026-04-16T00:00:00Z');
    await change(user, { subscriptionId, addOns: [{ addOnId: seat, quantity: 1 }] });
    await setDefault(user, 'sandbox_declines');
    const swap = { subscriptionId, addOns: [{ addOnId: seat, quantity: 0 }, { addOnId: other, quantity: 2 }] };
    // -3.00 and 1.50 have waited.
    expect(await preview(user, { ...swap, action: 'CHANGE_ADD_ONS', prorationBehavior: 'ALWAYS_INVOICE' })).toEqual({ now: 'ADD_ON -300, ADD_ON 150, ADD_ON -150, ADD_ON 600', next: 'PLAN 1200, ADD_ON 1200' });
    expect(await changeNow(user, swap)).toEqual({ subscription: { addOns: [{ quantity: 1 }] }, invoice: { status: 'VOID', due: { amountMinor: 300 } }, userErrors: [{ code: 'PAYMENT_DECLINED' }] });
    expect(await mrr(shop)).toBe(1_500);
    await setDefault(user, 'sandbox_succeeds');
    expect((await preview(user, { subscriptionId })).next).toBe('ADD_ON -300, ADD_ON 150, PLAN 1200, ADD_ON 300');
    // What was billed of the one that is had again is given back, at most once.
    expect((await changeNow(user, swap)).invoice).toEqual({ status: 'PAID', due: { amountMinor: 300 } });
    expect((await bills(user)).slice(1)).toEqual(['ADD_ON -300, ADD_ON 150, ADD_ON -150, ADD_ON 600', 'ADD_ON -300, ADD_ON 150, ADD_ON -150, ADD_ON 600']);
    expect(await charged(user)).toEqual(['SUCCEEDED 300', 'FAILED 300', 'SUCCEEDED 1800']);
  });

  test.each([
    ['a charge that fails days later, in its period', '2026-04-30T00:00:00Z', [], 'VOID', ['PLAN 1200', 'ADD_ON 20']],
    ['a charge that fails days later, after its period, which was billed with them', '2026-05-01T12:00:00Z', [{ quantity: 1 }], 'OPEN', ['PLAN 1200', 'ADD_ON 20', 'PLAN 1200, ADD_ON 300']],
    ['a bill that is withdrawn, in its period', '2026-04-30T00:00:00Z', [], 'VOID', ['PLAN 1200', 'ADD_ON 20']],
    ['a bill that is withdrawn, after its period', '2026-05-01T12:00:00Z', [{ quantity: 1 }], 'VOID', ['PLAN 1200', 'ADD_ON 20', 'PLAN 1200, ADD_ON 300']],
  ])('%s', async (what, at, addOns, status, billed) => {
    const { shop, planId, seat, user } = await stand();
    const { subscription: { id: subscriptionId } } = await subscribe(user, { planId, paymentMethodId: await attach(user, 'sandbox_succeeds') });
    await user.do('mutation U($input: SubscriptionUpdateInput!) { subscriptionUpdate(input: $input) { userErrors { code } } }', { input: { subscriptionId, paymentMethodId: await attach(user, 'sandbox_bank_transfer') } });
    await shop.advance('2026-04-29T00:00:00Z');
    const taken = { subscriptionId, addOns: [{ addOnId: seat }] };
    expect(await changeNow(user, taken)).toEqual({ subscription: { addOns: [{ quantity: 1 }] }, invoice: { status: 'OPEN', due: { amountMinor: 20 } }, userErrors: [] });
    // Nobody knows yet what could be given back.
    expect((await change(user, { ...taken, addOns: [{ addOnId: seat, quantity: 0 }] })).userErrors).toEqual([{ code: 'PAYMENT_IN_PROGRESS', field: ['subscriptionId'] }]);
    const refused = await user.ask('query P($input: SubscriptionPreviewInput!) { subscriptionPreview(input: $input) { nextInvoiceAt } }', { input: { subscriptionId, action: 'CHANGE_ADD_ONS', addOns: [{ addOnId: seat, quantity: 0 }] } });
    expect(refused.errors![0]!.extensions.reason).toBe('PAYMENT_IN_PROGRESS');
    const { id: attemptId, invoice: { id: invoiceId } } = (await user.do('{ payments(first: 1) { edges { node { id invoice { id } } } } }')).payments.edges[0].node;
    await shop.advance(at);
    const outcome = { status: 'FAILED', failureCode: 'transfer_returned', message: 'Returned.', isHard: false, reference: 'late' } as const;
    await asSystem(shop, (work) => (what.startsWith('a bill') ? voidInvoice(work, { invoiceId }) : settleCharge(work, { attemptId, outcome })).then(() => undefined));
    await world.settle();
    const { subscription, invoices } = await user.do('query Q($id: ID!) { subscription(id: $id) { addOns { quantity } } invoices(last: 9) { edges { node { status lines { kind } } } } }', { id: subscriptionId });
    expect([subscription.addOns, await bills(user)]).toEqual([addOns, billed]);
    expect(invoices.edges.map(({ node }: Data) => node).reverse()[1]).toEqual({ status, lines: [{ kind: 'ADD_ON' }] });
  });

  test('what it remembers of the plan is from before its bill, with which a change of the plan may go', async () => {
    const { shop, planId, seat, user } = await stand();
    const { subscription: { id: subscriptionId } } = await subscribe(user, { planId });
    await shop.advance('2026-04-16T00:00:00Z');
    await user.do('mutation C($input: SubscriptionChangePlanInput!) { subscriptionChangePlan(input: $input) { userErrors { code } } }', { input: { subscriptionId, quantity: 2 } });
    await changeNow(user, { subscriptionId, addOns: [{ addOnId: seat }] });
    expect((await bills(user))[1]).toBe('PLAN -600, PLAN 1200, ADD_ON 150');
    const changes = await asSystem(shop, (work) => work.from(BilledChange).where({ subscriptionId }).all());
    expect(changes.map(({ runningInvoiceId, billedMinor, fromQuantity }) => [runningInvoiceId, billedMinor, fromQuantity])).toEqual([[null, 1_200n, 2]]);
  });
});
