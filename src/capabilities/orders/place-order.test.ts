import { violationsOf } from '../../../tests/kit/invariants';
import { buyer, digital, orderOf, place, shelf, stocked } from '../../../tests/kit/orders';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  expect(await violationsOf(world)).toEqual({});
  await world.close();
});

describe('place-order', () => {
  test('a user orders and pays: the shop says the price, the stock falls, the order is confirmed', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 10, { amountMinor: 1_250 });
    const ada = await buyer(shop);
    const placed = await place(ada.client, { lines: [{ variantId: mug, quantity: 3 }], paymentMethodId: ada.paymentMethodId });
    expect(placed).toEqual({
      order: {
        id: expect.stringMatching(/^ord_/),
        number: '1001',
        status: 'CONFIRMED',
        fulfillmentStatus: 'UNFULFILLED',
        chargeStatus: 'FULL',
        total: { amountMinor: 3_750, currency: 'GBP' }, // 3 × 12.50
      },
      userErrors: [],
    });
    expect(await shelf(shop, mug)).toEqual({ onHand: 10, allocated: 3, available: 7 });
    expect(await world.gateway.charges(shop.tenantId)).toMatchObject([{ amountMinor: '3750', currency: 'GBP', status: 'SUCCEEDED' }]);
    await world.settle();
    expect(await orderOf(ada.client, placed.order.id)).toEqual(placed.order);
  });

  test('digital content is delivered with the payment, and the order is done', async () => {
    const shop = await world.tenant();
    const song = await digital(shop);
    const ada = await buyer(shop);
    const placed = await place(ada.client, { lines: [{ variantId: song, quantity: 1 }], paymentMethodId: ada.paymentMethodId });
    expect(placed.order).toMatchObject({ status: 'COMPLETED', fulfillmentStatus: 'FULFILLED', chargeStatus: 'FULL' });
  });
});
