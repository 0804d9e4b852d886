import { adjustCredit, asSystem, attach, issueInvoice, pay } from '../../../tests/kit/billing';
import { couponOf, promotionCodeOf, redemptionsOf } from '../../../tests/kit/coupons';
import { violationsOf } from '../../../tests/kit/invariants';
import { statementsOf } from '../../../tests/kit/statements';
import type { Data, Shop } from '../../../tests/kit/shop';
import { rowsOf } from '../../../tests/kit/tenant-rows';
import { newId } from '../../kernel/id';
import { World } from '../../../tests/kit/world';
import { Discount } from './model/discount.entity';
import { draftInvoice, endDiscount, finalizeDraft, previewDiscount, redeemCoupon, voidInvoice, type CouponName } from './contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => expect(await violationsOf(world)).toEqual({}));
afterAll(() => world.close());

const purchase = { scopeId: 'sub_1', planId: 'plan_a', currency: 'GBP', priceMinor: 10_000n };
const redeem = (shop: Shop, userId: string, name: CouponName, more: Partial<typeof purchase> = {}) => asSystem(shop, (work) => redeemCoupon(work, { ...purchase, scopeId: newId('sub'), userId, name, ...more }));
const byCode = (couponCode: string) => ({ couponCode });
const BILL = `query Bill($id: ID!) { invoice(id: $id) { status subtotal { amount } discount { amount } total { amount } due { amount }
  discounts { name code amount { amount } explanation } lines { amount { amount } discount { amount } explanation } } }`;
const billOf = async (shop: Shop, id: string) => (await shop.server.do(BILL, { id })).invoice as Data;
const mutate = async (shop: Shop, name: string, input: Data, selection: string) => {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  return (await shop.server.do(`mutation Do($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field } } }`, { input }))[name] as Data;
};

describe('create-coupon', () => {
  const WHOLE_COUPON = 'coupon { name code status percentOff amountOff { amount currency } minimumAmount { amount } duration durationInCycles planIds redeemBy maxRedemptions maxRedemptionsPerUser redemptionCount metadata }';

  test('a coupon is as it was made; codes are in capital letters', async () => {
    const shop = await world.tenant();
    const input = {
      name: ' Summer ', code: 'summer10', percentOff: 12.5, minimumAmount: { amountMinor: 500, currency: 'GBP' }, duration: 'REPEATING', durationInCycles: 3,
      planIds: ['plan_a'], redeemBy: '2030-01-01T00:00:00.000Z', maxRedemptions: 5, maxRedemptionsPerUser: 1, metadata: { by: 'mail' },
    };
    expect(await mutate(shop, 'couponCreate', input, WHOLE_COUPON)).toEqual({
      coupon: { ...input, name: 'Summer', code: 'SUMMER10', status: 'ACTIVE', percentOff: '12.5', amountOff: null, minimumAmount: { amount: '5.00' }, redemptionCount: 0 },
      userErrors: [],
    });
  });

  test.each([
    ['neither percentage nor amount', {}, ['percentOff']],
    ['both', { percentOff: '5', amountOff: { amountMinor: 1, currency: 'GBP' } }, ['percentOff']],
    ['nothing off', { percentOff: '0' }, ['percentOff']],
    ['an amount below zero', { amountOff: { amountMinor: -1, currency: 'GBP' } }, ['amountOff', 'amountMinor']],
    ['two currencies', { amountOff: { amountMinor: 1, currency: 'GBP' }, minimumAmount: { amountMinor: 1, currency: 'EUR' } }, ['minimumAmount', 'currency']],
    ['repeating without a number', { percentOff: '5', duration: 'REPEATING' }, ['durationInCycles']],
    ['a number for once', { percentOff: '5', durationInCycles: 2 }, ['durationInCycles']],
    ['no plan', { percentOff: '5', planIds: [] }, ['planIds']],
    ['no redemption', { percentOff: '5', maxRedemptions: 0 }, ['maxRedemptions']],
    ['a code with spaces', { percentOff: '5', code: 'A B C' }, ['code']],
    ['no name', { percentOff: '5', name: ' ' }, ['name']],
  ])('%s is refused, and nothing is written', async (_what, input, field) => {
    const shop = await world.tenant();
    const before = await rowsOf(shop);
    expect(await mutate(shop, 'couponCreate', { name: 'Summer', ...input }, 'coupon { id }')).toEqual({ coupon: null, userErrors: [{ code: 'INVALID', field }] });
    expect(await rowsOf(shop)).toEqual(before);
  });
});

