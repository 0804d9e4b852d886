import { adjustCredit, asSystem, attach, creditOf, eventTypes, issueInvoice, pay } from '../../../tests/kit/billing';
import { violationsOf } from '../../../tests/kit/invariants';
import type { Client, Shop } from '../../../tests/kit/shop';
import { statementsDuring } from '../../../tests/kit/statements';
import { rowsOf } from '../../../tests/kit/tenant-rows';
import { World } from '../../../tests/kit/world';
import { takeDeductions } from './actions/take-deductions';
import { draftInvoice, finalizeDraft, finalizeInvoice, InvoiceDeductionKind, returnDeductions, voidInvoice, Invoice, type NewInvoice } from './contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => expect(await violationsOf(world)).toEqual({}));
afterAll(() => world.close());

/** A signed-in user with so many pence of credit. */
async function userWith(shop: Shop, amountMinor: number) {
  const client = await shop.user();
  await adjustCredit(shop.server, { userId: client.userId, amountMinor });
  return client;
}

async function amountsOf(client: Client, id: string) {
  const { invoice } = await client.do(
    `query Amounts($id: ID!) { invoice(id: $id) { number status total { amount } due { amount } paid { amount } deductions { kind amount { amount currency } } } }`,
    { id },
  );
  return invoice;
}

const deducted = (amount: string) => [{ kind: 'BALANCE', amount: { amount, currency: 'GBP' } }];
const credit = (unitAmountMinor: bigint): Partial<NewInvoice> => ({ lines: [{ description: 'Unused time', quantity: 1, unitAmountMinor }] });

