import { importOrders, recordImportedReturns } from '../../../src/capabilities/orders/contract';
import { asSystem } from '../billing';
import { plant, type Seeder } from './seeder';

/** An order that was paid and sent in part, one that waits for its payment, and one of earlier times, part of which came back. */
export const orders: Seeder = {
  capability: 'orders',
  seed: async ({ shop, mark, customer, ids }) => {
    const variantId = ids.variantId!;
    const shippingAddress = { name: mark, line1: mark, line2: mark, city: mark, postalCode: 'N1 9GU', administrativeArea: mark, countryCode: 'GB' };
    const lines = [{ variantId, quantity: 2 }];
    const { order } = await plant(customer, 'orderPlace', { lines, shippingAddress, paymentMethodId: ids.paymentMethodId }, 'order { id lines { id } }');
    await plant(shop.server, 'orderFulfill', { orderId: order.id, lines: [{ lineId: order.lines[0].id, quantity: 1 }] }, 'fulfillment { id }');
    const email = `${mark}@example.com`;
    await plant(shop.server, 'orderPlace', { lines, shippingAddress, email }, 'order { id }');
    await plant(shop.server, 'orderPlace', { lines: [{ variantId: ids.posterVariantId, quantity: 1 }], shippingAddress, email }, 'order { id }');
    const line = { variantId, quantity: 2, unitPriceMinor: 1_000n };
    const placedAt = new Date('2020-03-24T11:20:00Z');
    const history = { externalId: mark, userId: customer.userId, currency: 'GBP', placedAt, lines: [line] };
    await asSystem(shop, (work) => importOrders(work, [history]));
    const back = { externalId: mark, orderExternalId: mark, receivedAt: new Date('2020-04-01T09:00:00Z'), lines: [{ variantId, quantity: 1 }] };
    await asSystem(shop, (work) => recordImportedReturns(work, [back]));
  },
};
