import { issueInvoice } from '../billing';
import { plant, type Seeder } from './seeder';

/** A card, an invoice that was paid and refunded in part, and one that is open. */
export const billing: Seeder = {
  capability: 'billing',
  seed: async ({ shop, mark, customer, ids }) => {
    const { paymentMethod } = await plant(customer, 'paymentMethodAttach', { token: 'sandbox_succeeds' }, 'paymentMethod { id }');
    ids.paymentMethodId = paymentMethod.id;
    const lines = [{ description: mark, quantity: 1, unitAmountMinor: 10_000n }];
    const paid = await issueInvoice(shop, customer.userId, { lines });
    const { payment } = await plant(customer, 'invoicePay', { invoiceId: paid.id }, 'payment { id }');
    await plant(shop.server, 'paymentRefund', { paymentId: payment.id, amountMinor: 1_000, reason: mark }, 'refund { id }');
    await issueInvoice(shop, customer.userId, { lines });
  },
};
