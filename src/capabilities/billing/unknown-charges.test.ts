import { asSystem, attach, eventTypes, issueInvoice, pay } from '../../../tests/kit/billing';
import { violationsOf } from '../../../tests/kit/invariants';
import type { SignedInClient } from '../../../tests/kit/shop';
import { stopClock } from '../../../tests/kit/test-clock';
import { World } from '../../../tests/kit/world';
import { beginCharge, endApproval, sendCharge } from './contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => {
  await world.gateway.disarm();
  expect(await violationsOf(world)).toEqual({});
});
afterAll(() => world.close());

/** Ada owes 100.00; it is midnight of 1 January 2026, and time stands still. */
async function adaWith(token: string) {
  const shop = await world.tenant();
  await stopClock(shop, '2026-01-01T00:00:00Z');
  const ada = await shop.user();
  await attach(ada, token);
  const { id: invoiceId } = await issueInvoice(shop, ada.userId);
  return { shop, ada, invoiceId };
}

/** Status and failure of the newest payment, and of its invoice. */
async function stateOf(ada: SignedInClient): Promise<unknown[]> {
  const { payments } = await ada.do(`{ payments(first: 1) { edges { node { status failureCode parkedAt invoice { status paidAt } } } } }`);
  const { status, failureCode, parkedAt, invoice } = payments.edges[0].node;
  return [status, failureCode, parkedAt, invoice.status, invoice.paidAt];
}

/** How often each key was charged at the gateway, and with what end. */
async function atTheGateway(tenantId: string): Promise<unknown[]> {
  return (await world.gateway.charges(tenantId)).map(({ key, status }) => [key, status]);
}

test('ask-about-lost-charge: we die before settling, and the charge is found though the test clock stands still', async () => {
  const { shop, ada, invoiceId } = await adaWith('sandbox_succeeds');
  const { attemptId } = await asSystem(shop, (work) => beginCharge(work, { invoiceId }));
  const desk = await world.program.openSystemContext(shop.tenantId);
  await sendCharge(desk, { attemptId });
  // As if 20 seconds had gone by.
  await desk.transact((work) => work.change('test: age', `UPDATE job SET due_at = '2020-01-01 00:00:00.000' WHERE tenant_id = :tenant AND kind = 'billing.ask-about-lost-charge'`));
  await world.settle();
  expect(await stateOf(ada)).toEqual(['SUCCEEDED', null, null, 'PAID', '2026-01-01T00:00:00.000Z']);
  expect(await atTheGateway(shop.tenantId)).toEqual([[`charge:${invoiceId}:1`, 'SUCCEEDED']]);
});

