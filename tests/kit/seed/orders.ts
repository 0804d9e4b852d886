import { importOrders, recordImportedReturns } from '../../../src/capabilities/orders/contract';
import { asSystem } from '../billing';
import { plant, type Seeder } from './seeder';

/** A shipping zone, an order that was paid and sent in part, one that waits for its payment, and one of earlier times, part of which came back. */
export const orders: Seeder = {
  capability: 'orders',
  seed: async ({ shop, mark, customer, ids }) => {
    const variantId = ids.variantId!;
    const shippingAddress = { name: mark, line1: mark, line2: mark, city: mark, postalCode: 'N1 9GU', administrativeArea: mark, countryCode: 'GB' };
    const lines = [{ variantId, quantity: 2 }];
    const { shippingZone } = await plant(shop.server, 'shippingZoneCreate', { name: mark, countries: ['GB'], postalCodePrefixes: ['N1'] }, 'shippingZone { id }');
    const prices = [{ price: { amountMinor: 300, currency: 'GBP' }, minWeightGrams: 0, maxWeightGrams: 10_000, minTotalMinor: 0, maxTotalMinor: 100_000 }];
    const method = { shippingZoneId: shippingZone.id, name: mark, code: mark, prices, freeFrom: [{ amountMinor: 50_000, currency: 'GBP' }], estimatedDaysMin: 1, estimatedDaysMax: 3, taxCategory: mark };
    const { shippingMethod } = await plant(shop.server, 'shippingMethodCreate', method, 'shippingMethod { id }');
    const shipping = { shippingAddress, shippingMethodId: shippingMethod.id };
    const { order } = await plant(customer, 'orderPlace', { lines, ...shipping, paymentMethodId: ids.paymentMethodId }, 'order { id lines { id } }');
    await plant(shop.server, 'orderFulfill', { orderId: order.id, lines: [{ lineId: order.lines[0].id, quantity: 1 }] }, 'fulfillment { id }');
    const email = `${mark}@example.com`;
    await plant(shop.server, 'orderPlace', { lines, shippingAddress, email }, 'order { id }');
    await plant(shop.server, 'orderPlace', { lines: [{ variantId: ids.posterVariantId, quantity: 1 }], shippingAddress, email }, 'order { id }');
    const { cart } = await plant(customer, 'cartCreate', { lines: [{ variantId, quantity: 1 }] }, 'cart { id }');
    await plant(customer, 'cartUpdate', { cartId: cart.id, email, shippingAddress }, 'cart { id }');
    await plant(customer, 'cartCheckout', { cartId: cart.id }, 'cart { id }');
    const line = { variantId, quantity: 2, unitPriceMinor: 1_000n };
    const placedAt = new Date('2020-03-24T11:20:00Z');
    const history = { externalId: mark, userId: customer.userId, currency: 'GBP', placedAt, lines: [line] };
    await asSystem(shop, (work) => importOrders(work, [history]));
    const back = { externalId: mark, orderExternalId: mark, receivedAt: new Date('2020-04-01T09:00:00Z'), lines: [{ variantId, quantity: 1 }] };
    await asSystem(shop, (work) => recordImportedReturns(work, [back]));
  },
};
