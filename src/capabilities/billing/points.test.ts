import { asSystem, attach, adjustCredit, eventTypes, issueInvoice, pay } from '../../../tests/kit/billing';
import { giftCard, redeem } from '../../../tests/kit/gift-cards';
import { violationsOf } from '../../../tests/kit/invariants';
import { adjustPoints, movementsOf, pointsOf, pointsProgram, rate } from '../../../tests/kit/points';
import type { Client, Shop } from '../../../tests/kit/shop';
import { statementsDuring } from '../../../tests/kit/statements';
import { rowsOf } from '../../../tests/kit/tenant-rows';
import { World } from '../../../tests/kit/world';
import { clawBackPoints } from './actions/claw-back-points';
import { earnPoints } from './actions/earn-points';
import { expireLot } from './actions/expire-lot';
import { composeInvoice, voidInvoice, type NewInvoice } from './contract';
import { LedgerLot } from './model/ledger-lot.entity';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => expect(await violationsOf(world)).toEqual({}));
afterAll(() => world.close());

const REFUND = `mutation Refund($input: PaymentRefundInput!) { paymentRefund(input: $input) { refund { status } userErrors { code } } }`;

/** A shop in March 2026 with a points program, and a user with a card. */
async function shopWithPoints(program = {}) {
  const shop = await world.tenant();
  await shop.server.do(`mutation Clock($input: TestClockCreateInput!) { testClockCreate(input: $input) { userErrors { code } } }`, { input: { now: '2026-03-01T00:00:00Z' } });
  await pointsProgram(shop, program);
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  return { shop, ada };
}

/** An invoice over so much that is paid by card, and everything that follows; the ids of both. */
async function paidInvoice(shop: Shop, ada: Client & { userId: string }, unitAmountMinor: bigint) {
  const { id } = await issueInvoice(shop, ada.userId, of(unitAmountMinor));
  const { payment } = await pay(ada, { invoiceId: id });
  await world.settle();
  return { id, paymentId: payment.id as string };
}

const of = (unitAmountMinor: bigint): Partial<NewInvoice> => ({ lines: [{ description: 'Mug', quantity: 1, unitAmountMinor }] });

async function deductionsOf(client: Client, id: string): Promise<string[]> {
  const { invoice } = await client.do(`query D($id: ID!) { invoice(id: $id) { status due { amount } deductions { kind points amount { amount } } } }`, { id });
  const taken = (invoice.deductions as { kind: string; points: number | null; amount: { amount: string } }[]).map(({ kind, points, amount }) => `${kind} ${points ?? ''} ${amount.amount}`);
  return [...taken, `${invoice.status} ${invoice.due.amount}`];
}

describe('update-points-program', () => {
  test('the rule is what was said last; what is left out stays', async () => {
    const shop = await world.tenant();
    expect(await shop.server.do(`{ pointsProgram { id } }`)).toEqual({ pointsProgram: null });
    const first = await pointsProgram(shop);
    expect(first).toEqual({
      pointsProgram: {
        id: expect.stringMatching(/^ptp_/),
        isEnabled: true,
        expiresAfterDays: 30,
        rates: [{ currency: 'GBP', earnPoints: 1, earnPer: { amount: '1.00' }, worthPoints: 1, worth: { amount: '0.01' } }],
      },
      userErrors: [],
    });
    const off = await pointsProgram(shop, { isEnabled: false, expiresAfterDays: null, rates: undefined });
    expect(off.pointsProgram).toEqual({ ...first.pointsProgram, isEnabled: false, expiresAfterDays: null });
    const ada = await shop.user();
    expect((await ada.do(`query P($id: ID!) { pointsProgram { id } node(id: $id) { id } }`, { id: off.pointsProgram.id })).node).toEqual({ id: off.pointsProgram.id });
    await expect(pointsProgram({ server: ada })).rejects.toThrow('billing.managePoints');
  });

  test.each([
    ['no days', { expiresAfterDays: 0 }, ['expiresAfterDays']],
    ['two rates of a currency', { rates: [rate, rate] }, ['rates']],
    ['an amount of nothing', { rates: [{ ...rate, earnPerMinor: 0 }] }, ['rates', '0', 'earnPerMinor']],
    ['points for nothing', { rates: [{ ...rate, worthPoints: 0 }] }, ['rates', '0', 'worthPoints']],
    ['less than no points', { rates: [{ ...rate, earnPoints: -1 }] }, ['rates', '0', 'earnPoints']],
    ['a worth below nothing', { rates: [{ ...rate, worthMinor: -1 }] }, ['rates', '0', 'worthMinor']],
  ])('%s is refused', async (_what, input, field) => {
    const shop = await world.tenant();
    const before = await rowsOf(shop);
    expect(await pointsProgram(shop, input)).toEqual({ pointsProgram: null, userErrors: [{ code: 'INVALID', field }] });
    expect(await rowsOf(shop)).toEqual(before);
  });
});

