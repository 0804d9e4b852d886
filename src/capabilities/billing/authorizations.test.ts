import { asSystem, attach, eventTypes, issueInvoice, pay } from '../../../tests/kit/billing';
import { violationsOf } from '../../../tests/kit/invariants';
import type { Client, Data, SignedInClient } from '../../../tests/kit/shop';
import { stopClock } from '../../../tests/kit/test-clock';
import { World } from '../../../tests/kit/world';
import { beginAuthorization, beginCapture, beginVoid, sendCharge, sendVoid } from './contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => {
  await world.gateway.disarm();
  expect(await violationsOf(world)).toEqual({});
});
afterAll(() => world.close());

type Verb = 'paymentAuthorize' | 'paymentCapture' | 'paymentVoid';

async function act(client: Client, verb: Verb, input: Record<string, unknown>): Promise<Data> {
  const type = `${verb[0]!.toUpperCase()}${verb.slice(1)}Input`;
  const authorization = verb === 'paymentAuthorize' ? '' : 'authorization { id expiresAt }';
  const answer = await client.ask(
    `mutation Act($input: ${type}!) { ${verb}(input: $input) {
      payment { id kind status attemptNumber failureCode actionUrl expiresAt amount { amountMinor } } ${authorization} userErrors { code field }
    } }`,
    { input },
  );
  return answer.errors ? { error: answer.errors[0]!.extensions.code } : (answer.data![verb] as Data);
}

/** Ada owes 100.00; it is midnight of 1 January 2026, and time stands still. */
async function adaWith(token = 'sandbox_succeeds') {
  const shop = await world.tenant();
  await stopClock(shop, '2026-01-01T00:00:00Z');
  const ada = await shop.user();
  await attach(ada, token);
  const { id: invoiceId } = await issueInvoice(shop, ada.userId);
  return { shop, ada, invoiceId };
}

async function reserved(amountMinor?: number) {
  const world = await adaWith();
  const { payment } = await act(world.ada, 'paymentAuthorize', { invoiceId: world.invoiceId, amountMinor });
  return { ...world, paymentId: payment.id as string };
}

async function booksOf(ada: SignedInClient, invoiceId: string) {
  const { invoice } = await ada.do(
    `query Books($id: ID!) { invoice(id: $id) { status paid { amountMinor } payments(first: 20) { edges { node { kind status amount { amountMinor } authorization { id } } } } } }`,
    { id: invoiceId },
  );
  const payments = invoice.payments.edges.map(({ node }: { node: any }) => `${node.kind} ${node.status} ${node.amount.amountMinor}`);
  return [invoice.status, invoice.paid.amountMinor, payments];
}

const gatewayBooks = async (tenantId: string) => {
  const { authorizations, charges } = await world.gateway.report();
  const ours = <One extends { metadata: { tenantId: string } }>(list: readonly One[]) => list.filter(({ metadata }) => metadata.tenantId === tenantId);
  return [ours(authorizations).map(({ amountMinor, capturedMinor, isVoided }) => [amountMinor, capturedMinor, isVoided]), ours(charges).map(({ amountMinor }) => amountMinor)];
};

