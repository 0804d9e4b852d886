import { asSystem, attach, eventTypes, issueInvoice, pay } from '../../../tests/kit/billing';
import { violationsOf } from '../../../tests/kit/invariants';
import type { Client, Data } from '../../../tests/kit/shop';
import { stopClock } from '../../../tests/kit/test-clock';
import { World } from '../../../tests/kit/world';
import { beginRefund, refundPayment } from './contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => {
  await world.gateway.disarm();
  expect(await violationsOf(world)).toEqual({});
});
afterAll(() => world.close());

/** Ada paid 100.00 by card. */
async function paidByAda() {
  const shop = await world.tenant();
  await stopClock(shop, '2026-01-01T00:00:00Z');
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const { id: invoiceId } = await issueInvoice(shop, ada.userId);
  const { payment } = await pay(ada, { invoiceId });
  return { shop, ada, invoiceId, paymentId: payment.id as string };
}

const REFUND = `mutation Refund($input: PaymentRefundInput!) { paymentRefund(input: $input) {
  payment { kind refunded { amountMinor } }
  refund { kind status failureCode reason amount { amountMinor } refundOf { id } invoice { status paid { amountMinor } refunded { amountMinor } } }
  userErrors { code field }
} }`;

async function refund(client: Client, input: Record<string, unknown>): Promise<Data> {
  return (await client.do(REFUND, { input })).paymentRefund as Data;
}

/** Refunds that the gateway made of a tenant's only charge. */
async function refundedAtTheGateway(tenantId: string): Promise<string> {
  const [charge] = await world.gateway.charges(tenantId);
  return charge!.refundedMinor;
}