test('update-coupon, archive-coupon: limits change, what it takes off does not, and what is archived cannot be redeemed', async () => {
  const shop = await world.tenant();
  const ada = await shop.user();
  const { id: couponId } = await couponOf(shop, { code: 'SUMMER', maxRedemptions: 5 });
  await redeem(shop, ada.userId, byCode('SUMMER'));
  await redeem(shop, ada.userId, byCode('SUMMER'));
  expect((await mutate(shop, 'couponUpdate', { couponId, maxRedemptions: 1 }, 'coupon { id }')).userErrors).toEqual([{ code: 'INVALID', field: ['maxRedemptions'] }]);
  const updated = await mutate(shop, 'couponUpdate', { couponId, name: 'Autumn', maxRedemptions: null }, 'coupon { name maxRedemptions percentOff redemptionCount }');
  expect(updated.coupon).toEqual({ name: 'Autumn', maxRedemptions: null, percentOff: '50', redemptionCount: 2 });
  for (let time = 0; time < 2; time += 1) expect((await mutate(shop, 'couponArchive', { couponId }, 'coupon { status }')).coupon).toEqual({ status: 'ARCHIVED' });
  await expect(redeem(shop, ada.userId, byCode('SUMMER'))).rejects.toMatchObject({ code: 'COUPON_EXPIRED' });
  expect((await mutate(shop, 'couponArchive', { couponId: 'coup_x' }, 'coupon { id }')).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['couponId'] }]);
});

test('create-promotion-code, deactivate-promotion-code: a code is unique among codes and coupons, and ends without its coupon', async () => {
  const shop = await world.tenant();
  const ada = await shop.user();
  const { id: couponId } = await couponOf(shop, { code: 'OWN' });
  const { id: promotionCodeId, code } = await promotionCodeOf(shop, { couponId, code: 'friend' });
  expect(code).toBe('FRIEND');
  for (const taken of ['Own', 'FRIEND']) {
    expect((await mutate(shop, 'promotionCodeCreate', { couponId, code: taken }, 'promotionCode { id }')).userErrors).toEqual([{ code: 'ALREADY_EXISTS', field: ['code'] }]);
    expect((await mutate(shop, 'couponCreate', { name: 'X', percentOff: '5', code: taken }, 'coupon { id }')).userErrors).toEqual([{ code: 'ALREADY_EXISTS', field: ['code'] }]);
  }
  expect(await redeem(shop, ada.userId, byCode(' frienD '))).toMatchObject({ couponId, promotionCodeId, code: 'FRIEND', slot: 0 });
  expect((await mutate(shop, 'promotionCodeDeactivate', { promotionCodeId }, 'promotionCode { status redemptionCount coupon { id redemptionCount } }')).promotionCode).toEqual({ status: 'ARCHIVED', redemptionCount: 1, coupon: { id: couponId, redemptionCount: 1 } });
  await expect(redeem(shop, ada.userId, byCode('FRIEND'))).rejects.toMatchObject({ code: 'COUPON_EXPIRED' });
  expect(await redeem(shop, ada.userId, byCode('own'))).toMatchObject({ promotionCodeId: null, slot: 1 });
});