describe('ask-about-unknown-charge: ask-about-charge, plan-next-question', () => {
  test('R3: the gateway timed out but did charge: UNKNOWN, then SUCCEEDED by asking, and one charge', async () => {
    const { shop, ada, invoiceId } = await adaWith('sandbox_timeout_charged');
    expect((await pay(ada, { invoiceId })).payment.status).toBe('UNKNOWN');
    await shop.advance('2026-01-01T00:04:59Z');
    expect(await stateOf(ada)).toEqual(['UNKNOWN', null, null, 'OPEN', null]);
    await shop.advance('2026-01-01T00:05:00Z');
    expect(await stateOf(ada)).toEqual(['SUCCEEDED', null, null, 'PAID', '2026-01-01T00:05:00.000Z']);
    await shop.advance('2026-01-10T00:00:00Z');
    expect(await atTheGateway(shop.tenantId)).toEqual([[`charge:${invoiceId}:1`, 'SUCCEEDED']]);
    expect(await eventTypes(shop)).toEqual(['user.registered', 'payment_method.default_changed', 'invoice.finalized', 'payment.succeeded', 'invoice.paid']);
  });

  test('R4: UNKNOWN that turns out declined: then, and only then, another charge is possible', async () => {
    const { shop, ada, invoiceId } = await adaWith('sandbox_declines');
    await world.gateway.arm({ kind: 'LOSE_ANSWER', key: `charge:${invoiceId}:1` });
    expect((await pay(ada, { invoiceId })).payment.status).toBe('UNKNOWN');
    const good = await attach(ada, 'sandbox_succeeds');
    expect((await pay(ada, { invoiceId, paymentMethodId: good })).userErrors).toEqual([{ code: 'PAYMENT_IN_PROGRESS', field: ['invoiceId'] }]);
    await shop.advance('2026-01-01T00:05:00Z');
    expect(await stateOf(ada)).toEqual(['FAILED', 'insufficient_funds', null, 'OPEN', null]);
    expect((await pay(ada, { invoiceId, paymentMethodId: good })).payment).toMatchObject({ status: 'SUCCEEDED', attemptNumber: 2 });
    expect(await atTheGateway(shop.tenantId)).toEqual([
      [`charge:${invoiceId}:1`, 'FAILED'],
      [`charge:${invoiceId}:2`, 'SUCCEEDED'],
    ]);
  });

  test('a request that was lost on its way is sent again, with the same key', async () => {
    const { shop, ada, invoiceId } = await adaWith('sandbox_timeout_not_charged');
    expect((await pay(ada, { invoiceId })).payment.status).toBe('UNKNOWN');
    expect(await atTheGateway(shop.tenantId)).toEqual([]);
    await shop.advance('2026-01-01T00:05:00Z');
    expect(await stateOf(ada)).toEqual(['SUCCEEDED', null, null, 'PAID', '2026-01-01T00:05:00.000Z']);
    expect(await atTheGateway(shop.tenantId)).toEqual([[`charge:${invoiceId}:1`, 'SUCCEEDED']]);
  });

  test('R6: we die between the gateway\'s success and our commit: found by its key, paid once', async () => {
    const { shop, ada, invoiceId } = await adaWith('sandbox_succeeds');
    const { attemptId } = await asSystem(shop, (work) => beginCharge(work, { invoiceId }));
    await sendCharge(await world.program.openSystemContext(shop.tenantId), { attemptId });
    expect(await stateOf(ada)).toEqual(['PROCESSING', null, null, 'OPEN', null]);
    await shop.advance('2026-01-01T00:05:00Z');
    expect(await stateOf(ada)).toEqual(['SUCCEEDED', null, null, 'PAID', '2026-01-01T00:05:00.000Z']);
    await shop.advance('2026-01-10T00:00:00Z');
    expect(await atTheGateway(shop.tenantId)).toEqual([[`charge:${invoiceId}:1`, 'SUCCEEDED']]);
    expect(await eventTypes(shop, 'payment.')).toEqual(['payment.succeeded']);
  });

  test('R11: we die after committing the attempt and before sending: the same key is sent, one charge', async () => {
    const { shop, ada, invoiceId } = await adaWith('sandbox_succeeds');
    await asSystem(shop, (work) => beginCharge(work, { invoiceId }));
    expect(await atTheGateway(shop.tenantId)).toEqual([]);
    await shop.advance('2026-01-01T00:05:00Z');
    expect(await stateOf(ada)).toEqual(['SUCCEEDED', null, null, 'PAID', '2026-01-01T00:05:00.000Z']);
    expect(await atTheGateway(shop.tenantId)).toEqual([[`charge:${invoiceId}:1`, 'SUCCEEDED']]);
    expect(await eventTypes(shop, 'payment.')).toEqual(['payment.succeeded']);
  });

  test('an answer that never comes is asked for seven times in five days; then a person must decide', async () => {
    const { shop, ada, invoiceId } = await adaWith('sandbox_never_heard');
    await pay(ada, { invoiceId });
    await shop.advance('2026-01-05T23:59:59Z');
    expect(await stateOf(ada)).toEqual(['UNKNOWN', null, null, 'OPEN', null]);
    await shop.advance('2026-01-06T00:00:00Z');
    expect(await stateOf(ada)).toEqual(['UNKNOWN', null, '2026-01-06T00:00:00.000Z', 'OPEN', null]);
    await shop.advance('2026-03-01T00:00:00Z');
    expect(await eventTypes(shop, 'payment.')).toEqual(['payment.unresolved']);
    const refused = await pay(ada, { invoiceId, paymentMethodId: await attach(ada, 'sandbox_succeeds') });
    expect(refused.userErrors).toEqual([{ code: 'PAYMENT_IN_PROGRESS', field: ['invoiceId'] }]);
  });

  test('a transfer is asked about once a day and pays when it arrives', async () => {
    const { shop, ada, invoiceId } = await adaWith('sandbox_bank_transfer');
    expect((await pay(ada, { invoiceId })).payment.status).toBe('PENDING');
    await shop.advance('2026-01-03T12:00:00Z');
    expect(await stateOf(ada)).toEqual(['PENDING', null, null, 'OPEN', null]);
    await shop.advance('2026-01-04T00:00:00Z');
    expect(await stateOf(ada)).toEqual(['SUCCEEDED', null, null, 'PAID', '2026-01-04T00:00:00.000Z']);
  });

  test('a customer who never approves is waited for 24 hours; approving after all still pays', async () => {
    const { shop, ada, invoiceId } = await adaWith('sandbox_requires_action');
    const { payment } = await pay(ada, { invoiceId });
    await shop.advance('2026-01-01T23:59:59Z');
    expect(await stateOf(ada)).toEqual(['REQUIRES_ACTION', null, null, 'OPEN', null]);
    await shop.advance('2026-01-02T00:00:00Z');
    expect(await stateOf(ada)).toEqual(['FAILED', 'action_expired', null, 'OPEN', null]);
    await world.gateway.decide(payment.actionUrl, 'approve');
    await world.gateway.arrived(`charge:${invoiceId}:1`);
    expect(await stateOf(ada)).toEqual(['SUCCEEDED', null, null, 'PAID', '2026-01-02T00:00:00.000Z']);
    expect(await eventTypes(shop, 'payment.')).toEqual(['payment.action_required', 'payment.failed', 'payment.succeeded']);
  });

  test.each([
    ['given up when it was not taken', false, ['FAILED', 'action_expired', null, 'OPEN', null]],
    ['paid when it was', true, ['SUCCEEDED', null, null, 'PAID', '2026-01-01T00:10:00.000Z']],
  ])('end-approval: after ten minutes the gateway is asked for the last time, and the charge is %s', async (_title, isApproved, state) => {
    const { shop, ada, invoiceId } = await adaWith('sandbox_redirect');
    const { payment } = await pay(ada, { invoiceId });
    await shop.advance('2026-01-01T00:05:30Z');
    await asSystem(shop, (work) => endApproval(work, { invoiceId }));
    world.gateway.hold();
    if (isApproved) await world.gateway.decide(payment.actionUrl, 'approve');
    await shop.advance('2026-01-01T00:09:59Z');
    expect(await stateOf(ada)).toEqual(['REQUIRES_ACTION', null, null, 'OPEN', null]);
    await shop.advance('2026-01-01T00:10:00Z');
    expect(await stateOf(ada)).toEqual(state);
    world.gateway.release();
  });

  test('end-approval leaves a charge alone that waits for something else', async () => {
    const { shop, ada, invoiceId } = await adaWith('sandbox_bank_transfer');
    await pay(ada, { invoiceId });
    await asSystem(shop, (work) => endApproval(work, { invoiceId }));
    await shop.advance('2026-01-01T01:00:00Z');
    expect(await stateOf(ada)).toEqual(['PENDING', null, null, 'OPEN', null]);
  });

  test('an approval whose notification was lost is found by asking', async () => {
    const { shop, ada, invoiceId } = await adaWith('sandbox_redirect');
    const { payment } = await pay(ada, { invoiceId });
    world.gateway.hold();
    await world.gateway.decide(payment.actionUrl, 'approve');
    await shop.advance('2026-01-01T00:05:00Z');
    expect(await stateOf(ada)).toEqual(['SUCCEEDED', null, null, 'PAID', '2026-01-01T00:05:00.000Z']);
    world.gateway.release();
    await world.gateway.arrived(`charge:${invoiceId}:1`);
    expect(await eventTypes(shop, 'payment.')).toEqual(['payment.action_required', 'payment.succeeded']);
  });
});