describe('refund-payment: begin-refund, send-refund, settle-refund', () => {
  test('a part is given back, then the rest; the invoice stays PAID', async () => {
    const { shop, paymentId } = await paidByAda();
    expect(await refund(shop.server, { paymentId, amountMinor: 3_000, reason: 'a broken mug' })).toEqual({
      payment: { kind: 'CHARGE', refunded: { amountMinor: 3_000 } },
      refund: {
        kind: 'REFUND',
        status: 'SUCCEEDED',
        failureCode: null,
        reason: 'a broken mug',
        amount: { amountMinor: 3_000 },
        refundOf: { id: paymentId },
        invoice: { status: 'PAID', paid: { amountMinor: 7_000 }, refunded: { amountMinor: 3_000 } },
      },
      userErrors: [],
    });
    const rest = await refund(shop.server, { paymentId });
    expect([rest.payment.refunded.amountMinor, rest.refund.amount.amountMinor, rest.refund.invoice]).toEqual([
      10_000,
      7_000,
      { status: 'PAID', paid: { amountMinor: 0 }, refunded: { amountMinor: 10_000 } },
    ]);
    expect(await refundedAtTheGateway(shop.tenantId)).toBe('10000');
    expect(await eventTypes(shop, 'payment.')).toEqual(['payment.succeeded', 'payment.refunded', 'payment.refunded']);
  });

  test('R9: two refunds of 60 on a payment of 100, at once: one succeeds, the other is refused', async () => {
    const { shop, paymentId } = await paidByAda();
    const payloads = await Promise.all([1, 2].map(() => refund(shop.server, { paymentId, amountMinor: 6_000 })));
    const outcomes = payloads.map(({ refund: made, userErrors }) => made?.status ?? userErrors[0]);
    expect(outcomes).toHaveLength(2);
    expect(outcomes).toContainEqual('SUCCEEDED');
    expect(outcomes).toContainEqual({ code: 'REFUND_EXCEEDS_CHARGE', field: ['amountMinor'] });
    expect(await refundedAtTheGateway(shop.tenantId)).toBe('6000');
    expect((await shop.server.do(`{ payments { totalCount } }`)).payments.totalCount).toBe(2);
  });

  test('a refund under way counts: what it claims cannot be claimed again', async () => {
    const { shop, paymentId } = await paidByAda();
    await asSystem(shop, (work) => beginRefund(work, { paymentId, amountMinor: 6_000n, sentBy: 'CALLER' }));
    expect((await refund(shop.server, { paymentId, amountMinor: 4_001 })).userErrors).toEqual([{ code: 'REFUND_EXCEEDS_CHARGE', field: ['amountMinor'] }]);
    expect((await refund(shop.server, { paymentId })).refund.amount.amountMinor).toBe(4_000);
  });

  test.each([
    [{ amountMinor: 0 }, 'INVALID', ['amountMinor']],
    [{ amountMinor: -1 }, 'INVALID', ['amountMinor']],
    [{ amountMinor: 10_001 }, 'REFUND_EXCEEDS_CHARGE', ['amountMinor']],
    [{ paymentId: 'pay_00000000000000000000000000' }, 'NOT_FOUND', ['paymentId']],
  ])('%j is refused with %s and leaves nothing behind', async (input, code, field) => {
    const { shop, paymentId } = await paidByAda();
    expect(await refund(shop.server, { paymentId, ...input })).toEqual({ payment: null, refund: null, userErrors: [{ code, field }] });
    expect((await shop.server.do(`{ payments { totalCount } }`)).payments.totalCount).toBe(1);
    expect(await refundedAtTheGateway(shop.tenantId)).toBe('0');
  });

  test('only a charge that succeeded is refunded: not one that failed, and not a refund', async () => {
    const { shop, ada, paymentId } = await paidByAda();
    const { id: invoiceId } = await issueInvoice(shop, ada.userId);
    const declined = await pay(ada, { invoiceId, paymentMethodId: await attach(ada, 'sandbox_declines') });
    await refund(shop.server, { paymentId, amountMinor: 1 });
    const { payments } = await shop.server.do(`{ payments { edges { node { id kind } } } }`);
    const refundId = payments.edges.find(({ node }: { node: { kind: string } }) => node.kind === 'REFUND').node.id;
    for (const id of [declined.payment.id, refundId]) {
      expect((await refund(shop.server, { paymentId: id })).userErrors).toEqual([{ code: 'CHARGE_NOT_REFUNDABLE', field: ['paymentId'] }]);
    }
  });

  test('the same idempotency key gives back once', async () => {
    const { shop, paymentId } = await paidByAda();
    const input = { paymentId, amountMinor: 1_000, idempotencyKey: 'key' };
    const payloads = await Promise.all([refund(shop.server, input), refund(shop.server, input)]);
    expect(payloads[0]).toEqual(payloads[1]);
    expect(await refund(shop.server, input)).toEqual(payloads[0]);
    expect(await refundedAtTheGateway(shop.tenantId)).toBe('1000');
  });

  test('a customer gives nothing back to herself', async () => {
    const { shop, ada, paymentId } = await paidByAda();
    expect((await ada.ask(REFUND, { input: { paymentId } })).errors![0]!.extensions.code).toBe('FORBIDDEN');
    expect(await refundedAtTheGateway(shop.tenantId)).toBe('0');
  });

  test('the caller moves its own state in the transaction that records the outcome', async () => {
    const { shop, paymentId } = await paidByAda();
    const seen: string[] = [];
    const desk = await world.program.openSystemContext(shop.tenantId);
    await refundPayment(desk, { paymentId, onSettled: async (_work, { refund: made, payment }) => void seen.push(made.status, payment.refunded.amount) });
    expect(seen).toEqual(['SUCCEEDED', '100.00']);
  });
});

describe('send-begun-refund', () => {
  test('a refund that nobody waits for is sent at once, also where the clock stands still', async () => {
    const { shop, paymentId } = await paidByAda();
    await asSystem(shop, (work) => beginRefund(work, { paymentId, sentBy: 'JOB' }));
    expect(await refundedAtTheGateway(shop.tenantId)).toBe('0');
    expect(await eventTypes(shop, 'payment.')).toEqual(['payment.succeeded', 'payment.refunded']);
    expect(await refundedAtTheGateway(shop.tenantId)).toBe('10000');
  });

  test('without an answer it is sent again later', async () => {
    const { shop, paymentId } = await paidByAda();
    await world.gateway.arm({ kind: 'LOSE_REQUEST' });
    await asSystem(shop, (work) => beginRefund(work, { paymentId, sentBy: 'JOB' }));
    await world.settle();
    expect(await refundedAtTheGateway(shop.tenantId)).toBe('0');
    await shop.advance('2026-01-01T00:05:00Z');
    expect(await refundedAtTheGateway(shop.tenantId)).toBe('10000');
  });
});

