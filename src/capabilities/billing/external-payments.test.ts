import { asSystem, attach, eventTypes, issueInvoice, pay } from '../../../tests/kit/billing';
import { violationsOf } from '../../../tests/kit/invariants';
import { World } from '../../../tests/kit/world';
import { beginCharge, recordExternalPayment, recordExternalRefund } from './contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => expect(await violationsOf(world)).toEqual({}));
afterAll(() => world.close());

const BOOKS = `query Books($id: ID!) { invoice(id: $id) {
  status paidAt paid { amountMinor } refunded { amountMinor }
  payments { edges { node { kind status createdAt attemptNumber amount { amountMinor } refunded { amountMinor } paymentMethod { id } } } }
} }`;

describe('record-external-payment: credit-payment', () => {
  test('history is paid at the time when it was, and nobody is asked', async () => {
    const shop = await world.tenant();
    const { id } = await issueInvoice(shop, null, { issuedAt: new Date('2011-11-30T10:00:00Z') });
    await asSystem(shop, (work) => recordExternalPayment(work, { invoiceId: id, receivedAt: new Date('2011-12-01T00:00:00Z') }));
    const { invoice } = await shop.server.do(BOOKS, { id });
    expect(invoice).toEqual({
      status: 'PAID',
      paidAt: '2011-12-01T00:00:00.000Z',
      paid: { amountMinor: 10_000 },
      refunded: { amountMinor: 0 },
      payments: {
        edges: [
          {
            node: {
              kind: 'EXTERNAL',
              status: 'SUCCEEDED',
              createdAt: '2011-12-01T00:00:00.000Z',
              attemptNumber: null,
              amount: { amountMinor: 10_000 },
              refunded: { amountMinor: 0 },
              paymentMethod: null,
            },
          },
        ],
      },
    });
    expect(await eventTypes(shop)).toEqual(['invoice.finalized', 'payment.succeeded', 'invoice.paid']);
    expect(await world.gateway.charges(shop.tenantId)).toEqual([]);
  });

  test('a part leaves the invoice open; a charge then takes what is left', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    await attach(ada, 'sandbox_succeeds');
    const { id } = await issueInvoice(shop, ada.userId);
    await asSystem(shop, (work) => recordExternalPayment(work, { invoiceId: id, amountMinor: 3_000n }));
    expect((await ada.do(BOOKS, { id })).invoice).toMatchObject({ status: 'OPEN', paid: { amountMinor: 3_000 } });
    const { payment, invoice } = await pay(ada, { invoiceId: id });
    expect([payment.amount.amountMinor, invoice]).toEqual([7_000, { status: 'PAID', paid: { amountMinor: 10_000 } }]);
  });

  test.each([
    ['zero', 0n, 'INVALID'],
    ['more than is owed', 10_001n, 'INVALID'],
  ])('%s is refused', async (_what, amountMinor, code) => {
    const shop = await world.tenant();
    const { id } = await issueInvoice(shop, null);
    await expect(asSystem(shop, (work) => recordExternalPayment(work, { invoiceId: id, amountMinor }))).rejects.toMatchObject({ code });
    expect((await shop.server.do(BOOKS, { id })).invoice).toMatchObject({ status: 'OPEN', payments: { edges: [] } });
  });

  test('an invoice that is paid, or whose charge is under way, takes no money from outside', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    await attach(ada, 'sandbox_succeeds');
    const [paid, begun] = [await issueInvoice(shop, ada.userId), await issueInvoice(shop, ada.userId)];
    await pay(ada, { invoiceId: paid.id });
    await asSystem(shop, (work) => beginCharge(work, { invoiceId: begun.id }));
    const record = (invoiceId: string) => asSystem(shop, (work) => recordExternalPayment(work, { invoiceId }));
    await expect(record(paid.id)).rejects.toMatchObject({ code: 'INVOICE_NOT_OPEN' });
    await expect(record(begun.id)).rejects.toMatchObject({ code: 'PAYMENT_IN_PROGRESS' });
    expect((await shop.server.do(`{ payments { totalCount } }`)).payments.totalCount).toBe(2);
  });
});

describe('record-external-refund', () => {
  test('money that was given back outside leaves the payment and the invoice', async () => {
    const shop = await world.tenant();
    const { id } = await issueInvoice(shop, null);
    const { id: paymentId } = await asSystem(shop, (work) => recordExternalPayment(work, { invoiceId: id }));
    const refundedAt = new Date('2011-12-09T00:00:00Z');
    await asSystem(shop, (work) => recordExternalRefund(work, { paymentId, amountMinor: 4_000n, refundedAt }));
    const { invoice } = await shop.server.do(BOOKS, { id });
    expect(invoice).toMatchObject({ status: 'PAID', paid: { amountMinor: 6_000 }, refunded: { amountMinor: 4_000 } });
    expect(invoice.payments.edges.map(({ node }: { node: any }) => [node.kind, node.amount.amountMinor, node.refunded.amountMinor]).sort()).toEqual([
      ['EXTERNAL', 10_000, 4_000],
      ['REFUND', 4_000, 0],
    ]);
    await expect(asSystem(shop, (work) => recordExternalRefund(work, { paymentId, amountMinor: 6_001n }))).rejects.toMatchObject({
      code: 'REFUND_EXCEEDS_CHARGE',
    });
    expect(await eventTypes(shop, 'payment.')).toEqual(['payment.succeeded', 'payment.refunded']);
  });

  test('a payment through the gateway is given back there', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    await attach(ada, 'sandbox_succeeds');
    const { payment } = await pay(ada, { invoiceId: (await issueInvoice(shop, ada.userId)).id });
    await expect(asSystem(shop, (work) => recordExternalRefund(work, { paymentId: payment.id }))).rejects.toMatchObject({ code: 'CHARGE_NOT_REFUNDABLE' });
    const external = await issueInvoice(shop, null);
    const received = await asSystem(shop, (work) => recordExternalPayment(work, { invoiceId: external.id }));
    const { paymentRefund } = await shop.server.do(
      `mutation Refund($input: PaymentRefundInput!) { paymentRefund(input: $input) { refund { id } userErrors { code } } }`,
      { input: { paymentId: received.id } },
    );
    expect(paymentRefund).toEqual({ refund: null, userErrors: [{ code: 'CHARGE_NOT_REFUNDABLE' }] });
  });
});
