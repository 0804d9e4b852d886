import { adjustCredit, asSystem, attach, creditOf, eventTypes, issueInvoice, pay } from '../../../tests/kit/billing';
import { cardsOf, disable, giftCard, redeem } from '../../../tests/kit/gift-cards';
import { violationsOf } from '../../../tests/kit/invariants';
import type { Client } from '../../../tests/kit/shop';
import { statementsDuring, statementsOf } from '../../../tests/kit/statements';
import { rowsOf } from '../../../tests/kit/tenant-rows';
import { World } from '../../../tests/kit/world';
import { endLot, expireLot } from './actions/expire-lot';
import { spendLots } from './actions/spend-lots';
import { composeInvoice, returnDeductions, voidInvoice, Invoice } from './contract';
import { LedgerLot } from './model/ledger-lot.entity';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => expect(await violationsOf(world)).toEqual({}));
afterAll(() => world.close());

const CREATE = `mutation Make($input: GiftCardCreateInput!) { giftCardCreate(input: $input) {
  code giftCard { status lastFour expiresAt redeemedAt amount { amountMinor currency } balance { amountMinor } user { id } } userErrors { code field }
} }`;
const CARDS = `{ giftCards { edges { node { id status balance { amount } user { id } } } } }`;

/** A shop whose clock stands at the beginning of March. */
async function shopInMarch() {
  const shop = await world.tenant();
  await shop.server.do(`mutation Clock($input: TestClockCreateInput!) { testClockCreate(input: $input) { userErrors { code } } }`, { input: { now: '2026-03-01T00:00:00Z' } });
  return shop;
}

async function deductionsOf(client: Client, id: string): Promise<string[]> {
  const { invoice } = await client.do(`query D($id: ID!) { invoice(id: $id) { status due { amount } deductions { kind amount { amount } } } }`, { id });
  const taken = (invoice.deductions as { kind: string; amount: { amount: string } }[]).map(({ kind, amount }) => `${kind} ${amount.amount}`);
  return [...taken, `${invoice.status} ${invoice.due.amount}`];
}

