import { addPendingLine } from '../../../src/capabilities/billing/contract';
import { asSystem, issueInvoice } from '../billing';
import { plant, type Seeder } from './seeder';

/** A card, an invoice that was paid and refunded in part, one that is open and took credit and a gift card, credit and points that are left, and a line that waits. */
export const billing: Seeder = {
  capability: 'billing',
  seed: async ({ shop, mark, customer, ids }) => {
    const { paymentMethod } = await plant(customer, 'paymentMethodAttach', { token: 'sandbox_succeeds' }, 'paymentMethod { id }');
    ids.paymentMethodId = paymentMethod.id;
    await plant(customer, 'paymentMethodAttach', { token: 'sandbox_mandate_capped' }, 'paymentMethod { id }');
    const lines = [{ description: mark, quantity: 1, unitAmountMinor: 10_000n }];
    const paid = await issueInvoice(shop, customer.userId, { lines });
    const { payment } = await plant(customer, 'invoicePay', { invoiceId: paid.id }, 'payment { id }');
    await plant(shop.server, 'paymentRefund', { paymentId: payment.id, amountMinor: 1_000, reason: mark }, 'refund { id }');
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
    await asSystem(shop, (work) => addPendingLine(work, { userId, scopeId: `scope_${mark}`, currency: 'GBP', description: mark, quantity: 1, unitAmountMinor: 100n }));
  },
};