describe('redeem-coupon', () => {
  test.each<[string, Data, Data | null, Partial<typeof purchase>, string]>([
    ['its time is over', { redeemBy: '2020-01-01T00:00:00Z' }, null, {}, 'COUPON_EXPIRED'],
    ['the time of its promotion code is over', {}, { redeemBy: '2020-01-01T00:00:00Z' }, {}, 'COUPON_EXPIRED'],
    ['another plan', { planIds: ['plan_b'] }, null, {}, 'COUPON_NOT_APPLICABLE'],
    ['another currency', { amountOff: { amountMinor: 500, currency: 'EUR' } }, null, {}, 'COUPON_NOT_APPLICABLE'],
    ['too small an amount', { minimumAmount: { amountMinor: 10_001, currency: 'GBP' } }, null, {}, 'COUPON_NOT_APPLICABLE'],
    ['only for new customers', {}, { firstTimeOnly: true }, {}, 'COUPON_NOT_APPLICABLE'],
  ])('%s: refused, the same in a preview, and nothing is written', async (_what, coupon, promotionCode, more, code) => {
    const shop = await world.tenant();
    const ada = await shop.user();
    await attach(ada, 'sandbox_succeeds');
    await pay(ada, { invoiceId: (await issueInvoice(shop, ada.userId)).id });
    const { id: couponId } = await couponOf(shop, { code: 'OWN', ...coupon });
    if (promotionCode) await promotionCodeOf(shop, { couponId, code: 'FRIEND', ...promotionCode });
    const name = byCode(promotionCode ? 'FRIEND' : 'OWN');
    await world.settle();
    const before = await rowsOf(shop);
    const { view } = await world.program.openSystemContext(shop.tenantId);
    await expect(previewDiscount(view, { ...purchase, ...more, userId: ada.userId, name })).rejects.toMatchObject({ code, field: ['couponCode'] });
    await expect(redeem(shop, ada.userId, name, more)).rejects.toMatchObject({ code, field: ['couponCode'] });
    expect(await rowsOf(shop)).toEqual(before);
  });

  test('50 at once for a coupon that holds for 7: exactly 7, and 7 events', async () => {
    const shop = await world.tenant();
    const users = await Promise.all(Array.from({ length: 10 }, () => shop.user()));
    const { id } = await couponOf(shop, { code: 'SEVEN', maxRedemptions: 7 });
    const results = await Promise.allSettled(Array.from({ length: 50 }, (_, index) => redeem(shop, users[index % 10]!.userId, byCode('seven'))));
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as Data).code] : []));
    expect([results.length - refused.length, new Set(refused)]).toEqual([7, new Set(['COUPON_EXHAUSTED'])]);
    expect(await redemptionsOf(shop, id)).toBe(7);
    await world.settle();
    const { events } = await shop.server.do(`{ events(first: 100, types: ["coupon.redeemed"]) { edges { node { data } } } }`);
    expect(events.edges).toHaveLength(7);
    expect(Object.keys(events.edges[0].node.data).sort()).toEqual(['couponId', 'discountId', 'promotionCodeId', 'scopeId', 'userId']);
  });

  test.each([['the coupon', { maxRedemptionsPerUser: 2 }, {}], ['the code', {}, { maxRedemptionsPerUser: 2 }]])('20 at once by one user, whom %s lets do it twice: exactly 2; another user may too', async (_what, ofCoupon, ofCode) => {
    const shop = await world.tenant();
    const [ada, eve] = [await shop.user(), await shop.user()];
    const { id: couponId } = await couponOf(shop, ofCoupon);
    await promotionCodeOf(shop, { couponId, code: 'TWICE', ...ofCode });
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => redeem(shop, ada.userId, byCode('TWICE'))));
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as Data).code] : []));
    expect([results.length - refused.length, new Set(refused)]).toEqual([2, new Set(['COUPON_ALREADY_REDEEMED'])]);
    await redeem(shop, eve.userId, byCode('TWICE'));
    expect(await redemptionsOf(shop, couponId)).toBe(3);
  });

  test('a code for new customers works once for a user, however many redeem at once, and whichever of such codes', async () => {
    const shop = await world.tenant();
    const codes = await Promise.all(['FIRST', 'HELLO', 'WELCOME', 'NEW'].map(async (code) => (await promotionCodeOf(shop, { couponId: (await couponOf(shop)).id, code, firstTimeOnly: true })).code as string));
    const [ada, eve] = [await shop.user(), await shop.user({ name: 'Eve' })];
    const refusals = (tried: PromiseSettledResult<unknown>[]) => tried.flatMap((one) => (one.status === 'rejected' ? [(one.reason as { code: string }).code] : []));
    const same = await Promise.allSettled([1, 2, 3, 4].map(() => redeem(shop, ada.userId, byCode('FIRST'))));
    const other = await Promise.allSettled(codes.map((code) => redeem(shop, eve.userId, byCode(code))));
    for (const tried of [same, other]) expect(refusals(tried)).toEqual(Array(3).fill('COUPON_NOT_APPLICABLE'));
    const view = { ...purchase, userId: ada.userId, scopeId: newId('sub'), name: byCode('NEW') };
    await expect(asSystem(shop, (work) => previewDiscount(work, view))).rejects.toMatchObject({ code: 'COUPON_NOT_APPLICABLE' });
    // Taken away before it took anything off, it counts as never redeemed.
    await asSystem(shop, async (work) => endDiscount(work, { discountId: (await work.from(Discount).where({ userId: ada.userId }).one())!.id }));
    await redeem(shop, ada.userId, byCode('NEW'));
    expect(refusals(await Promise.allSettled([redeem(shop, ada.userId, byCode('FIRST'))]))).toEqual(['COUPON_NOT_APPLICABLE']);
  });

  test('by an unknown code, and an unknown id: NOT_FOUND', async () => {
    const shop = await world.tenant();
    const { userId } = await shop.user();
    await expect(redeem(shop, userId, byCode('NOBODY'))).rejects.toMatchObject({ code: 'NOT_FOUND', field: ['couponCode'] });
    await expect(redeem(shop, userId, { couponId: 'coup_x' })).rejects.toMatchObject({ code: 'NOT_FOUND', field: ['couponId'] });
  });
});

