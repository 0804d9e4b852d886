import { asSystem, attach, eventTypes, issueInvoice, pay } from '../../../tests/kit/billing';
import { violationsOf } from '../../../tests/kit/invariants';
import { World } from '../../../tests/kit/world';
import { beginCharge, draftInvoice, hasUnsettledCharge, payInvoice, voidInvoice } from './contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => expect(await violationsOf(world)).toEqual({}));
afterAll(() => world.close());

const NOTHING_PAID = { status: 'OPEN', paid: { amountMinor: 0 } };
const PAID = { status: 'PAID', paid: { amountMinor: 10_000 } };
const CHARGE = { kind: 'CHARGE', attemptNumber: 1, failureCode: null, isHardFailure: false, actionUrl: null, amount: { amountMinor: 10_000, currency: 'GBP' } };

async function adaWith(token: string) {
  const shop = await world.tenant();
  const ada = await shop.user();
  const paymentMethodId = await attach(ada, token);
  const { id: invoiceId } = await issueInvoice(shop, ada.userId);
  return { shop, ada, paymentMethodId, invoiceId };
}

/** A payload without its payment's id, which nobody can foretell. */
function withoutId({ payment, ...rest }: Record<string, any>) {
  const { id: _id, ...shown } = payment;
  return { ...rest, payment: shown };
}

