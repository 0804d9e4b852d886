import { couponOf, promotionCodeOf, redemptionsOf, taxRateOf } from '../../../tests/kit/coupons';
import { adjustCredit } from '../../../tests/kit/billing';
import { giftCard, redeem } from '../../../tests/kit/gift-cards';
import { examineAfterEach } from '../../../tests/kit/invariants';
import { adjustPoints, pointsProgram } from '../../../tests/kit/points';
import type { Client, Data, Shop, SignedInClient } from '../../../tests/kit/shop';
import { attach, charged, planOf, shopAt, subscribe } from '../../../tests/kit/subscribing';
import { rowsOf } from '../../../tests/kit/tenant-rows';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
examineAfterEach(() => world);
afterAll(() => world.close());

const BILL = `lines { description amount { amountMinor } discount { amountMinor } tax { amountMinor } taxName taxPercent explanation }
  discounts { name code amount { amountMinor } explanation } subtotal { amountMinor } discount { amountMinor } tax { amountMinor } total { amountMinor } due { amountMinor } deductions { kind points amount { amountMinor } }`;
const PREVIEW = `query Preview($input: SubscriptionPreviewInput!) { subscriptionPreview(input: $input) { invoiceNow { ${BILL} } nextInvoice { ${BILL} } nextInvoiceAt } }`;
const preview = async (client: Client, input: Data) => (await client.do(PREVIEW, { input })).subscriptionPreview as Data;
const DISCOUNT = 'discount { name code percentOff amountOff { amountMinor } duration durationInCycles usedCount cyclesLeft }';
const mutate = async (client: Client, name: string, input: Data, selection = `subscription { ${DISCOUNT} }`) => {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  return (await client.do(`mutation Do($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field } } }`, { input }))[name] as Data;
};
const change = (client: Client, input: Data) => mutate(client, 'subscriptionChangePlan', input, `invoice { status ${BILL} }`);
/** Oldest first. */
async function bills(client: SignedInClient): Promise<Data[]> {
  const { invoices } = await client.do(`{ invoices(last: 50) { edges { node { finalizedAt ${BILL} } } } }`);
  return invoices.edges.map(({ node }: Data) => node).reverse();
}
const withoutTime = ({ finalizedAt: _finalizedAt, ...bill }: Data) => bill;
const totals = async (client: SignedInClient) => (await bills(client)).map(({ total }) => total.amountMinor);
const amountsOf = (bill: Data) => bill.lines.map(({ amount }: Data) => amount.amountMinor);
const creditOf = async (client: SignedInClient) => (await client.do('{ viewer { creditBalances { amountMinor } } }')).viewer.creditBalances;

async function customerAt(now: string): Promise<{ shop: Shop; ada: SignedInClient }> {
  const shop = await shopAt(world, now);
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  return { shop, ada };
}