describe('earn-points, keep-points-when-money-moves', () => {
  test('an invoice that is paid in money earns by the rule, once, rounded down', async () => {
    const { shop, ada } = await shopWithPoints();
    // 123.99 at 1 for 1.00 = 123
    const { id: invoiceId } = await paidInvoice(shop, ada, 12_399n);
    expect(await pointsOf(shop, ada.userId)).toBe('123, 123 on 2026-03-31');
    const after = await rowsOf(shop);
    await asSystem(shop, (work) => earnPoints(work, { invoiceId }));
    expect(await rowsOf(shop)).toEqual(after);
    expect(await eventTypes(shop, 'points.')).toEqual(['points.earned']);
  });

  test('what points, gift cards and credit paid earns nothing', async () => {
    const { shop, ada } = await shopWithPoints();
    await adjustPoints(shop.server, { userId: ada.userId, points: 1_000 });
    await redeem(ada, (await giftCard(shop, { amountMinor: 2_000 })).code);
    await adjustCredit(shop.server, { userId: ada.userId, amountMinor: 3_000 });
    // 100.00 - 10.00 - 20.00 - 30.00 = 40.00
    const { id } = await issueInvoice(shop, ada.userId, { spendPoints: 1_000n });
    expect(await deductionsOf(ada, id)).toEqual(['POINTS 1000 10.00', 'GIFT_CARD  20.00', 'BALANCE  30.00', 'OPEN 40.00']);
    await pay(ada, { invoiceId: id });
    await world.settle();
    expect(await movementsOf(shop, ada.userId)).toEqual(['ADJUSTMENT 1000', 'INVOICE -1000', 'EARNED 40']);
  });

  test('nothing is earned without a program, while it is off, or in a currency without a rate; it costs one statement to see', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    await attach(ada, 'sandbox_succeeds');
    const { id: invoiceId } = await paidInvoice(shop, ada, 10_000n);
    expect(await statementsDuring(shop, () => asSystem(shop, (work) => earnPoints(work, { invoiceId })))).toEqual(['points_program']);
    await pointsProgram(shop, { isEnabled: false });
    await paidInvoice(shop, ada, 10_000n);
    await pointsProgram(shop, { rates: [{ ...rate, currency: 'EUR' }] });
    await paidInvoice(shop, ada, 10_000n);
    expect(await pointsOf(shop, ada.userId)).toBe('0');
  });
});

describe('claw-back-points, repay-owed', () => {
  test('refunds take points back in proportion, to the point, however many there are', async () => {
    const { shop, ada } = await shopWithPoints();
    const { id, paymentId } = await paidInvoice(shop, ada, 10_000n);
    for (const amountMinor of [3_333, 3_333]) {
      await shop.server.do(REFUND, { input: { paymentId, amountMinor } });
      await world.settle();
    }
    // floor(100 * 33.34 / 100.00) = 33 stay
    expect(await pointsOf(shop, ada.userId)).toBe('33, 33 on 2026-03-31');
    await shop.server.do(REFUND, { input: { paymentId } });
    await world.settle();
    expect(await movementsOf(shop, ada.userId)).toEqual(['EARNED 100', 'CLAWBACK -34', 'CLAWBACK -33', 'CLAWBACK -33']);
    expect(await pointsOf(shop, ada.userId)).toBe('0');
    const after = await rowsOf(shop);
    await asSystem(shop, (work) => clawBackPoints(work, { invoiceId: id, refundId: 'pay_again' }));
    expect(await rowsOf(shop)).toEqual(after);
  });

  test('what she has spent meanwhile she owes, and pays with what she earns next', async () => {
    const { shop, ada } = await shopWithPoints();
    const { paymentId } = await paidInvoice(shop, ada, 10_000n);
    await issueInvoice(shop, ada.userId, { ...of(1_000n), spendPoints: 60n });
    await shop.server.do(REFUND, { input: { paymentId } });
    await world.settle();
    // 100 - 60 - 100 = -60
    expect(await pointsOf(shop, ada.userId)).toBe('-60');
    await expect(issueInvoice(shop, ada.userId, { spendPoints: 1n })).rejects.toMatchObject({ code: 'POINTS_INSUFFICIENT' });
    await paidInvoice(shop, ada, 5_000n);
    expect(await pointsOf(shop, ada.userId)).toBe('-10');
    await paidInvoice(shop, ada, 5_000n);
    expect(await pointsOf(shop, ada.userId)).toBe('40, 40 on 2026-03-31');
  });
});

