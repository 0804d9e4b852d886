import { adjustCredit, asSystem, attach, creditOf, eventTypes, issueInvoice, pay } from '../../../tests/kit/billing';
import { violationsIn, violationsOf } from '../../../tests/kit/invariants';
import type { Client, Data, Shop } from '../../../tests/kit/shop';
import { statementsOf } from '../../../tests/kit/statements';
import { rowsOf } from '../../../tests/kit/tenant-rows';
import { World } from '../../../tests/kit/world';
import { voidInvoice } from './contract';
import { creditNoteInvariants } from './storage/credit-notes.invariants';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => expect(await violationsOf(world)).toEqual({}));
afterAll(() => world.close());

const NOTES = `{ creditNotes { edges { node { id number total { amount } lines { amount { amount } } invoice { id } refund { id } user { id } } } } }`;

/** Makes a credit note; the whole payload. */
async function note(client: Client, input: Data): Promise<Data> {
  const { creditNoteCreate } = await client.do(
    `mutation Note($input: CreditNoteCreateInput!) { creditNoteCreate(input: $input) {
      creditNote { number settlement reason subtotal { amount } tax { amount } total { amount } lines { description amount { amount } tax { amount } } }
      refund { status amount { amount } } userErrors { code field }
    } }`,
    { input },
  );
  return creditNoteCreate as Data;
}

const codes = ({ creditNote, userErrors }: Data) => [creditNote?.number ?? null, ...(userErrors as Data[]).map(({ code }) => code as string)];

/** Over 100.00 + 20.00 of tax and 50.00 without: 170.00. */
const lines = [
  { description: 'Mug', quantity: 1, unitAmountMinor: 10_000n, taxMinor: 2_000n },
  { description: 'Book', quantity: 2, unitAmountMinor: 2_500n },
];

async function paidInvoice(shop: Shop, ada: Client & { userId: string }): Promise<string> {
  await attach(ada, 'sandbox_succeeds');
  const { id } = await issueInvoice(shop, ada.userId, { lines });
  await pay(ada, { invoiceId: id });
  return id;
}

async function stateOf(client: Client, id: string) {
  const { invoice } = await client.do(
    `query I($id: ID!) { invoice(id: $id) { status due { amount } paid { amount } refunded { amount } deductions { kind amount { amount } } creditNotes { totalCount } } }`,
    { id },
  );
  return invoice;
}