describe('send-unsettled-refund', () => {
  test.each(['LOSE_ANSWER', 'LOSE_REQUEST'] as const)('%s: the refund is sent again with its key, and made once', async (kind) => {
    const { shop, paymentId } = await paidByAda();
    await world.gateway.arm({ kind });
    const unknown = await refund(shop.server, { paymentId, amountMinor: 2_500 });
    expect([unknown.refund.status, unknown.payment.refunded.amountMinor, unknown.userErrors]).toEqual(['UNKNOWN', 0, []]);
    await shop.advance('2026-01-01T00:05:00Z');
    const { payments } = await shop.server.do(`{ payments { edges { node { kind status refunded { amountMinor } } } } }`);
    expect(payments.edges.map(({ node }: { node: object }) => node)).toEqual(
      expect.arrayContaining([
        { kind: 'REFUND', status: 'SUCCEEDED', refunded: { amountMinor: 0 } },
        { kind: 'CHARGE', status: 'SUCCEEDED', refunded: { amountMinor: 2_500 } },
      ]),
    );
    expect(await refundedAtTheGateway(shop.tenantId)).toBe('2500');
    expect(await eventTypes(shop, 'payment.')).toEqual(['payment.succeeded', 'payment.refunded']);
  });

  test('we die after committing a refund and before sending it: a job sends it', async () => {
    const { shop, paymentId } = await paidByAda();
    await asSystem(shop, (work) => beginRefund(work, { paymentId, sentBy: 'CALLER' }));
    await shop.advance('2026-01-01T00:04:59Z');
    expect(await refundedAtTheGateway(shop.tenantId)).toBe('0');
    await shop.advance('2026-01-01T00:05:00Z');
    expect(await refundedAtTheGateway(shop.tenantId)).toBe('10000');
  });

  test('without an answer for five days a person must decide, and may', async () => {
    const { shop, paymentId } = await paidByAda();
    await world.gateway.arm({ kind: 'LOSE_REQUEST', times: 20 });
    await asSystem(shop, (work) => beginRefund(work, { paymentId, sentBy: 'CALLER' }));
    await shop.advance('2026-01-10T00:00:00Z');
    await world.gateway.disarm();
    expect(await eventTypes(shop, 'payment.')).toEqual(['payment.succeeded', 'payment.unresolved']);
    const { payments } = await shop.server.do(`{ payments { edges { node { id kind status parkedAt } } } }`);
    const stuck = payments.edges.map(({ node }: { node: any }) => node).find(({ kind }: { kind: string }) => kind === 'REFUND');
    expect([stuck.status, stuck.parkedAt]).toEqual(['UNKNOWN', '2026-01-06T00:00:00.000Z']);
    const { paymentResolve } = await shop.server.do(
      `mutation Resolve($input: PaymentResolveInput!) { paymentResolve(input: $input) { payment { status } userErrors { code } } }`,
      { input: { paymentId: stuck.id, status: 'FAILED' } },
    );
    expect(paymentResolve).toEqual({ payment: { status: 'FAILED' }, userErrors: [] });
    expect((await refund(shop.server, { paymentId })).refund.status).toBe('SUCCEEDED');
    expect(await eventTypes(shop, 'payment.')).toEqual(['payment.succeeded', 'payment.unresolved', 'payment.refund_failed', 'payment.refunded']);
  });

  test('the gateway refuses: the refund failed, is told, and its amount is free again', async () => {
    const { shop, ada, paymentId } = await paidByAda();
    // Somebody gave 70.00 back at the gateway itself, past us.
    const [charge] = await world.gateway.charges(shop.tenantId);
    await world.gateway.refundBeside(charge!, '7000');
    const failed = await refund(shop.server, { paymentId, amountMinor: 5_000 });
    expect([failed.refund.status, failed.refund.failureCode, failed.payment.refunded.amountMinor, failed.userErrors]).toEqual([
      'FAILED',
      'refund_exceeds_charge',
      0,
      [{ code: 'REFUND_FAILED', field: null }],
    ]);
    expect((await refund(shop.server, { paymentId, amountMinor: 3_000 })).refund.status).toBe('SUCCEEDED');
    expect(await eventTypes(shop, 'payment.')).toEqual(['payment.succeeded', 'payment.refund_failed', 'payment.refunded']);
    expect((await ada.do(`{ payments { totalCount } }`)).payments.totalCount).toBe(3);
  });
});
