import { asSystem, attach, eventTypes, issueInvoice, pay } from '../../../tests/kit/billing';
import { violationsOf } from '../../../tests/kit/invariants';
import { pointsOf, pointsProgram } from '../../../tests/kit/points';
import type { Data, Shop, SignedInClient } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';
import { settleRefund } from './actions/settle-refund';
import { beginCharge, beginRefund, receiveNotification, sendCharge } from './contract';
import type { DisputeFacts } from './gateways/gateway';
import { Money } from '../../kernel/money';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => {
  await world.gateway.disarm();
  expect(await violationsOf(world)).toEqual({});
});
afterAll(() => world.close());

/** Ada has paid 100.00. */
async function paid(token = 'sandbox_succeeds', program: object | null = null) {
  const shop = await world.tenant();
  if (program) await pointsProgram(shop, program);
  const ada = await shop.user();
  await attach(ada, token);
  const { id: invoiceId } = await issueInvoice(shop, ada.userId);
  const { payment } = await pay(ada, { invoiceId });
  await world.settle();
  const [charge] = await world.gateway.charges(shop.tenantId);
  return { shop, ada, invoiceId, paymentId: payment.id as string, reference: charge!.reference, key: charge!.key };
}

async function booksOf(ada: SignedInClient, paymentId: string): Promise<Data> {
  const { node } = await ada.do(
    `query Books($id: ID!) { node(id: $id) { ... on Payment { status refunded { amountMinor } invoice { status paid { amountMinor } refunded { amountMinor } }
      refunds(first: 9) { edges { node { kind status amount { amountMinor } refunded { amountMinor } } } }
      disputes(first: 9) { edges { node { status reason amount { amountMinor } evidenceDueAt decidedAt chargeback { kind } payment { id } } } } } } }`,
    { id: paymentId },
  );
  const { invoice } = node;
  return {
    payment: [node.status, node.refunded.amountMinor],
    invoice: [invoice.status, invoice.paid.amountMinor, invoice.refunded.amountMinor],
    movements: node.refunds.edges.map(({ node: one }: Data) => `${one.kind} ${one.status} ${one.amount.amountMinor}, back ${one.refunded.amountMinor}`),
    disputes: node.disputes.edges.map(({ node: one }: Data) => `${one.status} ${one.reason} ${one.amount.amountMinor}`),
  };
}

const refund = async (shop: Shop, input: object): Promise<Data> =>
  (await shop.server.do(`mutation Refund($input: PaymentRefundInput!) { paymentRefund(input: $input) { refund { status } userErrors { code } } }`, { input })).paymentRefund;

