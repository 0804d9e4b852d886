import { asSystem, eventTypes, issueInvoice } from '../../../tests/kit/billing';
import { violationsOf } from '../../../tests/kit/invariants';
import { stopClock } from '../../../tests/kit/test-clock';
import { World } from '../../../tests/kit/world';
import { draftInvoice, finalizeDraft, finalizeInvoice, Invoice, recordExternalPayment, voidInvoice, type NewInvoice } from './contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => expect(await violationsOf(world)).toEqual({}));
afterAll(() => world.close());

const INVOICE = `query Invoice($id: ID!) { invoice(id: $id) {
  number status currency finalizedAt dueAt paidAt voidedAt user { id }
  subtotal { amount } tax { amount } total { amount } due { amount } paid { amount } refunded { amount }
  lines { kind description quantity unitAmount { amount } amount { amount } tax { amount } explanation periodStart periodEnd tags }
} }`;
const INVOICES = `{ invoices(first: 50) { totalCount edges { node { number status } } } }`;

const box: Omit<NewInvoice, 'userId'> = {
  currency: 'GBP',
  lines: [{ description: 'Box', quantity: 1, unitAmountMinor: 1_500n }],
  purpose: { kind: 'TEST', id: 'test_1' },
};

describe('finalize-invoice', () => {
  test('an invoice is issued with its lines, its sums and the next number', async () => {
    const shop = await world.tenant();
    await stopClock(shop, '2026-03-01T09:00:00Z');
    const ada = await shop.user();
    const invoice = await issueInvoice(shop, ada.userId, {
      lines: [
        { description: 'Mug', quantity: 2, unitAmountMinor: 1_999n, taxMinor: 800n, tags: { variantId: 'var_1' } },
        { description: 'Postage', kind: 'SHIPPING', quantity: 1, unitAmountMinor: 350n, explanation: 'flat rate' },
      ],
    });
    expect(await ada.do(INVOICE, { id: invoice.id })).toEqual({
      invoice: {
        number: '1',
        status: 'OPEN',
        currency: 'GBP',
        finalizedAt: '2026-03-01T09:00:00.000Z',
        dueAt: '2026-03-01T09:00:00.000Z',
        paidAt: null,
        voidedAt: null,
        user: { id: ada.userId },
        // 2 x 19.99 + 3.50 = 43.48; 43.48 + 8.00 = 51.48
        subtotal: { amount: '43.48' },
        tax: { amount: '8.00' },
        total: { amount: '51.48' },
        due: { amount: '51.48' },
        paid: { amount: '0.00' },
        refunded: { amount: '0.00' },
        lines: [
          { kind: 'PRODUCT', description: 'Mug', quantity: 2, unitAmount: { amount: '19.99' }, amount: { amount: '39.98' }, tax: { amount: '8.00' }, explanation: '2 × 19.99 = 39.98 GBP', periodStart: null, periodEnd: null, tags: { variantId: 'var_1' } },
          { kind: 'SHIPPING', description: 'Postage', quantity: 1, unitAmount: { amount: '3.50' }, amount: { amount: '3.50' }, tax: { amount: '0.00' }, explanation: 'flat rate', periodStart: null, periodEnd: null, tags: null },
        ],
      },
    });
    expect(await eventTypes(shop, 'invoice.')).toEqual(['invoice.finalized']);
  });

  test('an invoice over zero is paid in the moment of its issue, without a payment', async () => {
    const shop = await world.tenant();
    await issueInvoice(shop, null, { lines: [{ description: 'Trial', quantity: 1, unitAmountMinor: 0n }] });
    const { invoices, payments } = await shop.server.do(`{ invoices { edges { node { number status due { amountMinor } } } } payments { totalCount } }`);
    expect(invoices.edges).toEqual([{ node: { number: '1', status: 'PAID', due: { amountMinor: 0 } } }]);
    expect(payments.totalCount).toBe(0);
    expect(await eventTypes(shop)).toEqual(['invoice.finalized', 'invoice.paid']);
  });

  test('a sum below zero is refused and leaves nothing behind', async () => {
    const shop = await world.tenant();
    await expect(issueInvoice(shop, null, { lines: [{ description: 'Credit', quantity: 1, unitAmountMinor: -1n }] })).rejects.toMatchObject({
      code: 'INVALID',
    });
    expect((await shop.server.do(INVOICES)).invoices).toEqual({ totalCount: 0, edges: [] });
    expect(await eventTypes(shop)).toEqual([]);
  });

  test('history is written down at the time when it happened', async () => {
    const shop = await world.tenant();
    const invoice = await issueInvoice(shop, null, { issuedAt: new Date('2011-11-30T10:00:00Z') });
    const { invoice: shown } = await shop.server.do(`query Old($id: ID!) { invoice(id: $id) { createdAt finalizedAt dueAt } }`, { id: invoice.id });
    expect(shown).toEqual({ createdAt: '2011-11-30T10:00:00.000Z', finalizedAt: '2011-11-30T10:00:00.000Z', dueAt: '2011-11-30T10:00:00.000Z' });
  });
});