describe('pay-invoice: begin-charge, send-charge, settle-charge', () => {
  test.each([
    ['sandbox_succeeds', PAID, { status: 'SUCCEEDED' }, [], ['payment.succeeded', 'invoice.paid']],
    ['sandbox_declines', NOTHING_PAID, { status: 'FAILED', failureCode: 'insufficient_funds' }, ['PAYMENT_DECLINED'], ['payment.failed', 'invoice.payment_failed']],
    ['sandbox_declines_hard', NOTHING_PAID, { status: 'FAILED', failureCode: 'stolen_card', isHardFailure: true }, ['PAYMENT_DECLINED'], ['payment.failed', 'invoice.payment_failed']],
    ['sandbox_requires_action', NOTHING_PAID, { status: 'REQUIRES_ACTION', actionUrl: expect.stringMatching(/^http/) }, ['PAYMENT_REQUIRES_ACTION'], ['payment.action_required']],
    ['sandbox_redirect', NOTHING_PAID, { status: 'REQUIRES_ACTION', actionUrl: expect.stringMatching(/^http/) }, ['PAYMENT_REQUIRES_ACTION'], ['payment.action_required']],
    ['sandbox_mandate', NOTHING_PAID, { status: 'REQUIRES_ACTION', actionUrl: expect.stringMatching(/^http/) }, ['PAYMENT_REQUIRES_ACTION'], ['payment.action_required']],
    ['sandbox_bank_transfer', NOTHING_PAID, { status: 'PENDING' }, [], []],
    ['sandbox_timeout_charged', NOTHING_PAID, { status: 'UNKNOWN' }, [], []],
    ['sandbox_timeout_not_charged', NOTHING_PAID, { status: 'UNKNOWN' }, [], []],
    ['sandbox_never_heard', NOTHING_PAID, { status: 'UNKNOWN' }, [], []],
  ])('%s', async (token, invoice, payment, codes, events) => {
    const { shop, ada, invoiceId } = await adaWith(token);
    const userErrors = codes.map((code) => ({ code, field: null }));
    expect(withoutId(await pay(ada, { invoiceId }))).toEqual({ invoice, payment: { ...CHARGE, ...payment }, userErrors });
    expect(await eventTypes(shop)).toEqual(['user.registered', 'payment_method.default_changed', 'invoice.finalized', ...events]);
  });

  test('sandbox_declines_twice: every attempt has its own number and key, and the third one pays', async () => {
    const { shop, ada, invoiceId } = await adaWith('sandbox_declines_twice');
    const statuses = [];
    for (let time = 0; time < 3; time += 1) statuses.push((await pay(ada, { invoiceId })).payment.status);
    expect(statuses).toEqual(['FAILED', 'FAILED', 'SUCCEEDED']);
    const { invoice } = await ada.do(
      `query Attempts($id: ID!) { invoice(id: $id) { payments { totalCount edges { node { attemptNumber status } } } } }`,
      { id: invoiceId },
    );
    expect(invoice.payments).toEqual({
      totalCount: 3,
      edges: [
        { node: { attemptNumber: 1, status: 'FAILED' } },
        { node: { attemptNumber: 2, status: 'FAILED' } },
        { node: { attemptNumber: 3, status: 'SUCCEEDED' } },
      ],
    });
    expect((await world.gateway.charges(shop.tenantId)).map(({ key }) => key)).toEqual([1, 2, 3].map((attempt) => `charge:${invoiceId}:${attempt}`));
  });

  test('an event carries what the invoice is for, and no address of the action', async () => {
    const { shop, ada, invoiceId } = await adaWith('sandbox_requires_action');
    const { payment } = await pay(ada, { invoiceId });
    await world.settle();
    const { events } = await shop.server.do(`{ events(types: ["payment.action_required"]) { edges { node { objectId data } } } }`);
    expect(events.edges).toEqual([
      {
        node: {
          objectId: payment.id,
          data: {
            paymentId: payment.id,
            userId: ada.userId,
            invoiceId,
            invoiceStatus: 'OPEN',
            amountMinor: 10_000,
            currency: 'GBP',
            attemptNumber: 1,
            settledAt: null,
            purposeKind: 'TEST',
            purposeId: 'test_1',
          },
        },
      },
    ]);
  });

  test('the caller moves its own state in the transaction that records the outcome', async () => {
    const { shop, paymentMethodId, invoiceId } = await adaWith('sandbox_succeeds');
    const desk = await world.program.openSystemContext(shop.tenantId);
    const seen: string[] = [];
    const payment = await payInvoice(desk, {
      invoiceId,
      paymentMethodId,
      isOffSession: true,
      onSettled: async (work, settled) => {
        seen.push(settled.status, String(await hasUnsettledCharge(work, invoiceId)));
      },
    });
    expect([payment.status, payment.isOffSession, seen]).toEqual(['SUCCEEDED', true, ['SUCCEEDED', 'false']]);
  });

  test.each(['sandbox_timeout_charged', 'sandbox_requires_action', 'sandbox_bank_transfer'])(
    'while %s is open, no second charge is begun',
    async (token) => {
      const { shop, ada, invoiceId } = await adaWith(token);
      await pay(ada, { invoiceId });
      const good = await attach(ada, 'sandbox_succeeds');
      expect(await pay(ada, { invoiceId, paymentMethodId: good })).toEqual({
        invoice: null,
        payment: null,
        userErrors: [{ code: 'PAYMENT_IN_PROGRESS', field: ['invoiceId'] }],
      });
      expect(await asSystem(shop, (work) => hasUnsettledCharge(work, invoiceId))).toBe(true);
      expect(await world.gateway.charges(shop.tenantId)).toHaveLength(1);
    },
  );

  test('ten payments at once: one charge', async () => {
    const { shop, ada, invoiceId } = await adaWith('sandbox_succeeds');
    const payloads = await Promise.all(Array.from({ length: 10 }, () => pay(ada, { invoiceId })));
    const outcomes = payloads.map(({ payment, userErrors }) => payment?.status ?? userErrors[0].code);
    expect(outcomes.filter((outcome) => outcome === 'SUCCEEDED')).toHaveLength(1);
    expect(new Set(outcomes.filter((outcome) => outcome !== 'SUCCEEDED'))).toEqual(
      new Set(outcomes.filter((outcome) => outcome === 'PAYMENT_IN_PROGRESS' || outcome === 'INVOICE_NOT_OPEN')),
    );
    expect(await world.gateway.charges(shop.tenantId)).toHaveLength(1);
  });

  test('without any method there is nothing to charge', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const { id: invoiceId } = await issueInvoice(shop, ada.userId);
    const refusal = { invoice: null, payment: null, userErrors: [{ code: 'PAYMENT_METHOD_REQUIRED', field: ['paymentMethodId'] }] };
    expect(await pay(ada, { invoiceId })).toEqual(refusal);
    const guest = await issueInvoice(shop, null);
    expect(await pay(shop.server, { invoiceId: guest.id })).toEqual(refusal);
    expect((await shop.server.do(`{ payments { totalCount } }`)).payments.totalCount).toBe(0);
  });

  test('a draft, a paid and a withdrawn invoice are not charged', async () => {
    const { shop, ada, invoiceId } = await adaWith('sandbox_succeeds');
    await pay(ada, { invoiceId });
    const box = { userId: ada.userId, currency: 'GBP', lines: [{ description: 'Box', quantity: 1, unitAmountMinor: 1n }], purpose: { kind: 'TEST', id: 't' } };
    const draft = await asSystem(shop, (work) => draftInvoice(work, box));
    const withdrawn = await issueInvoice(shop, ada.userId);
    await asSystem(shop, (work) => voidInvoice(work, { invoiceId: withdrawn.id }));
    for (const id of [invoiceId, draft.id, withdrawn.id]) {
      expect((await pay(ada, { invoiceId: id })).userErrors).toEqual([{ code: 'INVOICE_NOT_OPEN', field: ['invoiceId'] }]);
    }
    expect(await world.gateway.charges(shop.tenantId)).toHaveLength(1);
  });

  test('a secret key charges without the customer: off session', async () => {
    const { shop, invoiceId } = await adaWith('sandbox_succeeds');
    expect((await pay(shop.server, { invoiceId })).payment.status).toBe('SUCCEEDED');
    const { invoiceId: other } = await adaWith('sandbox_succeeds');
    expect((await pay(shop.server, { invoiceId: other })).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['invoiceId'] }]);
  });
});