describe('begin-authorization', () => {
  test('money is reserved for seven days; nothing is paid and nothing is taken', async () => {
    const { shop, ada, invoiceId } = await adaWith();
    const input = { invoiceId, idempotencyKey: 'once' };
    const { payment, userErrors } = await act(ada, 'paymentAuthorize', input);
    expect({ payment, userErrors }).toEqual({
      payment: { id: expect.any(String), kind: 'AUTHORIZATION', status: 'SUCCEEDED', attemptNumber: null, failureCode: null, actionUrl: null, expiresAt: '2026-01-08T00:00:00.000Z', amount: { amountMinor: 10_000 } },
      userErrors: [],
    });
    expect((await act(ada, 'paymentAuthorize', input)).payment.id).toBe(payment.id);
    expect(await booksOf(ada, invoiceId)).toEqual(['OPEN', 0, ['AUTHORIZATION SUCCEEDED 10000']]);
    expect(await gatewayBooks(shop.tenantId)).toEqual([[['10000', '0', false]], []]);
    expect(await eventTypes(shop, 'payment.')).toEqual(['payment.authorized']);
  });

  test('a decline is recorded and told by an event of its own; more than is owed is refused', async () => {
    const { shop, ada, invoiceId } = await adaWith('sandbox_declines');
    const declined = await act(ada, 'paymentAuthorize', { invoiceId });
    expect(declined).toMatchObject({ payment: { status: 'FAILED', failureCode: 'insufficient_funds', expiresAt: null }, userErrors: [{ code: 'PAYMENT_DECLINED' }] });
    for (const amountMinor of [0, 10_001]) {
      expect(await act(ada, 'paymentAuthorize', { invoiceId, amountMinor })).toEqual({ payment: null, userErrors: [{ code: 'INVALID', field: ['amountMinor'] }] });
    }
    expect(await eventTypes(shop, 'payment.')).toEqual(['payment.authorization_failed']);
    expect(await booksOf(ada, invoiceId)).toEqual(['OPEN', 0, ['AUTHORIZATION FAILED 10000']]);
  });

  test('a transfer cannot be reserved', async () => {
    const { ada, invoiceId } = await adaWith('sandbox_bank_transfer');
    expect((await act(ada, 'paymentAuthorize', { invoiceId })).payment).toMatchObject({ status: 'FAILED', failureCode: 'authorization_not_supported' });
  });

  test('an unknown authorization is asked about, never made under another key', async () => {
    const { shop, ada, invoiceId } = await adaWith('sandbox_timeout_charged');
    expect((await act(ada, 'paymentAuthorize', { invoiceId })).payment.status).toBe('UNKNOWN');
    expect((await act(ada, 'paymentAuthorize', { invoiceId })).userErrors).toEqual([{ code: 'PAYMENT_IN_PROGRESS', field: ['invoiceId'] }]);
    await shop.advance('2026-01-01T00:05:00Z');
    expect(await booksOf(ada, invoiceId)).toEqual(['OPEN', 0, ['AUTHORIZATION SUCCEEDED 10000']]);
    expect((await gatewayBooks(shop.tenantId))[0]).toHaveLength(1);
  });

  test('one that we died before sending is sent by its question; one that the customer approves can be captured', async () => {
    const { shop, ada, invoiceId } = await adaWith('sandbox_redirect');
    const { attemptId } = await asSystem(shop, (work) => beginAuthorization(work, { invoiceId }));
    await shop.advance('2026-01-01T00:05:00Z');
    const { node } = await ada.do(`query One($id: ID!) { node(id: $id) { ... on Payment { status actionUrl } } }`, { id: attemptId });
    expect(node.status).toBe('REQUIRES_ACTION');
    await world.gateway.decide(node.actionUrl, 'approve');
    await world.gateway.arrived(`authorize:${attemptId}`);
    expect((await act(shop.server, 'paymentCapture', { paymentId: attemptId })).userErrors).toEqual([]);
    expect(await booksOf(ada, invoiceId)).toEqual(['PAID', 10_000, ['AUTHORIZATION SUCCEEDED 10000', 'CHARGE SUCCEEDED 10000']]);
  });
});