describe('take-deductions', () => {
  test('an invoice uses the credit first; what is left is due and charged', async () => {
    const shop = await world.tenant();
    const ada = await userWith(shop, 4_000);
    await attach(ada, 'sandbox_succeeds');
    const { id } = await issueInvoice(shop, ada.userId);
    // 100.00 - 40.00 = 60.00
    expect(await amountsOf(ada, id)).toEqual({ number: '1', status: 'OPEN', total: { amount: '100.00' }, due: { amount: '60.00' }, paid: { amount: '0.00' }, deductions: deducted('40.00') });
    expect(await creditOf(shop, ada.userId)).toEqual([]);
    expect((await pay(ada, { invoiceId: id })).payment.amount).toEqual({ amountMinor: 6_000, currency: 'GBP' });
    expect(await amountsOf(ada, id)).toMatchObject({ status: 'PAID', due: { amount: '60.00' }, paid: { amount: '60.00' } });
  });

  test('credit for all of it pays it in the moment of its issue, without a payment', async () => {
    const shop = await world.tenant();
    const ada = await userWith(shop, 12_000);
    const { id } = await issueInvoice(shop, ada.userId);
    expect(await amountsOf(ada, id)).toMatchObject({ status: 'PAID', due: { amount: '0.00' }, paid: { amount: '0.00' }, deductions: deducted('100.00') });
    expect(await creditOf(shop, ada.userId)).toEqual(['GBP 20.00']);
    expect((await ada.do(`{ payments { totalCount } }`)).payments.totalCount).toBe(0);
    expect(await eventTypes(shop)).toEqual(['user.registered', 'credit_balance.changed', 'credit_balance.changed', 'invoice.finalized', 'invoice.paid']);
  });

  test('credit of another currency, and of somebody else, is left alone', async () => {
    const shop = await world.tenant();
    const [ada, eve] = [await shop.user(), await userWith(shop, 5_000)];
    await adjustCredit(shop.server, { userId: ada.userId, amountMinor: 5_000, currency: 'EUR' });
    const [hers, guests] = [await issueInvoice(shop, ada.userId), await issueInvoice(shop, null)];
    for (const { id } of [hers, guests]) expect(await amountsOf(shop.server, id)).toMatchObject({ due: { amount: '100.00' }, deductions: [] });
    expect([await creditOf(shop, ada.userId), await creditOf(shop, eve.userId)]).toEqual([['EUR 50.00'], ['GBP 50.00']]);
  });

  test('a sum below zero becomes credit, which the next invoice uses', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const { id } = await issueInvoice(shop, ada.userId, credit(-2_550n));
    expect(await amountsOf(ada, id)).toMatchObject({ number: '1', status: 'PAID', total: { amount: '-25.50' }, due: { amount: '0.00' }, deductions: deducted('-25.50') });
    expect(await creditOf(shop, ada.userId)).toEqual(['GBP 25.50']);
    const next = await issueInvoice(shop, ada.userId);
    // 100.00 - 25.50 = 74.50
    expect(await amountsOf(ada, next.id)).toMatchObject({ due: { amount: '74.50' }, deductions: deducted('25.50') });
    const { viewer } = await ada.do(`{ viewer { creditBalanceEntries { edges { node { cause amount { amount } invoice { id } } } } } }`);
    expect(viewer.creditBalanceEntries.edges.map(({ node }: { node: unknown }) => node)).toEqual([
      { cause: 'INVOICE', amount: { amount: '-25.50' }, invoice: { id: next.id } },
      { cause: 'INVOICE', amount: { amount: '25.50' }, invoice: { id } },
    ]);
  });

  test('a draft uses nothing; its issue uses what there is then', async () => {
    const shop = await world.tenant();
    const ada = await userWith(shop, 4_000);
    const box = { userId: ada.userId, currency: 'GBP', purpose: { kind: 'TEST', id: 'test_1' } };
    const lines = [{ description: 'Box', quantity: 1, unitAmountMinor: 10_000n }];
    const [draft, below] = [
      await asSystem(shop, (work) => draftInvoice(work, { ...box, lines })),
      await asSystem(shop, (work) => draftInvoice(work, { ...box, lines: credit(-500n).lines! })),
    ];
    expect(await amountsOf(ada, draft.id)).toMatchObject({ status: 'DRAFT', due: { amount: '100.00' }, deductions: [] });
    expect(await creditOf(shop, ada.userId)).toEqual(['GBP 40.00']);
    for (const { id: invoiceId } of [below, draft]) await asSystem(shop, (work) => finalizeDraft(work, { invoiceId }));
    expect(await amountsOf(ada, below.id)).toMatchObject({ number: '1', status: 'PAID', due: { amount: '0.00' }, deductions: deducted('-5.00') });
    // 40.00 + 5.00 = 45.00; 100.00 - 45.00 = 55.00
    expect(await amountsOf(ada, draft.id)).toMatchObject({ number: '2', status: 'OPEN', due: { amount: '55.00' }, deductions: deducted('45.00') });
    const before = await rowsOf(shop);
    await expect(asSystem(shop, (work) => finalizeDraft(work, { invoiceId: draft.id }))).rejects.toMatchObject({ code: 'TRANSITION_NOT_ALLOWED' });
    expect(await rowsOf(shop)).toEqual(before);
  });

  test('ten invoices at once never spend the same credit twice', async () => {
    const shop = await world.tenant();
    const ada = await userWith(shop, 35_000);
    const invoices = await Promise.all(Array.from({ length: 10 }, () => issueInvoice(shop, ada.userId)));
    // 3 x 100.00 + 50.00 = 350.00
    expect(invoices.map(({ dueMinor }) => dueMinor).sort()).toEqual([0n, 0n, 0n, 10_000n, 10_000n, 10_000n, 10_000n, 10_000n, 10_000n, 5_000n]);
    expect(await creditOf(shop, ada.userId)).toEqual([]);
  });

  test('what rolls back spends nothing', async () => {
    const shop = await world.tenant();
    const ada = await userWith(shop, 4_000);
    const before = await rowsOf(shop);
    const failing = asSystem(shop, async (work) => {
      await finalizeInvoice(work, { userId: ada.userId, currency: 'GBP', purpose: { kind: 'TEST', id: 'test_1' }, lines: [{ description: 'Box', quantity: 1, unitAmountMinor: 100n }] });
      throw new Error('something later in the transaction failed');
    });
    await expect(failing).rejects.toThrow('something later');
    expect(await rowsOf(shop)).toEqual(before);
  });

  test('looking for credit costs a user one statement and a guest none; using it costs five more', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const invoicing = (userId: string | null) => statementsDuring(shop, () => issueInvoice(shop, userId));
    await invoicing(null);
    const [guests, users] = [await invoicing(null), await invoicing(ada.userId)];
    expect(users).toEqual(['ledger_account', ...guests]);
    await adjustCredit(shop.server, { userId: ada.userId, amountMinor: 1 });
    const [counting, written, told] = [guests.slice(0, 2), guests.slice(2, 4), guests.slice(4)];
    expect(await invoicing(ada.userId)).toEqual([
      ...['ledger_account', 'ledger_account', 'ledger_account', 'ledger_entry: insert', 'ledger_account: save'],
      ...counting,
      ...written,
      'invoice_deduction: insert',
      ...told,
    ]);
  });

  test('more than there is was composed without a lock, and is refused', async () => {
    const shop = await world.tenant();
    const { userId } = await userWith(shop, 100);
    const before = await rowsOf(shop);
    const deductions = [{ position: 0, kind: InvoiceDeductionKind.BALANCE, amountMinor: 101n, currency: 'GBP' }] as never;
    const taking = asSystem(shop, (work) => takeDeductions(work, { invoiceId: 'inv_1', userId, currency: 'GBP', deductions }));
    await expect(taking).rejects.toMatchObject({ code: 'CREDIT_BALANCE_INSUFFICIENT' });
    expect(await rowsOf(shop)).toEqual(before);
  });
});