describe('issue-invoice', () => {
  test('numbers have no gap under 30 finalizations at once, a third of which roll back', async () => {
    const [shop, other] = [await world.tenant(), await world.tenant()];
    const runs = Array.from({ length: 30 }, (_one, index) =>
      asSystem(shop, async (work) => {
        await finalizeInvoice(work, { ...box, userId: null });
        if (index % 3 === 0) throw new Error('something later in the transaction failed');
      }),
    );
    const elsewhere = [issueInvoice(other, null), issueInvoice(other, null)];
    const outcomes = await Promise.allSettled(runs);
    await Promise.all(elsewhere);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    const numbers = async (tenant: typeof shop) =>
      ((await tenant.server.do(INVOICES)).invoices.edges as { node: { number: string } }[]).map(({ node }) => Number(node.number)).sort((a, b) => a - b);
    expect(await numbers(shop)).toEqual(Array.from({ length: 20 }, (_one, index) => index + 1));
    expect(await numbers(other)).toEqual([1, 2]);
  });
});

describe('draft-invoice and finalize-draft', () => {
  test('a draft has no number and emits nothing; issuing it gives both', async () => {
    const shop = await world.tenant();
    const { id } = await asSystem(shop, (work) => draftInvoice(work, { ...box, userId: null }));
    expect((await shop.server.do(INVOICES)).invoices.edges).toEqual([{ node: { number: null, status: 'DRAFT' } }]);
    expect(await eventTypes(shop)).toEqual([]);
    await issueInvoice(shop, null);
    await asSystem(shop, (work) => finalizeDraft(work, { invoiceId: id }));
    const { invoice } = await shop.server.do(INVOICE, { id });
    expect(invoice).toMatchObject({ number: '2', status: 'OPEN', due: { amount: '15.00' } });
    expect(await eventTypes(shop)).toEqual(['invoice.finalized', 'invoice.finalized']);
  });

  test('an invoice is issued once', async () => {
    const shop = await world.tenant();
    const { id } = await issueInvoice(shop, null);
    await expect(asSystem(shop, (work) => finalizeDraft(work, { invoiceId: id }))).rejects.toMatchObject({ code: 'TRANSITION_NOT_ALLOWED' });
    await expect(asSystem(shop, (work) => finalizeDraft(work, { invoiceId: 'inv_unknown' }))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await shop.server.do(INVOICES)).invoices.edges).toEqual([{ node: { number: '1', status: 'OPEN' } }]);
  });
});

describe('void-invoice', () => {
  test('a withdrawn invoice keeps its number; withdrawing it again changes nothing', async () => {
    const shop = await world.tenant();
    const { id } = await issueInvoice(shop, null);
    for (let time = 0; time < 2; time += 1) await asSystem(shop, (work) => voidInvoice(work, { invoiceId: id }));
    await issueInvoice(shop, null);
    expect((await shop.server.do(INVOICES)).invoices.edges).toEqual([
      { node: { number: '2', status: 'OPEN' } },
      { node: { number: '1', status: 'VOID' } },
    ]);
    expect(await eventTypes(shop)).toEqual(['invoice.finalized', 'invoice.voided', 'invoice.finalized']);
  });

  test('a draft may be withdrawn and takes no number', async () => {
    const shop = await world.tenant();
    const { id } = await asSystem(shop, (work) => draftInvoice(work, { ...box, userId: null }));
    await asSystem(shop, (work) => voidInvoice(work, { invoiceId: id }));
    expect((await shop.server.do(INVOICES)).invoices.edges).toEqual([{ node: { number: null, status: 'VOID' } }]);
  });

  test.each([
    ['paid', 1_500n],
    ['paid in part', 100n],
  ])('one that is %s is not withdrawn', async (_what, amountMinor) => {
    const shop = await world.tenant();
    const { id } = await asSystem(shop, (work) => finalizeInvoice(work, { ...box, userId: null }));
    await asSystem(shop, (work) => recordExternalPayment(work, { invoiceId: id, amountMinor }));
    await expect(asSystem(shop, (work) => voidInvoice(work, { invoiceId: id }))).rejects.toMatchObject({ code: 'TRANSITION_NOT_ALLOWED' });
    const invoice = await asSystem(shop, (work) => work.find(Invoice, id));
    expect([invoice!.status, invoice!.voidedAt]).toEqual([amountMinor === 1_500n ? 'PAID' : 'OPEN', null]);
  });
});