describe('create-gift-card', () => {
  test('a card has a code that stands nowhere in the database', async () => {
    const shop = await world.tenant();
    const { giftCardCreate } = await shop.server.do(CREATE, { input: { amountMinor: 5_000, currency: 'GBP', expiresAt: '2099-01-01T00:00:00Z', idempotencyKey: 'card-1' } });
    const { code } = giftCardCreate;
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect(giftCardCreate).toEqual({
      code,
      giftCard: {
        status: 'ACTIVE',
        lastFour: code.slice(-4),
        expiresAt: '2099-01-01T00:00:00.000Z',
        redeemedAt: null,
        amount: { amountMinor: 5_000, currency: 'GBP' },
        balance: { amountMinor: 5_000 },
        user: null,
      },
      userErrors: [],
    });
    const stored = JSON.stringify(await rowsOf(shop));
    expect([stored.includes(code), stored.includes(code.replaceAll('-', ''))]).toEqual([false, false]);
    expect(await eventTypes(shop)).toEqual(['gift_card.issued']);
  });

  test('the same key makes one card and tells its code again, until it is redeemed', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const input = { amountMinor: 500, idempotencyKey: 'card-1' };
    const made = await giftCard(shop, input);
    expect(await giftCard(shop, input)).toEqual(made);
    await redeem(ada, made.code);
    expect(await giftCard(shop, input)).toEqual({ id: made.id, code: null });
    expect(await cardsOf(shop.server)).toEqual(['REDEEMED 5.00 of 5.00 GBP']);
  });

  test.each([
    ['over nothing', { amountMinor: 0 }, ['amountMinor']],
    ['over less than nothing', { amountMinor: -1 }, ['amountMinor']],
    ['over too much', { amountMinor: 1_000_000_000_001 }, ['amountMinor']],
    ['in no currency', { currency: 'ABC' }, ['currency']],
    ['in the past', { expiresAt: '2020-01-01T00:00:00Z' }, ['expiresAt']],
  ])('a card %s is refused', async (_what, input, field) => {
    const shop = await world.tenant();
    const before = await rowsOf(shop);
    const answer = await shop.server.ask(CREATE, { input: { amountMinor: 100, currency: 'GBP', ...input } });
    if (answer.data) expect(answer.data.giftCardCreate).toEqual({ code: null, giftCard: null, userErrors: [{ code: 'INVALID', field }] });
    else expect(answer.errors![0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT' } });
    expect(await rowsOf(shop)).toEqual(before);
  });
});

describe('redeem-gift-card', () => {
  test('invoices use the card before credit; what lapses first goes first', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    await adjustCredit(shop.server, { userId: ada.userId, amountMinor: 3_000 });
    const [later, sooner] = [await giftCard(shop, { amountMinor: 6_000 }), await giftCard(shop, { amountMinor: 5_000, expiresAt: '2099-01-01T00:00:00Z' })];
    for (const { code } of [later, sooner]) expect((await redeem(ada, code.toLowerCase().replaceAll('-', ' '))).userErrors).toEqual([]);
    // 100.00 = 50.00 of the card that lapses + 50.00 of the other
    const first = await issueInvoice(shop, ada.userId);
    expect(await deductionsOf(ada, first.id)).toEqual(['GIFT_CARD 100.00', 'PAID 0.00']);
    expect(await cardsOf(ada)).toEqual(['REDEEMED 0.00 of 50.00 GBP', 'REDEEMED 10.00 of 60.00 GBP']);
    // 100.00 - 10.00 - 30.00 = 60.00
    const second = await issueInvoice(shop, ada.userId);
    expect(await deductionsOf(ada, second.id)).toEqual(['GIFT_CARD 10.00', 'BALANCE 30.00', 'OPEN 60.00']);
    await attach(ada, 'sandbox_succeeds');
    expect((await pay(ada, { invoiceId: second.id })).payment.amount).toEqual({ amountMinor: 6_000, currency: 'GBP' });
    expect(await eventTypes(shop, 'gift_card.')).toEqual(['gift_card.issued', 'gift_card.issued', 'gift_card.redeemed', 'gift_card.redeemed']);
  });

  test('a preview says what the invoice will take, also the second of two', async () => {
    const shop = await world.tenant();
    const { userId } = await shop.user();
    await redeem(shop.server, (await giftCard(shop, { amountMinor: 15_000 })).code, { userId });
    const input = { userId, currency: 'GBP', lines: [{ description: 'Mug', quantity: 1, unitAmountMinor: 10_000n }], purpose: { kind: 'TEST', id: 'test_1' } };
    const taken = await asSystem(shop, async (work) => {
      const first = await composeInvoice(work, input);
      return [first, await composeInvoice(work, input, { after: first })].map(({ deductions, dueMinor }) => [deductions[0]?.kind, deductions[0]?.amountMinor, dueMinor]);
    });
    expect(taken).toEqual([['GIFT_CARD', 10_000n, 0n], ['GIFT_CARD', 5_000n, 5_000n]]);
    const issued = [await issueInvoice(shop, userId), await issueInvoice(shop, userId)];
    expect(issued.map(({ dueMinor }) => dueMinor)).toEqual([0n, 5_000n]);
  });

  test('of ten who redeem it at once one gets it, the others are told what everybody is told who guesses', async () => {
    const shop = await world.tenant();
    const users = await Promise.all(Array.from({ length: 5 }, () => shop.user()));
    const { code } = await giftCard(shop, { amountMinor: 1_000 });
    const answers = await Promise.all([...users, ...users].map((user) => redeem(user, code)));
    const refused = { giftCard: null, userErrors: [{ code: 'GIFT_CARD_NOT_REDEEMABLE', field: ['code'] }] };
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect(answers.filter(({ userErrors }) => userErrors.length > 0)).toEqual(new Array(9).fill(refused));
    const before = await rowsOf(shop);
    const messages: string[] = [];
    for (const tried of [code, '0000-0000-0000-0000', 'hello', '']) {
      const { giftCardRedeem } = await users[0]!.do(`mutation R($input: GiftCardRedeemInput!) { giftCardRedeem(input: $input) { userErrors { code field message } } }`, { input: { code: tried } });
      messages.push(JSON.stringify(giftCardRedeem));
    }
    expect(new Set(messages).size).toBe(1);
    expect(await rowsOf(shop)).toEqual(before);
  });

  test('a code of another shop, and a card for somebody else, are refused', async () => {
    const [shop, other] = [await world.tenant(), await world.tenant()];
    const [ada, eve] = [await shop.user(), await shop.user()];
    const before = await rowsOf(shop);
    const { code } = await giftCard(other, { amountMinor: 1_000 });
    expect((await redeem(ada, code)).userErrors).toEqual([{ code: 'GIFT_CARD_NOT_REDEEMABLE', field: ['code'] }]);
    expect((await redeem(ada, code, { userId: eve.userId })).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['userId'] }]);
    expect(await rowsOf(shop)).toEqual(before);
  });

  test('the owner and staff see a card; others, and she before she redeems it, do not', async () => {
    const shop = await world.tenant();
    const [ada, eve, staff] = [await shop.user(), await shop.user(), await shop.user({ role: 'STAFF' })];
    const { id, code } = await giftCard(shop, { amountMinor: 1_000 });
    const see = async (client: Client) => (await client.do(`query G($id: ID!) { giftCard(id: $id) { id } node(id: $id) { id } }`, { id })) as unknown;
    const [nothing, all] = [{ giftCard: null, node: null }, { giftCard: { id }, node: { id } }];
    expect([await see(ada), await see(staff)]).toEqual([nothing, all]);
    await redeem(ada, code);
    expect([await see(ada), await see(eve), await see(staff)]).toEqual([all, nothing, all]);
  });

  test('ten invoices at once never use the same card twice', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    await redeem(ada, (await giftCard(shop, { amountMinor: 35_000 })).code);
    const invoices = await Promise.all(Array.from({ length: 10 }, () => issueInvoice(shop, ada.userId)));
    expect(invoices.reduce((sum, { dueMinor }) => sum + dueMinor, 0n)).toBe(65_000n);
    expect(await cardsOf(ada)).toEqual(['REDEEMED 0.00 of 350.00 GBP']);
  });

  test('a list of cards is two statements, whatever their number; a user with none pays nothing for them', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    await issueInvoice(shop, ada.userId);
    const plain = await statementsDuring(shop, () => issueInvoice(shop, ada.userId));
    expect(plain.filter((name) => name === 'ledger_account')).toHaveLength(1);
    expect(plain.filter((name) => name.includes('lot') || name.includes('gift_card'))).toEqual([]);
    for (const amountMinor of [100, 200]) await redeem(ada, (await giftCard(shop, { amountMinor })).code);
    expect(await statementsOf(ada, CARDS)).toEqual(['gift_card', 'ledger_lot', 'user']);
  });
});