describe('take-discount', () => {
  test('M6: an amount is taken off once, to zero at most, and the rest is lost', async () => {
    const shop = await world.tenant();
    const { userId } = await shop.user();
    await couponOf(shop, { code: 'THIRTY', amountOff: { amountMinor: 3_000, currency: 'GBP' }, duration: 'ONCE' });
    const { id: discount } = await redeem(shop, userId, byCode('THIRTY'));
    const lines = [{ description: 'Box', quantity: 2, unitAmountMinor: 1_000n }];
    const bills = [await issueInvoice(shop, userId, { lines, discount }), await issueInvoice(shop, userId, { lines, discount })];
    expect(bills.map(({ totalMinor }) => totalMinor)).toEqual([0n, 2_000n]);
    expect(await billOf(shop, bills[0]!.id)).toEqual({
      status: 'PAID',
      subtotal: { amount: '0.00' },
      discount: { amount: '20.00' },
      total: { amount: '0.00' },
      due: { amount: '0.00' },
      discounts: [{ name: 'Summer', code: 'THIRTY', amount: { amount: '20.00' }, explanation: '30.00 GBP of 20.00 = 20.00 GBP' }],
      lines: [{ amount: { amount: '0.00' }, discount: { amount: '20.00' }, explanation: '2 × 10.00 = 20.00 GBP; Summer (30.00 GBP off): 20.00 - 20.00 = 0.00 GBP' }],
    });
  });

  test('an invoice without a charge uses nothing', async () => {
    const shop = await world.tenant();
    const { userId } = await shop.user();
    await couponOf(shop, { code: 'HALF' });
    const { id: discount } = await redeem(shop, userId, byCode('HALF'));
    const line = (unitAmountMinor: bigint) => ({ lines: [{ description: 'Box', quantity: 1, unitAmountMinor }], discount });
    const bills = [await issueInvoice(shop, userId, line(0n)), await issueInvoice(shop, userId, line(-500n)), await issueInvoice(shop, userId, line(1_000n))];
    expect(bills.map(({ totalMinor, discountMinor }) => [totalMinor, discountMinor])).toEqual([[0n, 0n], [-500n, 0n], [500n, 500n]]);
  });
});