describe('begin-capture', () => {
  test('captured in parts, the invoice is paid by the last; paid = captured - refunded', async () => {
    const { shop, ada, invoiceId, paymentId } = await reserved();
    const first = await act(shop.server, 'paymentCapture', { paymentId, amountMinor: 6_000, idempotencyKey: 'once' });
    expect(first.payment).toMatchObject({ kind: 'CHARGE', status: 'SUCCEEDED', attemptNumber: 1, amount: { amountMinor: 6_000 } });
    expect((await act(shop.server, 'paymentCapture', { paymentId, amountMinor: 6_000, idempotencyKey: 'once' })).payment.id).toBe(first.payment.id);
    expect(await act(shop.server, 'paymentCapture', { paymentId, amountMinor: 4_001 })).toEqual({ payment: null, authorization: null, userErrors: [{ code: 'CAPTURE_EXCEEDS_AUTHORIZATION', field: ['amountMinor'] }] });
    expect(await booksOf(ada, invoiceId)).toEqual(['OPEN', 6_000, ['AUTHORIZATION SUCCEEDED 10000', 'CHARGE SUCCEEDED 6000']]);
    expect((await act(shop.server, 'paymentCapture', { paymentId })).payment.amount.amountMinor).toBe(4_000);
    const { paymentRefund } = await shop.server.do(`mutation Refund($input: PaymentRefundInput!) { paymentRefund(input: $input) { refund { status } userErrors { code } } }`, { input: { paymentId: first.payment.id, amountMinor: 2_000 } });
    expect(paymentRefund).toEqual({ refund: { status: 'SUCCEEDED' }, userErrors: [] });
    expect(await booksOf(ada, invoiceId)).toEqual(['PAID', 8_000, ['AUTHORIZATION SUCCEEDED 10000', 'CHARGE SUCCEEDED 6000', 'CHARGE SUCCEEDED 4000', 'REFUND SUCCEEDED 2000']]);
    expect(await gatewayBooks(shop.tenantId)).toEqual([[['10000', '10000', false]], ['6000', '4000']]);
    expect(await eventTypes(shop, 'payment.')).toEqual(['payment.authorized', 'payment.succeeded', 'payment.succeeded', 'payment.refunded']);
    expect((await act(shop.server, 'paymentCapture', { paymentId })).userErrors[0].code).toBe('INVOICE_NOT_OPEN');
  });

  test('two captures at once: one is made', async () => {
    const { shop, ada, invoiceId, paymentId } = await reserved();
    const both = await Promise.all([1, 2].map(() => act(shop.server, 'paymentCapture', { paymentId })));
    expect(both.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect((await gatewayBooks(shop.tenantId))[1]).toEqual(['10000']);
    expect(await booksOf(ada, invoiceId)).toEqual(['PAID', 10_000, ['AUTHORIZATION SUCCEEDED 10000', 'CHARGE SUCCEEDED 10000']]);
  });

  test('not after seven days, not of what is no authorization, and not by a customer', async () => {
    const { shop, ada, paymentId } = await reserved();
    expect(await act(ada, 'paymentCapture', { paymentId })).toEqual({ error: 'FORBIDDEN' });
    await shop.advance('2026-01-08T00:00:00Z');
    const refused = { payment: null, authorization: null, userErrors: [{ code: 'AUTHORIZATION_NOT_CAPTURABLE', field: ['paymentId'] }] };
    expect(await act(shop.server, 'paymentCapture', { paymentId })).toEqual(refused);
    expect(await act(shop.server, 'paymentVoid', { paymentId })).toEqual(refused);
    const other = await issueInvoice(shop, ada.userId);
    const { payment } = await pay(ada, { invoiceId: other.id });
    expect(await act(shop.server, 'paymentCapture', { paymentId: payment.id })).toEqual(refused);
    expect((await gatewayBooks(shop.tenantId))[1]).toEqual(['10000']);
  });

  test.each([
    ['the answer was lost', 'LOSE_ANSWER'],
    ['the gateway died between taking and answering', 'DIE_BEFORE_ANSWER'],
    ['the request was lost', 'LOSE_REQUEST'],
  ] as const)('%s: the capture is unknown, asked about, and made once', async (_what, kind) => {
    const { shop, ada, invoiceId, paymentId } = await reserved();
    await world.gateway.arm({ kind, key: `charge:${invoiceId}:1` });
    expect((await act(shop.server, 'paymentCapture', { paymentId })).payment.status).toBe('UNKNOWN');
    expect((await act(shop.server, 'paymentCapture', { paymentId })).userErrors[0].code).toBe('PAYMENT_IN_PROGRESS');
    expect((await act(shop.server, 'paymentVoid', { paymentId })).userErrors[0].code).toBe('PAYMENT_IN_PROGRESS');
    await shop.advance('2026-01-01T00:05:00Z');
    expect(await booksOf(ada, invoiceId)).toEqual(['PAID', 10_000, ['AUTHORIZATION SUCCEEDED 10000', 'CHARGE SUCCEEDED 10000']]);
    expect((await gatewayBooks(shop.tenantId))[1]).toEqual(['10000']);
  });

  test('we die after taking and before settling: found by its key', async () => {
    const { shop, ada, invoiceId, paymentId } = await reserved();
    const { attemptId } = await asSystem(shop, (work) => beginCapture(work, { paymentId }));
    await sendCharge(await world.program.openSystemContext(shop.tenantId), { attemptId });
    await shop.advance('2026-01-01T00:05:00Z');
    expect(await booksOf(ada, invoiceId)).toEqual(['PAID', 10_000, ['AUTHORIZATION SUCCEEDED 10000', 'CHARGE SUCCEEDED 10000']]);
    expect((await gatewayBooks(shop.tenantId))[1]).toEqual(['10000']);
  });
});

describe('begin-void, send-void, settle-void', () => {
  test('what was not taken is let go, once, and not taken any more', async () => {
    const { shop, ada, invoiceId, paymentId } = await reserved();
    await act(shop.server, 'paymentCapture', { paymentId, amountMinor: 2_500 });
    const voided = await act(shop.server, 'paymentVoid', { paymentId, idempotencyKey: 'once' });
    expect(voided).toMatchObject({ payment: { kind: 'VOID', status: 'SUCCEEDED', amount: { amountMinor: 7_500 } }, authorization: { expiresAt: '2026-01-01T00:00:00.000Z' }, userErrors: [] });
    expect((await act(shop.server, 'paymentVoid', { paymentId, idempotencyKey: 'once' })).payment.id).toBe(voided.payment.id);
    expect((await act(shop.server, 'paymentCapture', { paymentId })).userErrors[0].code).toBe('AUTHORIZATION_NOT_CAPTURABLE');
    expect(await booksOf(ada, invoiceId)).toEqual(['OPEN', 2_500, ['AUTHORIZATION SUCCEEDED 10000', 'CHARGE SUCCEEDED 2500', 'VOID SUCCEEDED 7500']]);
    expect(await gatewayBooks(shop.tenantId)).toEqual([[['10000', '2500', true]], ['2500']]);
    expect(await eventTypes(shop, 'payment.')).toEqual(['payment.authorized', 'payment.succeeded', 'payment.voided']);
  });

  test('send-unsettled-void: a void whose answer was lost is sent again with its key', async () => {
    const { shop, ada, invoiceId, paymentId } = await reserved();
    const { voidId } = await asSystem(shop, (work) => beginVoid(work, { paymentId }));
    await world.gateway.arm({ kind: 'LOSE_ANSWER', key: `void:${voidId}` });
    expect(await sendVoid(await world.program.openSystemContext(shop.tenantId), { voidId })).toBe('UNKNOWN');
    await shop.advance('2026-01-01T00:05:00Z');
    expect(await booksOf(ada, invoiceId)).toEqual(['OPEN', 0, ['AUTHORIZATION SUCCEEDED 10000', 'VOID SUCCEEDED 10000']]);
    expect((await gatewayBooks(shop.tenantId))[0]).toEqual([['10000', '0', true]]);
  });
});