describe('expire-gift-card, expire-lot', () => {
  test('a card that nobody redeemed in time is worth nothing', async () => {
    const shop = await shopInMarch();
    const ada = await shop.user();
    const { code } = await giftCard(shop, { amountMinor: 1_000, expiresAt: '2026-04-01T00:00:00Z' });
    await shop.advance('2026-03-31T23:59:59Z');
    expect(await cardsOf(shop.server)).toEqual(['ACTIVE 10.00 of 10.00 GBP']);
    await shop.advance('2026-04-01T00:00:00Z');
    expect(await cardsOf(shop.server)).toEqual(['EXPIRED 0.00 of 10.00 GBP']);
    expect((await redeem(ada, code)).userErrors).toEqual([{ code: 'GIFT_CARD_NOT_REDEEMABLE', field: ['code'] }]);
    expect(await eventTypes(shop, 'gift_card.')).toEqual(['gift_card.issued', 'gift_card.expired']);
  });

  test('what is left of a redeemed card lapses on its day, and comes back for nobody', async () => {
    const shop = await shopInMarch();
    const ada = await shop.user();
    await redeem(ada, (await giftCard(shop, { amountMinor: 12_000, expiresAt: '2026-04-01T00:00:00Z' })).code);
    const { id: invoiceId } = await issueInvoice(shop, ada.userId);
    await shop.advance('2026-04-01T00:00:00Z');
    expect(await cardsOf(ada)).toEqual(['REDEEMED 0.00 of 120.00 GBP']);
    expect(await deductionsOf(ada, (await issueInvoice(shop, ada.userId)).id)).toEqual(['OPEN 100.00']);
    // Called off after its day: it comes back, and lapses again at once.
    await asSystem(shop, async (work) => returnDeductions(work, (await work.lock(Invoice, invoiceId))!));
    expect(await deductionsOf(ada, (await issueInvoice(shop, ada.userId)).id)).toEqual(['OPEN 100.00']);
    await shop.advance('2026-04-01T00:00:01Z');
    expect(await cardsOf(ada)).toEqual(['REDEEMED 0.00 of 120.00 GBP']);
    expect(await eventTypes(shop, 'gift_card.')).toEqual(['gift_card.issued', 'gift_card.redeemed', 'gift_card.expired', 'gift_card.expired']);
  });

  test('a job that comes before its day, or to a lot that is used up, does nothing', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    await redeem(ada, (await giftCard(shop, { amountMinor: 1_000, expiresAt: '2099-01-01T00:00:00Z' })).code);
    const expire = () => asSystem(shop, async (work) => expireLot(work, { lotId: (await work.from(LedgerLot).one())!.id }));
    const before = await rowsOf(shop);
    await expire();
    expect(await rowsOf(shop)).toEqual(before);
    await issueInvoice(shop, ada.userId);
    const used = await rowsOf(shop);
    await expire();
    expect(await rowsOf(shop)).toEqual(used);
  });

  test('spending and lapsing at once: each penny goes one way', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    for (let round = 0; round < 3; round += 1) {
      await redeem(ada, (await giftCard(shop, { amountMinor: 4_000 })).code);
      const lots = await asSystem(shop, (work) => work.from(LedgerLot).orderBy('id').all());
      const [invoice, takenAwayMinor] = await Promise.all([issueInvoice(shop, ada.userId), asSystem(shop, (work) => endLot(work, { lotId: lots.at(-1)!.id }))]);
      expect(10_000n - invoice.dueMinor + takenAwayMinor).toBe(4_000n);
    }
  });
});