describe('R7: one idempotency key', () => {
  test('the same input is answered as before, also a decline; another input is a conflict', async () => {
    const { shop, ada, paymentMethodId, invoiceId } = await adaWith('sandbox_declines');
    const input = { invoiceId, idempotencyKey: 'key' };
    const first = await pay(ada, input);
    expect(first.userErrors).toEqual([{ code: 'PAYMENT_DECLINED', field: null }]);
    expect(await pay(ada, input)).toEqual(first);
    const conflict = await ada.ask(`mutation Pay($input: InvoicePayInput!) { invoicePay(input: $input) { userErrors { code } } }`, {
      input: { ...input, paymentMethodId },
    });
    expect(conflict.errors![0]!.extensions.code).toBe('IDEMPOTENCY_CONFLICT');
    expect(await world.gateway.charges(shop.tenantId)).toHaveLength(1);
  });

  test('at once: done once, and all get the same answer', async () => {
    const { shop, ada, invoiceId } = await adaWith('sandbox_succeeds');
    const payloads = await Promise.all(Array.from({ length: 5 }, () => pay(ada, { invoiceId, idempotencyKey: 'key' })));
    for (const payload of payloads) expect(payload).toEqual(payloads[0]);
    expect(payloads[0]!.payment.status).toBe('SUCCEEDED');
    expect(await world.gateway.charges(shop.tenantId)).toHaveLength(1);
  });
});

test('a charge that was begun is told of by its row, before anything is sent', async () => {
  const { shop, ada, invoiceId } = await adaWith('sandbox_succeeds');
  const { attemptId } = await asSystem(shop, (work) => beginCharge(work, { invoiceId }));
  const { node } = await ada.do(`query Begun($id: ID!) { node(id: $id) { ... on Payment { status amount { amount } paymentMethod { label } } } }`, { id: attemptId });
  expect(node).toEqual({ status: 'PROCESSING', amount: { amount: '100.00' }, paymentMethod: { label: 'Sandbox card ····4242' } });
  expect(await world.gateway.charges(shop.tenantId)).toEqual([]);
});