describe('a coupon with a new subscription', () => {
  test('M4: half off a year, once', async () => {
    const { shop, ada } = await customerAt('2026-01-01T00:00:00Z');
    const planId = await planOf(shop, { price: 10_000, interval: 'YEAR' });
    await couponOf(shop, { code: 'HALF', duration: 'REPEATING', durationInCycles: 1 });
    const input = { planId, couponCode: 'half' };
    const { invoiceNow, nextInvoice } = await preview(ada, input);
    expect((await subscribe(ada, input)).userErrors).toEqual([]);
    await shop.advance('2027-01-01T00:00:00Z');
    expect(await totals(ada)).toEqual([5_000, 10_000]);
    expect((await bills(ada)).map(withoutTime)).toEqual([invoiceNow, nextInvoice]);
    expect(invoiceNow.discounts).toEqual([{ name: 'Summer', code: 'HALF', amount: { amountMinor: 5_000 }, explanation: '50 % of 100.00 = 50.00 GBP' }]);
    expect(await charged(ada)).toEqual(['SUCCEEDED 10000', 'SUCCEEDED 5000']);
  });

  test('M5: a trial of 45 days uses none of three cycles', async () => {
    const { shop, ada } = await customerAt('2026-01-01T00:00:00Z');
    const planId = await planOf(shop, { price: 2_000, trialDays: 45 });
    await couponOf(shop, { code: 'HALF', duration: 'REPEATING', durationInCycles: 3 });
    await subscribe(ada, { planId, couponCode: 'HALF' });
    await shop.advance('2026-05-15T00:00:00Z');
    expect((await bills(ada)).map(({ finalizedAt, total }) => [finalizedAt.slice(0, 10), total.amountMinor])).toEqual([
      ['2026-02-15', 1_000],
      ['2026-03-15', 1_000],
      ['2026-04-15', 1_000],
      ['2026-05-15', 2_000],
    ]);
  });

  test('M6: an amount over the price takes it to zero, once, and the rest is lost', async () => {
    const { shop, ada } = await customerAt('2026-01-01T00:00:00Z');
    const planId = await planOf(shop, { price: 2_000 });
    await couponOf(shop, { code: 'THIRTY', amountOff: { amountMinor: 3_000, currency: 'GBP' } });
    await subscribe(ada, { planId, couponCode: 'THIRTY' });
    await shop.advance('2026-02-01T00:00:00Z');
    expect(await totals(ada)).toEqual([0, 2_000]);
  });

  test.each([
    ['unknown', {}, 'NOBODY', 'NOT_FOUND'],
    ['expired', { redeemBy: '2020-01-01T00:00:00Z' }, 'CODE', 'COUPON_EXPIRED'],
    ['for another plan', { planIds: ['plan_x'] }, 'CODE', 'COUPON_NOT_APPLICABLE'],
    ['in another currency', { amountOff: { amountMinor: 1, currency: 'EUR' } }, 'CODE', 'COUPON_NOT_APPLICABLE'],
  ])('one that is %s is refused, and nothing is written', async (_what, coupon, couponCode, code) => {
    const { shop, ada } = await customerAt('2026-01-01T00:00:00Z');
    const planId = await planOf(shop, { price: 2_000 });
    await couponOf(shop, { code: 'CODE', ...coupon });
    await world.settle();
    const before = await rowsOf(shop);
    const previewed = await ada.ask(PREVIEW, { input: { planId, couponCode } });
    expect(previewed.errors!.map(({ extensions }) => extensions)).toMatchObject([{ code: 'BAD_USER_INPUT', reason: code }]);
    expect(await subscribe(ada, { planId, couponCode })).toEqual({ subscription: null, userErrors: [{ code, field: ['couponCode'] }] });
    expect(await rowsOf(shop)).toEqual(before);
    // Also where no other invoice comes.
    const { subscription } = await subscribe(ada, { planId, termCycles: 1 });
    const last = await ada.ask(PREVIEW, { input: { subscriptionId: subscription.id, couponCode } });
    expect(last.errors![0]!.extensions.reason).toBe(code);
  });

  test('a hundred percent for ever needs no payment method', async () => {
    const shop = await shopAt(world, '2026-01-01T00:00:00Z');
    const ada = await shop.user();
    const planId = await planOf(shop, { price: 2_000 });
    await couponOf(shop, { code: 'FREE', percentOff: '100', duration: 'FOREVER', maxRedemptions: 1 });
    expect((await subscribe(ada, { planId, couponCode: 'FREE' })).subscription.status).toBe('ACTIVE');
    const eve = await shop.user();
    expect((await subscribe(eve, { planId, couponCode: 'FREE' })).userErrors).toEqual([{ code: 'COUPON_EXHAUSTED', field: ['couponCode'] }]);
  });

  test('a first payment that never comes gives the coupon back', async () => {
    const shop = await shopAt(world, '2026-01-01T00:00:00Z');
    const ada = await shop.user();
    await attach(ada, 'sandbox_declines');
    const planId = await planOf(shop, { price: 2_000 });
    const { id } = await couponOf(shop, { code: 'ONE', maxRedemptions: 1 });
    expect((await subscribe(ada, { planId, couponCode: 'ONE' })).subscription.status).toBe('INCOMPLETE');
    expect(await redemptionsOf(shop, id)).toBe(1);
    await shop.advance('2026-01-02T00:00:00Z');
    expect(await redemptionsOf(shop, id)).toBe(0);
  });
});

