import { addPendingLine, redeemCoupon } from '../../../src/capabilities/billing/contract';
import { asSystem, issueInvoice } from '../billing';
import { plant, type SeededShop, type Seeder } from './seeder';

/** A card, an invoice that was paid and refunded in part, one that is open and took credit and a gift card, credit and points that are left, a line that waits, and a coupon. */
export const billing: Seeder = {
  capability: 'billing',
  seed: async (seeded) => {
    const { shop, mark, customer, ids } = seeded;
    const { paymentMethod } = await plant(customer, 'paymentMethodAttach', { token: 'sandbox_succeeds' }, 'paymentMethod { id }');
    ids.paymentMethodId = paymentMethod.id;
    await plant(customer, 'paymentMethodAttach', { token: 'sandbox_mandate_capped' }, 'paymentMethod { id }');
    const lines = [{ description: mark, quantity: 1, unitAmountMinor: 10_000n }];
    const paid = await issueInvoice(shop, customer.userId, { lines });
    const { payment } = await plant(customer, 'invoicePay', { invoiceId: paid.id }, 'payment { id }');
    await plant(shop.server, 'paymentRefund', { paymentId: payment.id, amountMinor: 1_000, reason: mark }, 'refund { id }');
    const [charge] = await shop.world.gateway.charges(shop.tenantId);
    await shop.world.gateway.dispute(charge!.reference, { amountMinor: '100', reason: mark });
    await shop.world.gateway.arrived(charge!.key);
    const { userId } = customer;
    await plant(shop.server, 'creditBalanceAdjust', { userId, amountMinor: 500, currency: 'GBP', reason: mark }, 'entry { id }');
    const rates = [{ currency: 'GBP', earnPoints: 1, earnPerMinor: 100, worthPoints: 1, worthMinor: 1 }];
    await plant(shop.server, 'pointsProgramUpdate', { isEnabled: true, expiresAfterDays: 365, rates }, 'pointsProgram { id }');
    await plant(shop.server, 'pointsAdjust', { userId, points: 50, reason: mark }, 'balance');
    const { code } = await plant(shop.server, 'giftCardCreate', { amountMinor: 300, currency: 'GBP' }, 'code');
    await plant(customer, 'giftCardRedeem', { code }, 'giftCard { id }');
    const owed = await issueInvoice(shop, userId, { lines });
    const { payment: authorization } = await plant(customer, 'paymentAuthorize', { invoiceId: owed.id, amountMinor: 500 }, 'payment { id }');
    await plant(shop.server, 'paymentVoid', { paymentId: authorization.id }, 'payment { id }');
    await plant(shop.server, 'creditBalanceAdjust', { userId, amountMinor: 250, currency: 'GBP', reason: mark }, 'entry { id }');
    await seedCoupon(seeded);
    await asSystem(shop, (work) => addPendingLine(work, { userId, scopeId: `scope_${mark}`, currency: 'GBP', description: mark, quantity: 1, unitAmountMinor: 100n }));
  },
};

/** A coupon with a code, redeemed for an invoice that is taxed as well; the rate holds in a place of its own, so that other invoices are not. */
async function seedCoupon({ shop, mark, customer: { userId }, ids }: SeededShop): Promise<void> {
  const { coupon } = await plant(shop.server, 'couponCreate', { name: mark, code: `${mark}-own`, percentOff: '10', duration: 'FOREVER', metadata: { note: mark } }, 'coupon { id }');
  ids.couponId = coupon.id;
  const { promotionCode } = await plant(shop.server, 'promotionCodeCreate', { couponId: coupon.id, code: `${mark}-code` }, 'promotionCode { id code }');
  ids.couponCode = promotionCode.code;
  await plant(shop.server, 'taxRateCreate', { name: mark, percent: '20', category: mark }, 'taxRate { id }');
  const purchase = { userId, scopeId: `scope_${mark}`, planId: mark, currency: 'GBP', priceMinor: 10_000n };
  const { id: discount } = await asSystem(shop, (work) => redeemCoupon(work, { ...purchase, name: { couponCode: promotionCode.code as string } }));
  await issueInvoice(shop, userId, { lines: [{ description: mark, quantity: 1, unitAmountMinor: 10_000n, taxCategory: mark.toUpperCase() }], discount });
}