describe('spending', () => {
  test('an order is paid with points first, at most with what it is worth', async () => {
    const { shop, ada } = await shopWithPoints();
    await adjustPoints(shop.server, { userId: ada.userId, points: 15_000 });
    const whole = await issueInvoice(shop, ada.userId, { spendPoints: 15_000n });
    expect(await deductionsOf(ada, whole.id)).toEqual(['POINTS 10000 100.00', 'PAID 0.00']);
    const part = await issueInvoice(shop, ada.userId, { spendPoints: 2_000n });
    expect(await deductionsOf(ada, part.id)).toEqual(['POINTS 2000 20.00', 'OPEN 80.00']);
    expect(await pointsOf(shop, ada.userId)).toBe('3000, 3000 on 2026-03-31');
    expect(await eventTypes(shop, 'points.')).toEqual(['points.adjusted', 'points.redeemed', 'points.redeemed']);
  });

  test('nobody spends what she has not, what is worth nothing here, or as a guest', async () => {
    const { shop, ada } = await shopWithPoints();
    await adjustPoints(shop.server, { userId: ada.userId, points: 10 });
    const before = await rowsOf(shop);
    const spending = (userId: string | null, input: Partial<NewInvoice>) => issueInvoice(shop, userId, input).catch((error: { code: string; field: string[] }) => [error.code, error.field]);
    expect(await spending(ada.userId, { spendPoints: 11n })).toEqual(['POINTS_INSUFFICIENT', ['spendPoints']]);
    expect(await spending(ada.userId, { spendPoints: -1n })).toEqual(['INVALID', ['spendPoints']]);
    expect(await spending(ada.userId, { spendPoints: 1n, currency: 'EUR' })).toEqual(['POINTS_NOT_ACCEPTED', ['spendPoints']]);
    expect(await spending(null, { spendPoints: 1n })).toEqual(['INVALID', ['spendPoints']]);
    expect(await rowsOf(shop)).toEqual(before);
  });

  test('ten invoices at once never spend the same points twice', async () => {
    const { shop, ada } = await shopWithPoints();
    await adjustPoints(shop.server, { userId: ada.userId, points: 350 });
    const invoices = await Promise.allSettled(Array.from({ length: 10 }, () => issueInvoice(shop, ada.userId, { spendPoints: 100n })));
    expect(invoices.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(await pointsOf(shop, ada.userId)).toBe('50, 50 on 2026-03-31');
  });

  test('a preview says what the invoice will take', async () => {
    const { shop, ada } = await shopWithPoints();
    await adjustPoints(shop.server, { userId: ada.userId, points: 500 });
    const input = { userId: ada.userId, currency: 'GBP', purpose: { kind: 'TEST', id: 'test_1' }, lines: of(10_000n).lines!, spendPoints: 400n };
    const previewed = await asSystem(shop, (work) => composeInvoice(work, input));
    const { dueMinor } = await issueInvoice(shop, ada.userId, input);
    expect([previewed.dueMinor, dueMinor, previewed.deductions[0]?.points]).toEqual([9_600n, 9_600n, 400n]);
  });

  test('a withdrawn invoice gives points back with the day on which they lapse', async () => {
    const { shop, ada } = await shopWithPoints();
    await adjustPoints(shop.server, { userId: ada.userId, points: 100 });
    await shop.advance('2026-03-11T00:00:00Z');
    await adjustPoints(shop.server, { userId: ada.userId, points: 100 });
    const { id: invoiceId } = await issueInvoice(shop, ada.userId, { spendPoints: 150n });
    expect(await pointsOf(shop, ada.userId)).toBe('50, 50 on 2026-04-10');
    await asSystem(shop, (work) => voidInvoice(work, { invoiceId }));
    expect(await pointsOf(shop, ada.userId)).toBe('200, 100 on 2026-03-31, 100 on 2026-04-10');
    const late = await issueInvoice(shop, ada.userId, { spendPoints: 150n });
    await shop.advance('2026-04-05T00:00:00Z');
    expect(await pointsOf(shop, ada.userId)).toBe('50, 50 on 2026-04-10');
    await asSystem(shop, (work) => voidInvoice(work, { invoiceId: late.id }));
    await shop.advance('2026-04-05T00:00:01Z');
    // 100 of the 150 had lapsed meanwhile
    expect(await pointsOf(shop, ada.userId)).toBe('100, 100 on 2026-04-10');
    expect((await eventTypes(shop, 'points.')).slice(2)).toEqual(['points.redeemed', 'points.returned', 'points.redeemed', 'points.returned', 'points.expired']);
  });

  test('points lapse on their day, first in, first out; spending and lapsing at once lose nothing', async () => {
    const { shop, ada } = await shopWithPoints();
    await paidInvoice(shop, ada, 10_000n);
    await shop.advance('2026-03-11T00:00:00Z');
    await paidInvoice(shop, ada, 20_000n);
    await issueInvoice(shop, ada.userId, { spendPoints: 40n });
    expect(await pointsOf(shop, ada.userId)).toBe('260, 60 on 2026-03-31, 200 on 2026-04-10');
    await shop.advance('2026-03-31T00:00:00Z');
    expect(await pointsOf(shop, ada.userId)).toBe('200, 200 on 2026-04-10');
    const [lot] = await asSystem(shop, (work) => work.from(LedgerLot).where({ ownerId: ada.userId }).orderBy('createdAt').all());
    await Promise.all([asSystem(shop, (work) => expireLot(work, { lotId: lot!.id })), issueInvoice(shop, ada.userId, { spendPoints: 200n })]);
    expect(await pointsOf(shop, ada.userId)).toBe('0');
  });
});

describe('adjust-points', () => {
  test('staff give points and take them, with a reason that the user can read', async () => {
    const { shop, ada } = await shopWithPoints();
    expect(await adjustPoints(shop.server, { userId: ada.userId, points: 100, reason: 'Late parcel' })).toEqual({ balance: 100, userErrors: [] });
    expect(await adjustPoints(shop.server, { userId: ada.userId, points: -30 })).toEqual({ balance: 70, userErrors: [] });
    const { viewer } = await ada.do(`{ viewer { points { balance } pointsEntries { totalCount edges { node { points cause reason createdAt invoice { id } } } } } }`);
    const at = '2026-03-01T00:00:00.000Z';
    expect(viewer).toEqual({
      points: { balance: 70 },
      pointsEntries: {
        totalCount: 2,
        edges: [
          { node: { points: -30, cause: 'ADJUSTMENT', reason: null, createdAt: at, invoice: null } },
          { node: { points: 100, cause: 'ADJUSTMENT', reason: 'Late parcel', createdAt: at, invoice: null } },
        ],
      },
    });
  });

  test.each([
    ['none', { points: 0 }, 'INVALID', ['points']],
    ['too many', { points: 1_000_000_001 }, 'INVALID', ['points']],
    ['more than she has', { points: -1 }, 'POINTS_INSUFFICIENT', ['points']],
    ['for nobody', { userId: 'user_unknown', points: 1 }, 'NOT_FOUND', ['userId']],
  ])('%s is refused', async (_what, input, code, field) => {
    const shop = await world.tenant();
    const { userId } = await shop.user();
    const before = await rowsOf(shop);
    expect(await adjustPoints(shop.server, { userId, ...input })).toEqual({ balance: null, userErrors: [{ code, field }] });
    expect(await rowsOf(shop)).toEqual(before);
  });

  test('nobody gives herself points, and nobody sees another\'s; the same key gives them once', async () => {
    const shop = await world.tenant();
    const [ada, eve] = [await shop.user(), await shop.user()];
    await expect(adjustPoints(ada, { userId: ada.userId, points: 1 })).rejects.toThrow('billing.adjustPoints');
    const input = { userId: ada.userId, points: 5, idempotencyKey: 'points-1' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => adjustPoints(shop.server, input)));
    expect(answers).toEqual(new Array(5).fill({ balance: 5, userErrors: [] }));
    expect((await eve.do(`{ viewer { points { balance } pointsEntries { totalCount } } }`)).viewer).toEqual({ points: { balance: 0 }, pointsEntries: { totalCount: 0 } });
  });
});

test('keep-points-when-money-moves: what money earned that a bank took back is taken back too, once the dispute is lost', async () => {
  const { shop, ada } = await shopWithPoints();
  await paidInvoice(shop, ada, 10_000n);
  expect(await movementsOf(shop, ada.userId)).toEqual(['EARNED 100']);
  const [charge] = await world.gateway.charges(shop.tenantId);
  const dispute = await world.gateway.dispute(charge!.reference, { reason: 'fraudulent' });
  await world.gateway.arrived(charge!.key, 1);
  await world.settle();
  expect(await movementsOf(shop, ada.userId)).toEqual(['EARNED 100']);
  await world.gateway.decideDispute(dispute, 'lose');
  await world.gateway.arrived(charge!.key, 2);
  await world.settle();
  expect(await movementsOf(shop, ada.userId)).toEqual(['EARNED 100', 'CLAWBACK -100']);
});