describe('apply-coupon, remove-coupon', () => {
  test('a running subscription gets a coupon, shows what is left of it, and loses it', async () => {
    const { shop, ada } = await customerAt('2026-01-01T00:00:00Z');
    const planId = await planOf(shop, { price: 2_000 });
    const { id: couponId } = await couponOf(shop, { duration: 'REPEATING', durationInCycles: 2 });
    await promotionCodeOf(shop, { couponId, code: 'FRIEND' });
    const { subscription: { id: subscriptionId } } = await subscribe(ada, { planId });
    const { nextInvoice } = await preview(ada, { subscriptionId, couponCode: 'friend' });
    const half = { name: 'Summer', code: 'FRIEND', percentOff: '50', amountOff: null, duration: 'REPEATING', durationInCycles: 2 };
    expect(await mutate(ada, 'subscriptionCouponApply', { subscriptionId, couponCode: 'friend' })).toEqual({ subscription: { discount: { ...half, usedCount: 0, cyclesLeft: 2 } }, userErrors: [] });
    await shop.advance('2026-02-01T00:00:00Z');
    expect(withoutTime((await bills(ada))[1]!)).toEqual(nextInvoice);
    const { subscription } = await ada.do(`query Look($id: ID!) { subscription(id: $id) { ${DISCOUNT} } }`, { id: subscriptionId });
    expect(subscription.discount).toEqual({ ...half, usedCount: 1, cyclesLeft: 1 });
    for (let time = 0; time < 2; time += 1) expect(await mutate(ada, 'subscriptionCouponRemove', { subscriptionId })).toEqual({ subscription: { discount: null }, userErrors: [] });
    await shop.advance('2026-03-01T00:00:00Z');
    expect(await totals(ada)).toEqual([2_000, 1_000, 2_000]);
    // A code is for a subscription once; staff may give the coupon again.
    expect((await mutate(ada, 'subscriptionCouponApply', { subscriptionId, couponCode: 'friend' })).userErrors).toEqual([{ code: 'COUPON_ALREADY_REDEEMED', field: ['couponCode'] }]);
    const byId = { subscriptionId, couponId };
    expect((await ada.ask(`mutation Do($input: SubscriptionCouponApplyInput!) { subscriptionCouponApply(input: $input) { userErrors { code } } }`, { input: byId })).errors![0]!.extensions.code).toBe('FORBIDDEN');
    expect((await mutate(shop.server, 'subscriptionCouponApply', byId)).subscription.discount).toMatchObject({ code: null, cyclesLeft: 2 });
  });
});

describe('a change of plan with a coupon', () => {
  test('R12: after a hundred percent off nothing is given back', async () => {
    const { shop, ada } = await customerAt('2026-01-01T00:00:00Z');
    const [large, small] = [await planOf(shop, { price: 5_000 }), await planOf(shop, { price: 1_000 })];
    await couponOf(shop, { code: 'FREE', percentOff: '100' });
    const { subscription: { id: subscriptionId } } = await subscribe(ada, { planId: large, couponCode: 'FREE' });
    await shop.advance('2026-01-16T12:00:00Z');
    const input = { subscriptionId, planId: small, prorationBehavior: 'ALWAYS_INVOICE' };
    const { invoiceNow } = await preview(ada, input);
    const { invoice: { status, ...bill } } = await change(ada, input);
    expect([status, amountsOf(bill), bill]).toEqual(['PAID', [500], invoiceNow]);
    expect(await creditOf(ada)).toEqual([]);
  });

  test.each([
    // 15.00 for the month, of which half is left: -7.50 + 25.00 - 25.00 + 15.00 - 7.50; what is given back on the same invoice is not reduced.
    ['CREATE_PRORATIONS', [1_500, 0]],
    // -7.50 + 25.00 - 12.50; then -12.50 + 15.00, of which the coupon takes no more than the 2.50 that are left of the invoice.
    ['ALWAYS_INVOICE', [1_500, 500, 0]],
  ])('half off, up and back again at once with %s: nothing is minted, and no coupon takes an invoice below zero', async (prorationBehavior, expected) => {
    const { shop, ada } = await customerAt('2026-01-31T00:00:00Z');
    const [small, large] = [await planOf(shop, { price: 3_000 }), await planOf(shop, { price: 5_000 })];
    await couponOf(shop, { code: 'HALF', duration: 'FOREVER' });
    const { subscription: { id: subscriptionId } } = await subscribe(ada, { planId: small, couponCode: 'HALF' });
    await shop.advance('2026-02-14T00:00:00Z');
    await change(ada, { subscriptionId, planId: large, prorationBehavior });
    const back = { subscriptionId, planId: small, prorationBehavior: 'ALWAYS_INVOICE' };
    const { invoiceNow } = await preview(ada, back);
    const { invoice: { status: _status, ...bill } } = await change(ada, back);
    expect(bill).toEqual(invoiceNow);
    expect([await totals(ada), await creditOf(ada)]).toEqual([expected, []]);
  });

  test('a change in the middle of a period: credit of what was really paid, charge reduced by the coupon that runs', async () => {
    const { shop, ada } = await customerAt('2026-01-31T00:00:00Z');
    const [small, large] = [await planOf(shop, { price: 3_000 }), await planOf(shop, { price: 5_000 })];
    await couponOf(shop, { code: 'HALF', duration: 'REPEATING', durationInCycles: 2 });
    const { subscription: { id: subscriptionId } } = await subscribe(ada, { planId: small, couponCode: 'HALF' });
    await shop.advance('2026-02-14T00:00:00Z');
    const input = { subscriptionId, planId: large };
    const { nextInvoice } = await preview(ada, input);
    await change(ada, input);
    await shop.advance('2026-02-28T00:00:00Z');
    const [, second] = await bills(ada);
    expect(withoutTime(second!)).toEqual(nextInvoice);
    // -(15.00 x 1/2), 50.00 x 1/2 less half, 50.00 less half
    expect(amountsOf(second!)).toEqual([-750, 1_250, 2_500]);
    await shop.advance('2026-03-31T00:00:00Z');
    expect((await totals(ada)).at(-1)).toBe(5_000);
  });
});