describe('return-deductions', () => {
  test('a withdrawn invoice gives its credit back once, however often it is withdrawn', async () => {
    const shop = await world.tenant();
    const ada = await userWith(shop, 4_000);
    const { id: invoiceId } = await issueInvoice(shop, ada.userId);
    await Promise.all(Array.from({ length: 5 }, () => asSystem(shop, (work) => voidInvoice(work, { invoiceId }))));
    await asSystem(shop, async (work) => returnDeductions(work, (await work.lock(Invoice, invoiceId))!));
    expect(await amountsOf(ada, invoiceId)).toMatchObject({ status: 'VOID', due: { amount: '60.00' }, deductions: deducted('40.00') });
    expect(await creditOf(shop, ada.userId)).toEqual(['GBP 40.00']);
    expect(await eventTypes(shop, 'credit_balance.')).toHaveLength(3);
  });

  test('withdrawn drafts, and invoices that used nothing, give nothing', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const { id: invoiceId } = await issueInvoice(shop, ada.userId);
    await asSystem(shop, (work) => voidInvoice(work, { invoiceId }));
    expect([await creditOf(shop, ada.userId), await eventTypes(shop, 'credit_balance.')]).toEqual([[], []]);
  });

  test('a refund of the money leaves the credit where it is', async () => {
    const shop = await world.tenant();
    const ada = await userWith(shop, 4_000);
    await attach(ada, 'sandbox_succeeds');
    const { id: invoiceId } = await issueInvoice(shop, ada.userId);
    const { payment } = await pay(ada, { invoiceId });
    const { paymentRefund } = await shop.server.do(
      `mutation Refund($input: PaymentRefundInput!) { paymentRefund(input: $input) { refund { status amount { amount } } userErrors { code } } }`,
      { input: { paymentId: payment.id } },
    );
    expect(paymentRefund).toEqual({ refund: { status: 'SUCCEEDED', amount: { amount: '60.00' } }, userErrors: [] });
    expect(await creditOf(shop, ada.userId)).toEqual([]);
  });
});
