import { adjustCredit, asSystem, creditOf, issueInvoice } from '../../../tests/kit/billing';
import { violationsOf } from '../../../tests/kit/invariants';
import type { Shop } from '../../../tests/kit/shop';
import { statementsDuring } from '../../../tests/kit/statements';
import { rowsOf } from '../../../tests/kit/tenant-rows';
import { stopClock } from '../../../tests/kit/test-clock';
import { World } from '../../../tests/kit/world';
import { addPendingLine, billPendingLines, composeInvoice, draftInvoice, finalizeDraft, finalizeInvoice, voidInvoice, type AddPendingLine, type NewInvoice } from './contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => expect(await violationsOf(world)).toEqual({}));
afterAll(() => world.close());

const SCOPE = 'sub_1';
const LINES = `query Lines($id: ID!) { invoice(id: $id) {
  status total { amount } due { amount } lines { kind description quantity amount { amount } tax { amount } isProration explanation periodStart periodEnd tags }
} }`;

const add = (shop: Shop, userId: string, line: Partial<AddPendingLine> = {}) =>
  asSystem(shop, (work) => addPendingLine(work, { userId, scopeId: SCOPE, currency: 'GBP', description: 'Unused time', quantity: 1, unitAmountMinor: -250n, ...line }));

const taking = (userId: string | null, given: Partial<NewInvoice> = {}): NewInvoice => ({
  userId,
  currency: 'GBP',
  lines: [{ description: 'Month', kind: 'PLAN', quantity: 1, unitAmountMinor: 1_000n }],
  takesPendingOf: SCOPE,
  purpose: { kind: 'TEST', id: 'test_1' },
  ...given,
});

const finalize = (shop: Shop, input: NewInvoice) => asSystem(shop, (work) => finalizeInvoice(work, input));

async function descriptionsOf(shop: Shop, id: string): Promise<string[]> {
  const { invoice } = await shop.server.do(LINES, { id });
  return (invoice.lines as { description: string }[]).map(({ description }) => description);
}