test('redeem-coupon: of four plans at once a code for new customers lowers one, also before anything is paid', async () => {
  const { shop, ada } = await customerAt('2026-01-31T00:00:00Z');
  const plans = await Promise.all([3, 0, 0, 0].map((trialDays) => planOf(shop, { price: 3_000, trialDays })));
  const { id: couponId } = await couponOf(shop, { percentOff: '90', duration: 'FOREVER' });
  await promotionCodeOf(shop, { couponId, code: 'FIRST', firstTimeOnly: true });
  const tried = await Promise.all(plans.map((planId) => subscribe(ada, { planId, couponCode: 'FIRST' })));
  expect(tried.flatMap(({ userErrors }) => userErrors.map(({ code }: Data) => code))).toEqual(Array(3).fill('COUPON_NOT_APPLICABLE'));
});

describe('tax', () => {
  test('a subscription is taxed by its plan\'s category where its user lives, its preview says so, and a credit carries its line\'s rate back', async () => {
    const { shop, ada } = await customerAt('2026-01-31T00:00:00Z');
    const taxRateId = await taxRateOf(shop, { countryCode: 'GB' });
    await taxRateOf(shop, { countryCode: 'GB', category: 'BOOKS', percent: '5' });
    await ada.do(`mutation Live($input: UserUpdateInput!) { userUpdate(input: $input) { userErrors { code } } }`, { input: { taxRegion: { countryCode: 'GB' } } });
    const [small, large] = [await planOf(shop, { price: 3_000 }), await planOf(shop, { price: 5_000 })];
    const update = await mutate(shop.server, 'planUpdate', { planId: large, taxCategory: 'books' }, 'plan { taxCategory }');
    expect(update).toEqual({ plan: { taxCategory: 'BOOKS' }, userErrors: [] });
    const { invoiceNow } = await preview(ada, { planId: small });
    const { subscription: { id: subscriptionId } } = await subscribe(ada, { planId: small });
    expect(withoutTime((await bills(ada))[0]!)).toEqual(invoiceNow);
    expect(invoiceNow).toMatchObject({ subtotal: { amountMinor: 3_000 }, tax: { amountMinor: 600 }, total: { amountMinor: 3_600 } });
    await mutate(shop.server, 'taxRateUpdate', { taxRateId, percent: '25' }, 'taxRate { id }');
    await shop.advance('2026-02-14T00:00:00Z');
    const input = { subscriptionId, planId: large, prorationBehavior: 'ALWAYS_INVOICE' };
    const now = (await preview(ada, input)).invoiceNow;
    const { invoice: { status: _status, ...bill } } = await change(ada, input);
    expect(bill).toEqual(now);
    // -15.00 with the 20 % that it was billed with, 25.00 with 5 %
    expect(bill.lines.map(({ amount, tax }: Data) => [amount.amountMinor, tax.amountMinor])).toEqual([[-1_500, -300], [2_500, 125]]);
    expect(bill.total).toEqual({ amountMinor: 825 });
  });

  test('a price that holds its tax stays what the customer pays, also half off and in a credit', async () => {
    const { shop, ada } = await customerAt('2026-01-31T00:00:00Z');
    await taxRateOf(shop, { isIncluded: true });
    const [small, large] = [await planOf(shop, { price: 3_000 }), await planOf(shop, { price: 5_000 })];
    await couponOf(shop, { code: 'HALF' });
    const { subscription: { id: subscriptionId } } = await subscribe(ada, { planId: small, couponCode: 'HALF' });
    await shop.advance('2026-02-14T00:00:00Z');
    await change(ada, { subscriptionId, planId: large });
    await shop.advance('2026-02-28T00:00:00Z');
    expect(await charged(ada)).toEqual(['SUCCEEDED 6750', 'SUCCEEDED 1500']);
    const [, second] = await bills(ada);
    // -7.50 holds 1.25; 25.00 holds 4.17; 50.00 holds 8.33
    expect(second!.lines.map(({ amount, tax }: Data) => [amount.amountMinor, tax.amountMinor])).toEqual([[-625, -125], [2_083, 417], [4_167, 833]]);
  });
});