describe('record-dispute', () => {
  test('the money leaves payment and invoice when a dispute is opened, and is gone when it is lost', async () => {
    const { shop, ada, paymentId, reference, key } = await paid();
    await world.gateway.arm({ kind: 'NOTIFY_TWICE', key });
    const dispute = await world.gateway.dispute(reference, { reason: 'product_not_received' });
    await world.gateway.arrived(key, 2);
    const books = {
      payment: ['SUCCEEDED', 10_000],
      invoice: ['PAID', 0, 10_000],
      movements: ['CHARGEBACK SUCCEEDED 10000, back 0'],
      disputes: ['OPEN product_not_received 10000'],
    };
    expect(await booksOf(ada, paymentId)).toEqual(books);
    expect(await refund(shop, { paymentId })).toEqual({ refund: null, userErrors: [{ code: 'REFUND_EXCEEDS_CHARGE' }] });
    await world.gateway.decideDispute(dispute, 'lose');
    await world.gateway.arrived(key, 3);
    expect(await booksOf(ada, paymentId)).toEqual({ ...books, disputes: ['LOST product_not_received 10000'] });
    expect(await eventTypes(shop, 'payment.')).toEqual(['payment.succeeded', 'payment.disputed', 'payment.dispute_lost']);
  });

  test('a dispute that is won gives the money back, and it can be refunded again', async () => {
    const { shop, ada, paymentId, reference, key } = await paid();
    const dispute = await world.gateway.dispute(reference);
    await world.gateway.decideDispute(dispute, 'win');
    await world.gateway.arrived(key, 2);
    expect(await booksOf(ada, paymentId)).toEqual({
      payment: ['SUCCEEDED', 0],
      invoice: ['PAID', 10_000, 0],
      movements: [expect.stringMatching(/^CHARGEBACK SUCCEEDED 10000, back 10000$/)],
      disputes: ['WON fraudulent 10000'],
    });
    expect(await eventTypes(shop, 'payment.')).toEqual(['payment.succeeded', 'payment.disputed', 'payment.dispute_won']);
    expect(await refund(shop, { paymentId })).toEqual({ refund: { status: 'SUCCEEDED' }, userErrors: [] });
  });

  test('what is disputed in part leaves the rest to refund, and what was refunded is not taken again', async () => {
    const { shop, ada, paymentId, reference, key } = await paid();
    expect(await refund(shop, { paymentId, amountMinor: 2_000 })).toMatchObject({ userErrors: [] });
    await world.gateway.dispute(reference, { amountMinor: '3000' });
    await world.gateway.arrived(key);
    expect(await refund(shop, { paymentId, amountMinor: 5_001 })).toEqual({ refund: null, userErrors: [{ code: 'REFUND_EXCEEDS_CHARGE' }] });
    expect(await refund(shop, { paymentId, amountMinor: 5_000 })).toEqual({ refund: { status: 'SUCCEEDED' }, userErrors: [] });
    expect(await booksOf(ada, paymentId)).toMatchObject({ payment: ['SUCCEEDED', 10_000], invoice: ['PAID', 0, 10_000] });
  });

  test('sandbox_disputes: a card whose bank questions each charge at once', async () => {
    const { ada, paymentId, key } = await paid('sandbox_disputes');
    await world.gateway.arrived(key);
    expect(await booksOf(ada, paymentId)).toMatchObject({ invoice: ['PAID', 0, 10_000], disputes: ['OPEN fraudulent 10000'] });
  });

  const order = ['OPEN', 'LOST', 'WON'] as const;
  test.each([
    [['LOST', 'OPEN'], 'LOST', 0, ['payment.disputed', 'payment.dispute_lost']],
    [['WON', 'OPEN'], 'WON', 10_000, ['payment.disputed', 'payment.dispute_won']],
    [['LOST', 'OPEN', 'LOST', 'WON'], 'LOST', 0, ['payment.disputed', 'payment.dispute_lost']],
    [['OPEN', 'OPEN', 'WON', 'OPEN', 'WON', 'LOST'], 'WON', 10_000, ['payment.disputed', 'payment.dispute_won']],
  ] as const)('told in the order %j the dispute is %s', async (told, status, paidMinor, events) => {
    const { shop, ada, paymentId, reference, key } = await paid();
    const desk = await world.program.openSystemContext(shop.tenantId);
    for (const [index, one] of told.entries()) {
      const dispute: DisputeFacts = { reference: 'dispute_1', chargeReference: reference, status: one, reason: 'duplicate', amount: Money.of(10_000n, 'GBP'), evidenceDueAt: null };
      const metadata = { tenantId: shop.tenantId, attemptId: paymentId };
      await receiveNotification(desk, { id: `note_${index}`, kind: 'DISPUTE_CHANGED', key, dispute, metadata, occurredAt: new Date(Date.UTC(2026, 0, 1 + order.indexOf(one))) });
    }
    expect(await booksOf(ada, paymentId)).toMatchObject({ invoice: ['PAID', paidMinor, 10_000 - paidMinor], disputes: [`${status} duplicate 10000`] });
    expect(await eventTypes(shop, 'payment.')).toEqual(['payment.succeeded', ...events]);
  });

  test('a dispute that comes before the answer to its charge says that the charge succeeded', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    await attach(ada, 'sandbox_disputes');
    const { id: invoiceId } = await issueInvoice(shop, ada.userId);
    const { attemptId } = await asSystem(shop, (work) => beginCharge(work, { invoiceId }));
    await sendCharge(await world.program.openSystemContext(shop.tenantId), { attemptId });
    await world.gateway.arrived(`charge:${invoiceId}:1`);
    expect(await booksOf(ada, attemptId)).toMatchObject({ payment: ['SUCCEEDED', 10_000], invoice: ['PAID', 0, 10_000], disputes: ['OPEN fraudulent 10000'] });
    expect(await eventTypes(shop, 'payment.')).toEqual(['payment.succeeded', 'payment.disputed']);
  });

  test('claw-back-points: a refund beside an open dispute takes its own points only; the dispute takes its when it is lost', async () => {
    for (const [verdict, points] of [['win', '90'], ['lose', '30']] as const) {
      const { shop, ada, paymentId, reference, key } = await paid('sandbox_succeeds', { expiresAfterDays: null });
      expect(await pointsOf(shop, ada.userId)).toBe('100');
      const dispute = await world.gateway.dispute(reference, { amountMinor: '6000' });
      await world.gateway.arrived(key);
      await refund(shop, { paymentId, amountMinor: 1_000 });
      await world.settle();
      expect(await pointsOf(shop, ada.userId)).toBe('90');
      await world.gateway.decideDispute(dispute, verdict);
      await world.gateway.arrived(key, 2);
      await world.settle();
      expect(await pointsOf(shop, ada.userId)).toBe(points);
    }
  });

  test('disputed while a refund is under way: together they take no more than the charge', async () => {
    const { shop, ada, paymentId, reference, key } = await paid();
    world.gateway.hold();
    await world.gateway.dispute(reference, { amountMinor: '6000' });
    const refunds = await refund(shop, { paymentId, amountMinor: 6_000 });
    expect(refunds.userErrors).toEqual([{ code: 'REFUND_FAILED' }]);
    world.gateway.release();
    await world.gateway.arrived(key);
    expect(await booksOf(ada, paymentId)).toMatchObject({ payment: ['SUCCEEDED', 6_000], invoice: ['PAID', 4_000, 6_000] });
  });

  describe('a bank asks nobody: all that it takes is gone from the books', () => {
    const note = async (shop: Shop, input: object): Promise<Data> =>
      (await shop.server.do(`mutation Note($input: CreditNoteCreateInput!) { creditNoteCreate(input: $input) { userErrors { code } } }`, { input })).creditNoteCreate;
    const credit = async (ada: SignedInClient) => (await ada.do('{ viewer { creditBalances { amountMinor } } }')).viewer.creditBalances[0].amountMinor;

    test.each([10_000, 4_000])('also where %i of it was made credit by a note, which stays; won, the money is back', async (amountMinor) => {
      for (const [verdict, paidMinor, points] of [['lose', 0, '0'], ['win', 10_000, '100']] as const) {
        const { shop, ada, invoiceId, paymentId, reference, key } = await paid('sandbox_succeeds', { expiresAfterDays: null });
        expect(await note(shop, { invoiceId, amountMinor, settlement: 'CREDIT_BALANCE' })).toEqual({ userErrors: [] });
        const dispute = await world.gateway.dispute(reference);
        await world.gateway.arrived(key);
        expect(await booksOf(ada, paymentId)).toMatchObject({ invoice: ['PAID', 0, 10_000], movements: ['CHARGEBACK SUCCEEDED 10000, back 0'] });
        expect(await refund(shop, { paymentId })).toEqual({ refund: null, userErrors: [{ code: 'REFUND_EXCEEDS_CHARGE' }] });
        expect(await note(shop, { invoiceId, amountMinor: 1 })).toEqual({ userErrors: [{ code: 'CREDIT_NOTE_EXCEEDS_INVOICE' }] });
        await world.gateway.decideDispute(dispute, verdict);
        await world.gateway.arrived(key, 2);
        await world.settle();
        expect(await booksOf(ada, paymentId)).toMatchObject({ payment: ['SUCCEEDED', 10_000 - paidMinor], invoice: ['PAID', paidMinor, 10_000 - paidMinor] });
        expect([await credit(ada), await pointsOf(shop, ada.userId)]).toEqual([amountMinor, points]);
      }
    });

    test.each([10_000, 4_000])('also where a refund of %i was on its way, which the gateway then refuses', async (amountMinor) => {
      const { shop, ada, paymentId, reference, key } = await paid();
      await world.gateway.arm({ kind: 'LOSE_REQUEST' });
      expect((await refund(shop, { paymentId, amountMinor })).refund).toEqual({ status: 'UNKNOWN' });
      const dispute = await world.gateway.dispute(reference);
      await world.gateway.arrived(key);
      expect(await booksOf(ada, paymentId)).toMatchObject({ payment: ['SUCCEEDED', 10_000], invoice: ['PAID', 0, 10_000], disputes: ['OPEN fraudulent 10000'] });
      expect(await refund(shop, { paymentId })).toEqual({ refund: null, userErrors: [{ code: 'REFUND_EXCEEDS_CHARGE' }] });
      expect(await violationsOf(world)).toEqual({});
      const [lost] = (await shop.server.do('{ payments(first: 9) { edges { node { id kind } } } }')).payments.edges.map(({ node }: Data) => node).filter(({ kind }: Data) => kind === 'REFUND');
      await asSystem(shop, (work) => settleRefund(work, { refundId: lost.id, outcome: { status: 'FAILED', failureCode: 'refund_exceeds_charge', message: 'Nothing is left.', reference: '' } }));
      await world.gateway.decideDispute(dispute, 'lose');
      await world.gateway.arrived(key, 2);
      const books = await booksOf(ada, paymentId);
      expect(books).toMatchObject({ payment: ['SUCCEEDED', 10_000], invoice: ['PAID', 0, 10_000], disputes: ['LOST fraudulent 10000'] });
      expect(books.movements.sort()).toEqual(['CHARGEBACK SUCCEEDED 10000, back 0', `REFUND FAILED ${amountMinor}, back 0`]);
    });

    test('settle-refund: a refund that had succeeded after all leaves the bank the rest only', async () => {
      const { shop, ada, paymentId, reference, key } = await paid();
      const { refundId } = await asSystem(shop, (work) => beginRefund(work, { paymentId, amountMinor: 4_000n, sentBy: 'CALLER' }));
      const tell = await telling({ shop, paymentId, reference, key });
      await tell('dispute_1', 'OPEN');
      expect(await booksOf(ada, paymentId)).toMatchObject({ invoice: ['PAID', 0, 10_000] });
      await asSystem(shop, (work) => settleRefund(work, { refundId, outcome: { status: 'SUCCEEDED', reference: 'refund_1' } }));
      const books = await booksOf(ada, paymentId);
      expect([books.payment, books.invoice, books.movements.sort()]).toEqual([
        ['SUCCEEDED', 10_000], ['PAID', 0, 10_000], ['CHARGEBACK SUCCEEDED 6000, back 0', 'REFUND SUCCEEDED 4000, back 0'],
      ]);
      await tell('dispute_1', 'WON');
      expect(await booksOf(ada, paymentId)).toMatchObject({ payment: ['SUCCEEDED', 4_000], invoice: ['PAID', 6_000, 4_000] });
    });

    test.each([10_000n, 6_000n])('the next dispute takes what an earlier one of %s gives back, whichever is told first', async (first) => {
      const { shop, ada, paymentId, reference, key } = await paid();
      const tell = await telling({ shop, paymentId, reference, key });
      for (const [dispute, status] of [['dispute_1', 'OPEN'], ['dispute_2', 'OPEN'], ['dispute_1', 'WON'], ['dispute_2', 'LOST']] as const) await tell(dispute, status, dispute === 'dispute_1' ? first : undefined);
      expect(await booksOf(ada, paymentId)).toMatchObject({ payment: ['SUCCEEDED', 10_000], invoice: ['PAID', 0, 10_000] });
    });
  });
});

/** What the gateway says of a dispute, of all of Ada's 100.00 unless it is of less. */
async function telling({ shop, paymentId, reference, key }: { shop: Shop; paymentId: string; reference: string; key: string }) {
  const desk = await world.program.openSystemContext(shop.tenantId);
  return async (of: string, status: DisputeFacts['status'], amountMinor = 10_000n) => {
    const dispute: DisputeFacts = { reference: of, chargeReference: reference, status, reason: 'duplicate', amount: Money.of(amountMinor, 'GBP'), evidenceDueAt: null };
    const metadata = { tenantId: shop.tenantId, attemptId: paymentId };
    await receiveNotification(desk, { id: `note_${of}_${status}`, kind: 'DISPUTE_CHANGED', key, dispute, metadata, occurredAt: new Date(Date.UTC(2026, 0, 1)) });
  };
}