describe('add-pending-line and write-lines', () => {
  test('lines that wait stand first on the next invoice of their scope, with all that they say, and on no other', async () => {
    const shop = await world.tenant();
    await stopClock(shop, '2026-03-16T00:00:00Z');
    const { userId } = await shop.user();
    const period = { periodStart: new Date('2026-03-16T00:00:00Z'), periodEnd: new Date('2026-04-01T00:00:00Z') };
    await add(shop, userId, { ...period, kind: 'PLAN', isProration: true, taxMinor: -50n, explanation: '-5.00 × 1/2 = -2.50 GBP', tags: { planId: 'plan_1' } });
    await add(shop, userId, { ...period, description: 'Remaining time', unitAmountMinor: 400n, quantity: 2, isProration: true });
    const { id } = await finalize(shop, taking(userId));
    const at = { periodStart: '2026-03-16T00:00:00.000Z', periodEnd: '2026-04-01T00:00:00.000Z' };
    expect((await shop.server.do(LINES, { id })).invoice).toEqual({
      status: 'OPEN',
      // -2.50 + 8.00 + 10.00 = 15.50; 15.50 - 0.50 = 15.00
      total: { amount: '15.00' },
      due: { amount: '15.00' },
      lines: [
        { ...at, kind: 'PLAN', description: 'Unused time', quantity: 1, amount: { amount: '-2.50' }, tax: { amount: '-0.50' }, isProration: true, explanation: '-5.00 × 1/2 = -2.50 GBP', tags: { planId: 'plan_1' } },
        { ...at, kind: 'PRODUCT', description: 'Remaining time', quantity: 2, amount: { amount: '8.00' }, tax: { amount: '0.00' }, isProration: true, explanation: '2 × 4.00 = 8.00 GBP', tags: null },
        { kind: 'PLAN', description: 'Month', quantity: 1, amount: { amount: '10.00' }, tax: { amount: '0.00' }, isProration: false, explanation: '1 × 10.00 = 10.00 GBP', periodStart: null, periodEnd: null, tags: null },
      ],
    });
    const next = await finalize(shop, taking(userId));
    expect(await descriptionsOf(shop, next.id)).toEqual(['Month']);
  });

  test('the order of their making stays, also when the clock stands still', async () => {
    const shop = await world.tenant();
    await stopClock(shop, '2026-03-16T00:00:00Z');
    const { userId } = await shop.user();
    const names = Array.from({ length: 12 }, (_one, index) => `line ${index}`);
    await asSystem(shop, async (work) => {
      for (const description of names) await addPendingLine(work, { userId, scopeId: SCOPE, currency: 'GBP', description, quantity: 1, unitAmountMinor: 1n });
    });
    const { id } = await finalize(shop, taking(userId));
    expect(await descriptionsOf(shop, id)).toEqual([...names, 'Month']);
  });

  test('an invoice of lines that waited is enough; none at all is refused, and nothing is written', async () => {
    const shop = await world.tenant();
    const { userId } = await shop.user();
    const before = await rowsOf(shop);
    await expect(finalize(shop, taking(userId, { lines: [] }))).rejects.toMatchObject({ code: 'INVALID', field: ['lines'] });
    expect(await rowsOf(shop)).toEqual(before);
    await add(shop, userId);
    const { id } = await finalize(shop, taking(userId, { lines: [] }));
    expect((await shop.server.do(LINES, { id })).invoice).toMatchObject({ status: 'PAID', total: { amount: '-2.50' }, due: { amount: '0.00' } });
    expect(await creditOf(shop, userId)).toEqual(['GBP 2.50']);
  });

  test('another scope, another currency, another user and an invoice that does not ask leave them', async () => {
    const shop = await world.tenant();
    const [ada, eve] = [await shop.user(), await shop.user()];
    await add(shop, ada.userId);
    const others = [taking(ada.userId, { takesPendingOf: 'sub_2' }), taking(ada.userId, { currency: 'EUR' }), taking(ada.userId, { takesPendingOf: undefined }), taking(eve.userId), taking(null)];
    for (const input of others) expect(await descriptionsOf(shop, (await finalize(shop, input)).id)).toEqual(['Month']);
    expect(await descriptionsOf(shop, (await finalize(shop, taking(ada.userId))).id)).toEqual(['Unused time', 'Month']);
  });

  test('a draft takes them as well; withdrawn, it gives them up', async () => {
    const shop = await world.tenant();
    const { userId } = await shop.user();
    await add(shop, userId);
    const draft = await asSystem(shop, (work) => draftInvoice(work, taking(userId)));
    const issued = await asSystem(shop, (work) => finalizeDraft(work, { invoiceId: draft.id }));
    expect([await descriptionsOf(shop, issued.id), issued.dueMinor]).toEqual([['Unused time', 'Month'], 750n]);
    await asSystem(shop, (work) => voidInvoice(work, { invoiceId: issued.id }));
    expect(await descriptionsOf(shop, (await finalize(shop, taking(userId))).id)).toEqual(['Unused time', 'Month']);
  });

  test('of invoices at once, one takes them', async () => {
    const shop = await world.tenant();
    const { userId } = await shop.user();
    for (const unitAmountMinor of [-250n, 100n]) await add(shop, userId, { unitAmountMinor });
    const invoices = await Promise.all(Array.from({ length: 6 }, () => finalize(shop, taking(userId))));
    // 10.00 - 2.50 + 1.00 = 8.50
    expect(invoices.map(({ totalMinor }) => totalMinor).sort()).toEqual([1_000n, 1_000n, 1_000n, 1_000n, 1_000n, 850n]);
  });

  test.each<[what: string, line: Partial<AddPendingLine>, code: string]>([
    ['a quantity of zero', { quantity: 0 }, 'INVALID'],
    ['a currency that is none', { currency: 'XXQ' }, 'INVALID'],
  ])('%s is refused, and nothing is written', async (_what, line, code) => {
    const shop = await world.tenant();
    const { userId } = await shop.user();
    const before = await rowsOf(shop);
    await expect(add(shop, userId, line)).rejects.toMatchObject({ code });
    expect(await rowsOf(shop)).toEqual(before);
  });

  test('they cost an invoice a statement to look, and one to take', async () => {
    const shop = await world.tenant();
    const { userId } = await shop.user();
    const invoicing = (input: NewInvoice) => statementsDuring(shop, () => finalize(shop, input));
    await issueInvoice(shop, userId);
    const without = await invoicing(taking(userId, { takesPendingOf: undefined }));
    expect(await invoicing(taking(userId))).toEqual(['pending_line', ...without]);
    for (let count = 0; count < 3; count += 1) await add(shop, userId);
    expect((await invoicing(taking(userId))).sort()).toEqual(['pending_line', 'pending_line: save', ...without].sort());
  });
});