describe('a preview is the later invoice: a promotion code, tax, points, a gift card that lapses, and credit together', () => {
  test.each<[what: string, coupon: Data, behavior: string, totals: number[]]>([
    // 30.00 half off; on 14 February half of a period is left: -7.50 + 25.00; then 50.00 each month. With 20 % of tax.
    ['ONCE', {}, 'ALWAYS_INVOICE', [1_800, 2_100, 6_000, 6_000]],
    ['REPEATING', { duration: 'REPEATING', durationInCycles: 3 }, 'ALWAYS_INVOICE', [1_800, 600, 3_000, 6_000]],
    ['REPEATING, with the next invoice', { duration: 'REPEATING', durationInCycles: 2 }, 'CREATE_PRORATIONS', [1_800, 3_600, 6_000]],
    ['FOREVER', { duration: 'FOREVER' }, 'CREATE_PRORATIONS', [1_800, 3_600, 3_000]],
    // 25.00 of them off the first; 7.50 is below the minimum.
    ['an amount, with a minimum', { amountOff: { amountMinor: 2_500, currency: 'GBP' }, minimumAmount: { amountMinor: 3_000, currency: 'GBP' }, duration: 'FOREVER' }, 'ALWAYS_INVOICE', [600, 2_700, 3_000, 3_000]],
    ['for the first plan alone', { duration: 'FOREVER', planIds: 'SMALL' }, 'CREATE_PRORATIONS', [1_800, 8_100, 6_000]],
  ])('%s', async (_what, { planIds, ...coupon }, prorationBehavior, expected) => {
    const { shop, ada } = await customerAt('2026-01-31T00:00:00Z');
    await Promise.all([pointsProgram(shop), taxRateOf(shop)]);
    const { code } = await giftCard(shop, { amountMinor: 3_000, expiresAt: '2026-02-20T00:00:00Z' });
    await Promise.all([redeem(ada, code), adjustPoints(shop.server, { userId: ada.userId, points: 700 }), adjustCredit(shop.server, { userId: ada.userId, amountMinor: 300 })]);
    const [small, large] = [await planOf(shop, { price: 3_000 }), await planOf(shop, { price: 5_000 })];
    const { id: couponId } = await couponOf(shop, { ...coupon, ...(planIds ? { planIds: [small] } : {}) });
    await promotionCodeOf(shop, { couponId, code: 'FRIEND', maxRedemptions: 1 });
    const input = { planId: small, couponCode: 'friend', spendPoints: 100, spendPointsOnRenewal: true };
    const first = await preview(ada, input);
    const { subscription: { id: subscriptionId } } = await subscribe(ada, input);
    await world.settle();
    const promised = [first.invoiceNow];
    // It is used up by now, and for others there is no such price.
    expect((await (await shop.user()).ask(PREVIEW, { input: { planId: small, couponCode: 'friend' } })).errors![0]!.extensions).toMatchObject({ reason: 'COUPON_EXHAUSTED' });
    expect((await preview(ada, { subscriptionId })).nextInvoice).toEqual(first.nextInvoice);
    await shop.advance('2026-02-14T00:00:00Z');
    const toLarge = { subscriptionId, planId: large, prorationBehavior };
    const { invoiceNow, nextInvoice } = await preview(ada, toLarge);
    expect((await change(ada, toLarge)).userErrors).toEqual([]);
    await shop.advance('2026-02-28T00:00:00Z');
    const { nextInvoice: last } = await preview(ada, { subscriptionId });
    await shop.advance('2026-03-31T00:00:00Z');
    expect((await bills(ada)).map(withoutTime)).toEqual([...promised, ...(invoiceNow ? [invoiceNow] : []), nextInvoice, last]);
    expect(await totals(ada)).toEqual(expected);
  });
});