describe('disable-gift-card', () => {
  test('an unredeemed card is worth nothing from then on', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const { id, code } = await giftCard(shop, { amountMinor: 1_000, expiresAt: '2099-01-01T00:00:00Z' });
    const disabled = { giftCard: { id, status: 'DISABLED', balance: { amount: '0.00' } }, userErrors: [] };
    expect(await disable(shop.server, id)).toEqual(disabled);
    const after = await rowsOf(shop);
    expect(await disable(shop.server, id)).toEqual(disabled);
    expect((await redeem(ada, code)).userErrors).toEqual([{ code: 'GIFT_CARD_NOT_REDEEMABLE', field: ['code'] }]);
    expect(await rowsOf(shop)).toEqual(after);
  });

  test('what is left of a redeemed one is taken away, and what an invoice gives back of it', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const { id, code } = await giftCard(shop, { amountMinor: 12_000 });
    await redeem(ada, code);
    const { id: invoiceId } = await issueInvoice(shop, ada.userId);
    expect((await disable(shop.server, id)).giftCard.status).toBe('DISABLED');
    await asSystem(shop, async (work) => returnDeductions(work, (await work.lock(Invoice, invoiceId))!));
    expect(await deductionsOf(ada, (await issueInvoice(shop, ada.userId)).id)).toEqual(['OPEN 100.00']);
    await world.settle();
    expect(await eventTypes(shop, 'gift_card.')).toEqual(['gift_card.issued', 'gift_card.redeemed', 'gift_card.disabled', 'gift_card.expired']);
  });

  test('an unknown card, and one of another shop, are not found; users disable none', async () => {
    const [shop, other] = [await world.tenant(), await world.tenant()];
    const ada = await shop.user();
    const { id } = await giftCard(other, { amountMinor: 1_000 });
    for (const unknown of [id, 'gc_unknown']) expect(await disable(shop.server, unknown)).toEqual({ giftCard: null, userErrors: [{ code: 'NOT_FOUND', field: ['giftCardId'] }] });
    await expect(disable(ada, id)).rejects.toThrow('billing.manageGiftCards');
    expect(await cardsOf(other.server)).toEqual(['ACTIVE 10.00 of 10.00 GBP']);
  });
});

describe('spend-lots, grant-lot, return-lots', () => {
  test('a withdrawn invoice puts back what it took, each penny where it came from', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    await adjustCredit(shop.server, { userId: ada.userId, amountMinor: 500 });
    for (const [amountMinor, expiresAt] of [[4_000, '2099-01-01T00:00:00Z'], [5_000, '2098-01-01T00:00:00Z']] as const) {
      await redeem(ada, (await giftCard(shop, { amountMinor, expiresAt })).code);
    }
    const { id: invoiceId } = await issueInvoice(shop, ada.userId);
    // 100.00 - 50.00 - 40.00 - 5.00 = 5.00
    expect(await deductionsOf(ada, invoiceId)).toEqual(['GIFT_CARD 90.00', 'BALANCE 5.00', 'OPEN 5.00']);
    await Promise.all(Array.from({ length: 3 }, () => asSystem(shop, (work) => voidInvoice(work, { invoiceId }))));
    expect(await cardsOf(ada)).toEqual(['REDEEMED 50.00 of 50.00 GBP', 'REDEEMED 40.00 of 40.00 GBP']);
    expect(await creditOf(shop, ada.userId)).toEqual(['GBP 5.00']);
  });

  test('more than there is in the lots is a fault of ours, and takes nothing', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    await redeem(ada, (await giftCard(shop, { amountMinor: 100 })).code);
    const before = await rowsOf(shop);
    const spending = asSystem(shop, async (work) => spendLots(work, { accountId: (await work.from(LedgerLot).one())!.accountId, amountMinor: 101n, invoiceId: null }));
    await expect(spending).rejects.toThrow('less in the lots');
    expect(await rowsOf(shop)).toEqual(before);
  });
});
