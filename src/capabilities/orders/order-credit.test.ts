import { adjustCredit, creditOf } from '../../../tests/kit/billing';
import { violationsOf } from '../../../tests/kit/invariants';
import { buyer, change, orderOf, place, stocked } from '../../../tests/kit/orders';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => expect(await violationsOf(world)).toEqual({}));
afterAll(() => world.close());

describe('an order and credit', () => {
  test('an order that credit pays is confirmed at once; canceled, it gives the credit back', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    await adjustCredit(shop.server, { userId: ada.userId, amountMinor: 2_500 });
    const mug = await stocked(shop, 5);
    const { order } = await place(ada, { lines: [{ variantId: mug, quantity: 2 }] });
    expect(order).toMatchObject({ status: 'CONFIRMED', chargeStatus: 'FULL' });
    expect(await creditOf(shop, ada.userId)).toEqual(['GBP 5.00']);
    for (let time = 0; time < 2; time += 1) {
      expect((await change(ada, 'orderCancel', { orderId: order.id })).userErrors).toEqual([]);
    }
    expect(await orderOf(ada, order.id)).toMatchObject({ status: 'CANCELED' });
    expect(await creditOf(shop, ada.userId)).toEqual(['GBP 25.00']);
  });

  test('an order that credit and a card paid gives both back', async () => {
    const shop = await world.tenant();
    const { client: ada, paymentMethodId } = await buyer(shop);
    await adjustCredit(shop.server, { userId: ada.userId, amountMinor: 500 });
    const mug = await stocked(shop, 5);
    const { order } = await place(ada, { lines: [{ variantId: mug, quantity: 2 }], paymentMethodId });
    expect(order).toMatchObject({ status: 'CONFIRMED', chargeStatus: 'FULL', total: { amountMinor: 2_000 } });
    expect((await change(ada, 'orderCancel', { orderId: order.id })).order).toMatchObject({ status: 'CANCELED', chargeStatus: 'REFUNDED' });
    expect(await world.gateway.charges(shop.tenantId)).toMatchObject([{ amountMinor: '1500', refundedMinor: '1500' }]);
    expect(await creditOf(shop, ada.userId)).toEqual(['GBP 5.00']);
  });
});
