import { violationsOf } from '../../../tests/kit/invariants';
import { makeProduct, putOnShelf } from '../../../tests/kit/catalog';
import { eventTypes } from '../../../tests/kit/billing';
import { buyer, digital, orderOf, place, shelf, stocked } from '../../../tests/kit/orders';
import type { Shop } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  expect(await violationsOf(world)).toEqual({});
  await world.close();
});

/** Nothing of a refused order is left: no order, no invoice, no event of one. */
async function expectNothingWritten(shop: Shop): Promise<void> {
  const { orders, invoices } = await shop.server.do(`{ orders { totalCount } invoices { totalCount } }`);
  expect([orders.totalCount, invoices.totalCount]).toEqual([0, 0]);
  expect(await eventTypes(shop, 'order.')).toEqual([]);
}

describe('place-order', () => {
  test('a user orders and pays: the shop says the price, the stock falls, and both are told over websockets', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 10, { amountMinor: 1_250 });
    const ada = await buyer(shop);
    await world.settle();
    const happenings = await ada.client.listen(`subscription { orderEvents { type objectId data order { id status } } }`);
    const shelves = await shop.visitor.listen(`subscription Shelf($ids: [ID!]) { stockChanged(variantIds: $ids) { type data } }`, { ids: [mug] });
    const placed = await place(ada.client, { lines: [{ variantId: mug, quantity: 3 }], paymentMethodId: ada.paymentMethodId });
    expect(placed).toEqual({
      order: {
        id: expect.stringMatching(/^ord_/),
        number: '1',
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
    const frames = (await happenings.next(4)).map(({ data }) => data.orderEvents);
    expect(frames.map(({ type }) => type)).toEqual(['order.placed', 'payment.succeeded', 'order.confirmed', 'order.paid']);
    expect(frames[0]).toEqual({
      type: 'order.placed',
      objectId: placed.order.id,
      order: { id: placed.order.id, status: 'CONFIRMED' },
      data: {
        orderId: placed.order.id,
        userId: ada.client.userId,
        invoiceId: expect.stringMatching(/^inv_/),
        status: 'PENDING',
        fulfillmentStatus: 'UNFULFILLED',
        chargeStatus: 'PENDING',
        totalMinor: 3_750,
        currency: 'GBP',
        lines: [{ lineId: expect.stringMatching(/^oline_/), variantId: mug, quantity: 3, totalMinor: 3_750 }],
      },
    });
    const [shelfFrame] = await shelves.next(1);
    expect(shelfFrame.data.stockChanged).toMatchObject({ type: 'stock.changed', data: { variantId: mug, available: 7 } });
    await Promise.all([happenings.stop(), shelves.stop()]);
  });

  test('without a payment method the order waits, unpaid, and holds its stock', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 10);
    const ada = await buyer(shop);
    const { order, userErrors } = await place(ada.client, { lines: [{ variantId: mug, quantity: 2 }] });
    expect(order).toMatchObject({ status: 'PENDING', chargeStatus: 'NONE', total: { amountMinor: 2_000, currency: 'GBP' } });
    expect(userErrors).toEqual([]);
    expect(await shelf(shop, mug)).toEqual({ onHand: 10, allocated: 2, available: 8 });
    expect(await world.gateway.charges(shop.tenantId)).toEqual([]);
    expect(await eventTypes(shop, 'order.')).toEqual(['order.placed']);
  });

  test('lines, address and invoice say what was ordered, at the prices of the moment', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 10, { amountMinor: 999 });
    const ada = await buyer(shop);
    const shippingAddress = { name: ' Ada Lovelace ', line1: '12 St James\'s Square', city: 'London', postalCode: 'SW1Y 4JH', countryCode: 'GB' };
    const { order } = await place(ada.client, { lines: [{ variantId: mug, quantity: 1 }, { variantId: mug, quantity: 2 }], shippingAddress });
    await shop.server.do(`mutation Dearer($input: ProductVariantUpdateInput!) { productVariantUpdate(input: $input) { userErrors { code } } }`, {
      input: { variantId: mug, price: { amountMinor: 2_000, currency: 'GBP' } },
    });
    const { order: read } = await ada.client.do(
      `query Whole($id: ID!) { order(id: $id) {
        user { id } email placedAt expiresAt externalId
        shippingAddress { name line1 line2 city postalCode countryCode }
        lines { productName quantity unitPrice { amount } total { amount } isFree isShippable variant { id price { amount } } }
        invoice { number status total { amountMinor } due { amountMinor } }
        payments { totalCount }
      } }`,
      { id: order.id },
    );
    const line = { productName: 'Mug', unitPrice: { amount: '9.99' }, isFree: false, isShippable: true, variant: { id: mug, price: { amount: '20.00' } } };
    expect(read).toEqual({
      user: { id: ada.client.userId },
      email: null,
      placedAt: expect.any(String),
      expiresAt: expect.any(String),
      externalId: null,
      shippingAddress: { name: 'Ada Lovelace', line1: '12 St James\'s Square', line2: null, city: 'London', postalCode: 'SW1Y 4JH', countryCode: 'GB' },
      lines: [
        { ...line, quantity: 1, total: { amount: '9.99' } },
        { ...line, quantity: 2, total: { amount: '19.98' } },
      ],
      invoice: { number: '1', status: 'OPEN', total: { amountMinor: 2_997 }, due: { amountMinor: 2_997 } }, // 3 × 9.99
      payments: { totalCount: 0 },
    });
    expect(new Date(read.expiresAt).getTime() - new Date(read.placedAt).getTime()).toBe(30 * 60_000);
  });

  test('an order over nothing is confirmed at once, without a payment', async () => {
    const shop = await world.tenant();
    const sample = await stocked(shop, 1, { amountMinor: 0 });
    const ada = await buyer(shop);
    const { order } = await place(ada.client, { lines: [{ variantId: sample, quantity: 1 }], paymentMethodId: ada.paymentMethodId });
    expect(order).toMatchObject({ status: 'CONFIRMED', chargeStatus: 'FULL', total: { amountMinor: 0, currency: 'GBP' } });
    expect(await world.gateway.charges(shop.tenantId)).toEqual([]);
  });

  test('confirm-order: digital content is delivered with the payment; alone it completes the order', async () => {
    const shop = await world.tenant();
    const [song, mug] = [await digital(shop), await stocked(shop, 1)];
    const ada = await buyer(shop);
    const alone = await place(ada.client, { lines: [{ variantId: song, quantity: 2 }], paymentMethodId: ada.paymentMethodId });
    expect(alone.order).toMatchObject({ status: 'COMPLETED', fulfillmentStatus: 'FULFILLED', chargeStatus: 'FULL' });
    const lines = [{ variantId: mug, quantity: 1 }, { variantId: song, quantity: 1 }];
    const together = await place(ada.client, { lines, paymentMethodId: ada.paymentMethodId });
    expect(together.order).toMatchObject({ status: 'CONFIRMED', fulfillmentStatus: 'PARTIALLY_FULFILLED' });
  });

  test('the server orders for a user or for a guest; a user only for herself', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 10);
    const [ada, eve] = [await buyer(shop), await shop.user()];
    const lines = [{ variantId: mug, quantity: 1 }];
    const forAda = await place(shop.server, { lines, userId: ada.client.userId, paymentMethodId: ada.paymentMethodId });
    expect(forAda).toMatchObject({ order: { status: 'CONFIRMED' }, userErrors: [] });
    expect(await orderOf(ada.client, forAda.order.id)).toEqual(forAda.order);
    const forGuest = await place(shop.server, { lines, email: ' Guest@Example.com ' });
    const { order } = await shop.server.do(`query Guest($id: ID!) { order(id: $id) { status email user { id } invoice { status } } }`, { id: forGuest.order.id });
    expect(order).toEqual({ status: 'PENDING', email: 'guest@example.com', user: null, invoice: { status: 'OPEN' } });
    const refused = [
      await place(eve, { lines, userId: ada.client.userId }),
      await place(eve, { lines, email: 'eve@example.com' }),
      await place(shop.server, { lines }),
      await place(shop.server, { lines, userId: ada.client.userId, email: 'ada@example.com' }),
      await place(shop.server, { lines, userId: 'user_01h455vb4pex5vsknk084sn02q' }),
      await place(shop.server, { lines, email: 'nobody' }),
    ];
    expect(refused).toEqual([
      { order: null, userErrors: [{ code: 'NOT_FOUND', field: ['userId'] }] },
      { order: null, userErrors: [{ code: 'INVALID', field: ['email'] }] },
      { order: null, userErrors: [{ code: 'INVALID', field: ['userId'] }] },
      { order: null, userErrors: [{ code: 'INVALID', field: ['email'] }] },
      { order: null, userErrors: [{ code: 'NOT_FOUND', field: ['userId'] }] },
      { order: null, userErrors: [{ code: 'INVALID', field: ['email'] }] },
    ]);
    expect((await shop.server.do(`{ orders { totalCount } }`)).orders.totalCount).toBe(2);
    const anonymous = await shop.visitor.ask(`mutation Place($input: OrderPlaceInput!) { orderPlace(input: $input) { userErrors { code } } }`, { input: { lines } });
    expect(anonymous.errors![0]!.extensions.code).toBe('UNAUTHENTICATED');
  });

  test.each([
    ['more than there is', async (shop: Shop) => [{ variantId: await stocked(shop, 2), quantity: 3 }], 'INSUFFICIENT_STOCK', ['lines', '0', 'quantity']],
    [
      'S2: two lines that are together more than there is',
      async (shop: Shop) => new Array(2).fill({ variantId: await stocked(shop, 1), quantity: 1 }),
      'INSUFFICIENT_STOCK',
      ['lines', '1', 'quantity'],
    ],
    ['an unknown variant', async () => [{ variantId: 'var_01h455vb4pex5vsknk084sn02q', quantity: 1 }], 'NOT_FOUND', ['lines', '0', 'variantId']],
    ['no line', async () => [], 'INVALID', ['lines']],
    ['a quantity of 0', async (shop: Shop) => [{ variantId: await stocked(shop, 2), quantity: 0 }], 'INVALID', ['lines', '0', 'quantity']],
    ['a quantity of 10,001', async (shop: Shop) => [{ variantId: await stocked(shop, 2), quantity: 10_001 }], 'INVALID', ['lines', '0', 'quantity']],
  ])('%s is refused with its line, and nothing is written', async (_name, makeLines, code, field) => {
    const shop = await world.tenant();
    const ada = await buyer(shop);
    const lines = await makeLines(shop);
    const refused = await place(ada.client, { lines, paymentMethodId: ada.paymentMethodId });
    expect(refused).toEqual({ order: null, userErrors: [{ code, field }] });
    await expectNothingWritten(shop);
  });

  test('drafts, what is no longer sold, and another tenant\'s variants are refused with their line', async () => {
    const [shop, other] = [await world.tenant(), await world.tenant()];
    const mug = await stocked(shop, 5);
    const foreign = await stocked(other, 5);
    const draft = await makeProduct(shop, { status: 'DRAFT' });
    const gone = await makeProduct(shop);
    await putOnShelf(shop, gone.variants[0]!.id, 5);
    await shop.server.do(`mutation Delist($input: ProductDelistInput!) { productDelist(input: $input) { userErrors { code } } }`, { input: { productId: gone.id } });
    const ada = await buyer(shop);
    const ordering = (variantId: string) => place(ada.client, { lines: [{ variantId: mug, quantity: 1 }, { variantId, quantity: 1 }] });
    const field = ['lines', '1', 'variantId'];
    expect(await ordering(draft.variants[0]!.id)).toEqual({ order: null, userErrors: [{ code: 'VARIANT_NOT_FOR_SALE', field }] });
    expect(await ordering(gone.variants[0]!.id)).toEqual({ order: null, userErrors: [{ code: 'VARIANT_NOT_FOR_SALE', field }] });
    expect(await ordering(foreign)).toEqual({ order: null, userErrors: [{ code: 'NOT_FOUND', field }] });
    expect(await shelf(shop, mug)).toEqual({ onHand: 5, allocated: 0, available: 5 });
    await expectNothingWritten(shop);
  });

  test('somebody else\'s payment method, or a bad address, refuses the whole order', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 5);
    const [ada, eve] = [await buyer(shop), await buyer(shop)];
    const lines = [{ variantId: mug, quantity: 1 }];
    const stolen = await place(eve.client, { lines, paymentMethodId: ada.paymentMethodId });
    expect(stolen).toEqual({ order: null, userErrors: [{ code: 'NOT_FOUND', field: ['paymentMethodId'] }] });
    const wrong = { countryCode: { countryCode: 'England' }, postalCode: { countryCode: 'DE', postalCode: 'SW1' }, administrativeArea: { countryCode: 'US', postalCode: '90210' } };
    for (const [field, given] of Object.entries(wrong)) {
      const shippingAddress = { name: 'Eve', line1: '1 Road', city: 'London', postalCode: '', ...given };
      expect(await place(eve.client, { lines, shippingAddress })).toEqual({ order: null, userErrors: [{ code: 'INVALID', field: ['shippingAddress', field] }] });
    }
    expect(await shelf(shop, mug)).toEqual({ onHand: 5, allocated: 0, available: 5 });
    await expectNothingWritten(shop);
  });
});