describe('create-credit-note, settle-credit-note', () => {
  test('less is owed of an invoice that is not paid; the tax goes back in proportion', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    await attach(ada, 'sandbox_succeeds');
    const { id: invoiceId } = await issueInvoice(shop, ada.userId, { lines });
    expect(await note(shop.server, { invoiceId, lines: [{ position: 0, amountMinor: 6_000 }], reason: 'Scratched' })).toEqual({
      creditNote: {
        number: '1',
        settlement: 'INVOICE',
        reason: 'Scratched',
        subtotal: { amount: '50.00' },
        tax: { amount: '10.00' },
        total: { amount: '60.00' },
        lines: [{ description: 'Mug', amount: { amount: '50.00' }, tax: { amount: '10.00' } }],
      },
      refund: null,
      userErrors: [],
    });
    // 170.00 - 60.00 = 110.00
    expect(await stateOf(ada, invoiceId)).toEqual({ status: 'OPEN', due: { amount: '110.00' }, paid: { amount: '0.00' }, refunded: { amount: '0.00' }, deductions: [{ kind: 'CREDIT_NOTE', amount: { amount: '60.00' } }], creditNotes: { totalCount: 1 } });
    expect((await pay(ada, { invoiceId })).payment.amount).toEqual({ amountMinor: 11_000, currency: 'GBP' });
    expect(await eventTypes(shop, 'credit_note.')).toEqual(['credit_note.issued']);
  });

  test('a withdrawn invoice gives back what it took of credit, not what a note took off it', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    await adjustCredit(shop.server, { userId: ada.userId, amountMinor: 4_000 });
    const { id: invoiceId } = await issueInvoice(shop, ada.userId, { lines });
    expect(codes(await note(shop.server, { invoiceId, amountMinor: 13_000 }))).toEqual([null, 'CREDIT_NOTE_EXCEEDS_INVOICE']);
    expect(codes(await note(shop.server, { invoiceId, amountMinor: 12_999 }))).toEqual(['1']);
    await asSystem(shop, (work) => voidInvoice(work, { invoiceId }));
    expect(await creditOf(shop, ada.userId)).toEqual(['GBP 40.00']);
  });

  test('money that comes for a withdrawn invoice goes back whole, though a note had taken something off it', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    await attach(ada, 'sandbox_redirect');
    const { id: invoiceId } = await issueInvoice(shop, ada.userId, { lines });
    await note(shop.server, { invoiceId, amountMinor: 10_000 });
    const { payment } = await pay(ada, { invoiceId });
    await asSystem(shop, (work) => voidInvoice(work, { invoiceId }));
    await world.gateway.decide(payment.actionUrl, 'approve');
    await world.gateway.arrived(`charge:${invoiceId}:1`);
    await world.settle();
    expect(await stateOf(ada, invoiceId)).toMatchObject({ status: 'VOID', paid: { amount: '0.00' }, refunded: { amount: '70.00' } });
  });

  test('of a paid invoice it is credit, or money; together never more than was paid', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const invoiceId = await paidInvoice(shop, ada);
    expect((await note(shop.server, { invoiceId, amountMinor: 1_700 })).creditNote.lines).toEqual([
      { description: 'Mug', amount: { amount: '10.00' }, tax: { amount: '2.00' } },
      { description: 'Book', amount: { amount: '5.00' }, tax: { amount: '0.00' } },
    ]);
    expect(await creditOf(shop, ada.userId)).toEqual(['GBP 17.00']);
    const refunded = await note(shop.server, { invoiceId, amountMinor: 5_300, settlement: 'REFUND' });
    expect(refunded).toMatchObject({ creditNote: { number: '2', settlement: 'REFUND' }, refund: { status: 'SUCCEEDED', amount: { amount: '53.00' } } });
    // 170.00 - 17.00 - 53.00 = 100.00
    const { payments } = await shop.server.do(`{ payments { edges { node { id kind } } } }`);
    const charge = (payments.edges as { node: Data }[]).find(({ node }) => node.kind === 'CHARGE')!.node;
    const refund = async (amountMinor: number) =>
      (await shop.server.do(`mutation R($input: PaymentRefundInput!) { paymentRefund(input: $input) { refund { status } userErrors { code } } }`, { input: { paymentId: charge.id, amountMinor } })).paymentRefund;
    expect(await refund(10_001)).toEqual({ refund: null, userErrors: [{ code: 'REFUND_EXCEEDS_CHARGE' }] });
    expect(await refund(10_000)).toEqual({ refund: { status: 'SUCCEEDED' }, userErrors: [] });
    const before = await rowsOf(shop);
    expect(codes(await note(shop.server, { invoiceId, amountMinor: 1 }))).toEqual([null, 'CREDIT_NOTE_EXCEEDS_INVOICE']);
    expect(codes(await note(shop.server, { invoiceId, amountMinor: 1, settlement: 'REFUND' }))).toEqual([null, 'REFUND_EXCEEDS_CHARGE']);
    expect(await rowsOf(shop)).toEqual(before);
  });

  test('ten at once are never more than the invoice, and their numbers have no gap', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const invoiceId = await paidInvoice(shop, ada);
    const made = await Promise.all(Array.from({ length: 10 }, () => note(shop.server, { invoiceId, amountMinor: 3_000 })));
    // 5 x 30.00 = 150.00, and 20.00 are left
    expect(made.flatMap(({ creditNote }) => (creditNote ? [Number(creditNote.number)] : [])).sort()).toEqual([1, 2, 3, 4, 5]);
    expect(await creditOf(shop, ada.userId)).toEqual(['GBP 150.00']);
    expect(codes(await note(shop.server, { invoiceId, amountMinor: 2_000 }))).toEqual(['6']);
  });

  test('the same key makes one note, and one refund', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const invoiceId = await paidInvoice(shop, ada);
    const input = { invoiceId, amountMinor: 1_000, settlement: 'REFUND', idempotencyKey: 'note-1' };
    const first = await note(shop.server, input);
    expect(await note(shop.server, input)).toEqual(first);
    expect(await stateOf(ada, invoiceId)).toMatchObject({ refunded: { amount: '10.00' }, creditNotes: { totalCount: 1 } });
  });

  test.each([
    ['nothing', {}, 'INVALID'],
    ['both', { amountMinor: 1, lines: [{ position: 0, amountMinor: 1 }] }, 'INVALID'],
    ['less than nothing', { amountMinor: -1 }, 'INVALID'],
    ['a line that is not there', { lines: [{ position: 9, amountMinor: 1 }] }, 'INVALID'],
    ['more than the line', { lines: [{ position: 1, amountMinor: 5_001 }] }, 'CREDIT_NOTE_EXCEEDS_INVOICE'],
    ['more than the invoice', { amountMinor: 17_001 }, 'CREDIT_NOTE_EXCEEDS_INVOICE'],
    ['less of what is not owed', { amountMinor: 1, settlement: 'INVOICE' }, 'INVALID'],
    ['what is unknown', { invoiceId: 'inv_unknown', amountMinor: 1 }, 'NOT_FOUND'],
  ])('%s is refused', async (_what, input, code) => {
    const shop = await world.tenant();
    const invoiceId = await paidInvoice(shop, await shop.user());
    const before = await rowsOf(shop);
    expect(codes(await note(shop.server, { invoiceId, ...input }))).toEqual([null, code]);
    expect(await rowsOf(shop)).toEqual(before);
  });

  test('withdrawn invoices give nothing; users make no notes, and see their own', async () => {
    const shop = await world.tenant();
    const [ada, eve] = [await shop.user(), await shop.user()];
    const { id } = await issueInvoice(shop, ada.userId);
    await asSystem(shop, (work) => voidInvoice(work, { invoiceId: id }));
    expect(codes(await note(shop.server, { invoiceId: id, amountMinor: 1 }))).toEqual([null, 'INVOICE_NOT_CREDITABLE']);
    await expect(note(ada, { invoiceId: id, amountMinor: 1 })).rejects.toThrow('billing.createCreditNotes');
    await note(shop.server, { invoiceId: await paidInvoice(shop, ada), amountMinor: 100 });
    const seen = async (client: Client) => (await client.do(NOTES)).creditNotes.edges.length as number;
    expect([await seen(ada), await seen(eve), await seen(shop.server)]).toEqual([1, 0, 1]);
    expect(await statementsOf(ada, NOTES)).toEqual(['credit_note', 'credit_note_line', 'invoice', 'user']);
  });

  test.each([
    ['a line is changed', 'UPDATE credit_note_line SET amount_minor = 1 WHERE tenant_id = :tenant', 'billing.credit-note-is-the-sum-of-its-lines'],
    ['a note says that less was owed', `UPDATE credit_note SET settlement = 'INVOICE' WHERE tenant_id = :tenant`, 'billing.credit-notes-stay-within-their-invoice'],
    ['a number is left out', 'UPDATE credit_note SET sequence = 7 WHERE tenant_id = :tenant', 'billing.credit-note-numbers-have-no-gap'],
    ['a note was money that nobody gave', `UPDATE credit_note SET settlement = 'REFUND' WHERE tenant_id = :tenant`, 'billing.credit-notes-are-given'],
  ])('%s: an invariant sees it', async (_what, sql, seenBy) => {
    const shop = await world.tenant();
    await note(shop.server, { invoiceId: await paidInvoice(shop, await shop.user()), amountMinor: 100 });
    const broken: string[][] = [];
    const breaking = asSystem(shop, async (work) => {
      await work.change('breach', sql);
      broken.push(Object.keys(await violationsIn(work, creditNoteInvariants)));
      throw new Error('take it back');
    });
    await expect(breaking).rejects.toThrow('take it back');
    expect(broken).toEqual([[seenBy]]);
  });
});