describe('bill-pending-lines, release-pending-lines', () => {
  const bill = (shop: Shop, userId: string) =>
    asSystem(shop, (work) => billPendingLines(work, { userId, currency: 'GBP', scopeId: SCOPE, purpose: { kind: 'TEST', id: SCOPE } }));

  test('what waits for a scope that has ended is billed alone, once; a sum below zero becomes credit', async () => {
    const shop = await world.tenant();
    const { userId } = await shop.user();
    expect(await bill(shop, userId)).toBeNull();
    for (const unitAmountMinor of [-250n, 400n]) await add(shop, userId, { unitAmountMinor });
    expect(await bill(shop, userId)).toMatchObject({ status: 'OPEN', dueMinor: 150n });
    expect(await bill(shop, userId)).toBeNull();
    await add(shop, userId, { unitAmountMinor: -70n });
    expect(await bill(shop, userId)).toMatchObject({ status: 'PAID', totalMinor: -70n, dueMinor: 0n });
  });

  test('what a withdrawn invoice had taken up waits again, and is taken once', async () => {
    const shop = await world.tenant();
    const { userId } = await shop.user();
    await add(shop, userId, { description: 'taken', unitAmountMinor: 400n });
    const first = await finalize(shop, taking(userId));
    await asSystem(shop, (work) => voidInvoice(work, { invoiceId: first.id }));
    const second = await finalize(shop, taking(userId));
    expect(await descriptionsOf(shop, second.id)).toEqual(['taken', 'Month']);
    expect(await descriptionsOf(shop, (await finalize(shop, taking(userId))).id)).toEqual(['Month']);
  });
});

describe('composeInvoice', () => {
  test.each<[what: string, credit: number, pending: bigint[], given: Partial<NewInvoice>, dueMinor: bigint]>([
    ['nothing waits', 0, [], {}, 1_000n],
    ['lines wait', 0, [-250n, 400n], {}, 1_150n],
    ['credit for a part', 300, [-250n], {}, 450n],
    ['credit for all', 3_000, [-250n], {}, 0n],
    ['a sum below zero', 300, [-2_500n], {}, 0n],
    ['waiting lines alone', 0, [77n], { lines: [] }, 77n],
  ])('%s: the preview is what the invoice is, and writes nothing', async (_what, credit, pending, given, dueMinor) => {
    const shop = await world.tenant();
    const { userId } = await shop.user();
    if (credit > 0) await adjustCredit(shop.server, { userId, amountMinor: credit });
    for (const unitAmountMinor of pending) await add(shop, userId, { unitAmountMinor, isProration: true });
    const before = await rowsOf(shop);
    const input = taking(userId, given);
    const preview = await composeInvoice((await world.program.openSystemContext(shop.tenantId)).view, input);
    expect(await rowsOf(shop)).toEqual(before);
    const { id, subtotalMinor, taxMinor, totalMinor, dueMinor: due } = await finalize(shop, input);
    expect(preview).toMatchObject({ currency: 'GBP', subtotalMinor, taxMinor, totalMinor, dueMinor: due });
    expect(due).toBe(dueMinor);
    const stored = await rowsOf(shop);
    const { invoice } = await shop.server.do(`query Shown($id: ID!) { invoice(id: $id) {
      lines { description amount { amountMinor } isProration explanation } deductions { kind amount { amountMinor } }
    } }`, { id });
    const shown = {
      lines: preview.lines.map(({ description, amount, isProration, explanation }) => ({ description, amount: { amountMinor: Number(amount.amountMinor) }, isProration, explanation })),
      deductions: preview.deductions.map(({ kind, amount }) => ({ kind, amount: { amountMinor: Number(amount.amountMinor) } })),
    };
    expect(invoice).toEqual(shown);
    expect(stored.invoice_line).toHaveLength(preview.lines.length);
  });

  test('what no invoice can be is refused in the same words', async () => {
    const shop = await world.tenant();
    const { view } = await world.program.openSystemContext(shop.tenantId);
    for (const input of [taking(null, { lines: [] }), taking(null, { lines: [{ description: 'Credit', quantity: 1, unitAmountMinor: -1n }] })]) {
      const [preview, made] = await Promise.all([composeInvoice(view, input), finalize(shop, input)].map((promise) => promise.then(() => null, ({ code, message }) => [code, message])));
      expect(preview).toEqual(['INVALID', expect.any(String)]);
      expect(made).toEqual(preview);
    }
  });
});