const RESOLVE = `mutation Resolve($input: PaymentResolveInput!) { paymentResolve(input: $input) { payment { status failureCode } userErrors { code field } } }`;

describe('resolve-payment', () => {
  async function parked() {
    const ada = await adaWith('sandbox_never_heard');
    const { payment } = await pay(ada.ada, { invoiceId: ada.invoiceId });
    await ada.shop.advance('2026-01-06T00:00:00Z');
    return { ...ada, paymentId: payment.id as string };
  }

  test('a person who found the money says so, with its reference; it is then paid', async () => {
    const { shop, ada, paymentId } = await parked();
    const resolve = async (input: object) => (await shop.server.do(RESOLVE, { input: { paymentId, ...input } })).paymentResolve;
    expect(await resolve({ status: 'SUCCEEDED' })).toEqual({ payment: null, userErrors: [{ code: 'INVALID', field: ['reference'] }] });
    expect(await stateOf(ada)).toEqual(['UNKNOWN', null, '2026-01-06T00:00:00.000Z', 'OPEN', null]);
    expect(await resolve({ status: 'SUCCEEDED', reference: 'bank-1' })).toEqual({ payment: { status: 'SUCCEEDED', failureCode: null }, userErrors: [] });
    expect(await stateOf(ada)).toEqual(['SUCCEEDED', null, '2026-01-06T00:00:00.000Z', 'PAID', '2026-01-06T00:00:00.000Z']);
    expect(await resolve({ status: 'FAILED' })).toEqual({ payment: null, userErrors: [{ code: 'TRANSITION_NOT_ALLOWED', field: ['paymentId'] }] });
  });

  test('a person who found none says so; another charge may follow', async () => {
    const { shop, ada, invoiceId, paymentId } = await parked();
    const { paymentResolve } = await shop.server.do(RESOLVE, { input: { paymentId, status: 'FAILED' } });
    expect(paymentResolve).toEqual({ payment: { status: 'FAILED', failureCode: 'resolved_by_staff' }, userErrors: [] });
    const paid = await pay(ada, { invoiceId, paymentMethodId: await attach(ada, 'sandbox_succeeds') });
    expect(paid.payment).toMatchObject({ status: 'SUCCEEDED', attemptNumber: 2 });
  });

  test('nobody decides while the gateway is still asked, and a customer never', async () => {
    const { shop, ada, invoiceId } = await adaWith('sandbox_timeout_charged');
    const { payment } = await pay(ada, { invoiceId });
    const input = { paymentId: payment.id, status: 'SUCCEEDED', reference: 'bank-1' };
    const { paymentResolve } = await shop.server.do(RESOLVE, { input });
    expect(paymentResolve).toEqual({ payment: null, userErrors: [{ code: 'TRANSITION_NOT_ALLOWED', field: ['paymentId'] }] });
    expect((await ada.ask(RESOLVE, { input })).errors![0]!.extensions.code).toBe('FORBIDDEN');
    expect(await stateOf(ada)).toEqual(['UNKNOWN', null, null, 'OPEN', null]);
  });
});