describe('return-discount, end-discount', () => {
  test('a withdrawn invoice gives the use back, also a draft and only once; a discount that ended unused does not count', async () => {
    const shop = await world.tenant();
    const { userId } = await shop.user();
    const { id: couponId } = await couponOf(shop, { code: 'ONCE', maxRedemptions: 1 });
    const { id: discount } = await redeem(shop, userId, byCode('ONCE'));
    const first = await issueInvoice(shop, userId, { discount });
    for (let time = 0; time < 2; time += 1) await asSystem(shop, (work) => voidInvoice(work, { invoiceId: first.id }));
    const box = { userId, currency: 'GBP', lines: [{ description: 'Box', quantity: 1, unitAmountMinor: 10_000n }], purpose: { kind: 'TEST', id: 't' }, discount };
    const draft = await asSystem(shop, (work) => draftInvoice(work, box));
    expect(draft).toMatchObject({ discountMinor: 5_000n, totalMinor: 5_000n });
    expect(await issueInvoice(shop, userId, { discount })).toMatchObject({ discountMinor: 0n });
    await asSystem(shop, (work) => voidInvoice(work, { invoiceId: draft.id }));
    const again = await asSystem(shop, (work) => draftInvoice(work, box));
    const issued = await asSystem(shop, (work) => finalizeDraft(work, { invoiceId: again.id }));
    expect(issued).toMatchObject({ status: 'OPEN', totalMinor: 5_000n });
    for (let time = 0; time < 2; time += 1) await asSystem(shop, (work) => endDiscount(work, { discountId: discount }));
    expect(await redemptionsOf(shop, couponId)).toBe(1);
    await expect(redeem(shop, userId, byCode('ONCE'))).rejects.toMatchObject({ code: 'COUPON_EXHAUSTED' });
    // The last invoice that it reduced is withdrawn after its end: somebody else may have it.
    await asSystem(shop, (work) => voidInvoice(work, { invoiceId: issued.id }));
    expect(await redemptionsOf(shop, couponId)).toBe(0);
    await redeem(shop, userId, byCode('ONCE'));
  });
});

test('whatever is done with a coupon, it is locked before its discount, and both before the ledger', async () => {
  const shop = await world.tenant();
  const { userId } = await shop.user();
  await couponOf(shop, { code: 'HALF' });
  await adjustCredit(shop.server, { userId, amountMinor: 4_000 });
  /** The tables in the order in which rows of them are held; the embedded engine holds all of them at once and says so of none. */
  const locked = async (run: () => Promise<unknown>) => {
    const statements = await world.statementsDuring(shop.tenantId, run);
    const tables = statements.flatMap(({ sql }) => /^\/\* (\w+)/.exec(/FOR UPDATE$|^\/\* coupon: redeem/.test(sql) ? sql : '')?.[1] ?? []);
    return statements.some(({ sql }) => sql.endsWith('FOR UPDATE')) ? [...new Set(tables)].filter((table) => /^(coupon|discount|ledger_account|invoice_counter)$/.test(table)) : null;
  };
  let [discount, invoiceId] = ['', ''];
  const redeemed = await locked(async () => void (discount = (await redeem(shop, userId, byCode('HALF'))).id));
  const issued = await locked(async () => void (invoiceId = (await issueInvoice(shop, userId, { discount })).id));
  const withdrawn = await locked(() => asSystem(shop, (work) => voidInvoice(work, { invoiceId })));
  const ended = await locked(() => asSystem(shop, (work) => endDiscount(work, { discountId: discount })));
  const all = [['coupon', 'discount'], ['discount', 'ledger_account', 'invoice_counter'], ['coupon', 'discount', 'ledger_account'], ['coupon', 'discount']];
  expect([redeemed, issued, withdrawn, ended]).toEqual(withdrawn ? all : [null, null, null, null]);
});

describe('coupons and promotion codes are for staff', () => {
  test('a page costs one statement, its count another, coupons of codes a third', async () => {
    const shop = await world.tenant();
    for (const name of ['A', 'B', 'C']) {
      const { id: couponId } = await couponOf(shop, { name, code: `OWN-${name}` });
      await promotionCodeOf(shop, { couponId, code: `CODE-${name}` });
    }
    const COUPONS = `{ coupons(status: ACTIVE) { totalCount edges { node { name } } } }`;
    const CODES = `{ promotionCodes { edges { node { code coupon { name } } } } }`;
    expect([...(await statementsOf(shop.server, COUPONS))].sort()).toEqual(['coupon', 'coupon: count']);
    expect(await statementsOf(shop.server, CODES)).toEqual(['promotion_code', 'coupon']);
    const { coupons } = await shop.server.do(COUPONS);
    expect(coupons.edges.map(({ node }: Data) => node.name)).toEqual(['C', 'B', 'A']);
    const ada = await shop.user();
    for (const document of [COUPONS, CODES]) expect((await ada.ask(document)).errors![0]!.extensions.code).toBe('FORBIDDEN');
  });
});
