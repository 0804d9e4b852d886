import { asSystem, eventTypes } from '../../../tests/kit/billing';
import { makeProduct, putOnShelf } from '../../../tests/kit/catalog';
import { taxRateOf } from '../../../tests/kit/coupons';
import { examineAfterEach } from '../../../tests/kit/invariants';
import { buyer, change, place } from '../../../tests/kit/orders';
import type { Client, Data, Shop } from '../../../tests/kit/shop';
import { statementsDuring } from '../../../tests/kit/statements';
import { World } from '../../../tests/kit/world';
import { importOrders } from './contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
examineAfterEach(() => world);
afterAll(() => world.close());

/** A variant of a product with this tax category. */
async function good(shop: Shop, taxCategory: string | null, amountMinor = 1_000): Promise<string> {
  const sku = `${taxCategory}-${amountMinor}`;
  const { variants } = await makeProduct(shop, { taxCategory, variants: [{ sku, price: { amountMinor, currency: 'GBP' } }] });
  await putOnShelf(shop, variants[0]!.id, 50);
  return variants[0]!.id;
}

const one = (variantId: string, quantity = 1) => ({ variantId, quantity });
const to = (countryCode: string) => ({ name: 'Ada', line1: '1 Road', city: 'Town', postalCode: '10115', countryCode });

/** What an order and its invoice say of money. */
async function sumsOf(client: Client, id: string): Promise<Data> {
  const { order } = await client.do(
    `query Sums($id: ID!) { order(id: $id) { subtotal { amount } tax { amount } total { amount } lines { total { amount } tax { amount } isTaxIncluded }
      invoice { id tax { amount } total { amount } } } }`,
    { id },
  );
  const { subtotal, tax, total, lines, invoice } = order;
  expect([invoice.tax, invoice.total]).toEqual([tax, total]);
  return { sums: [subtotal.amount, tax.amount, total.amount], lines: lines.map((line: Data) => [line.total.amount, line.tax.amount, line.isTaxIncluded]) };
}

const live = (client: Client, taxRegion: Data | null) =>
  client.do(`mutation Live($input: UserUpdateInput!) { userUpdate(input: $input) { userErrors { code } } }`, { input: { taxRegion } });

describe('place-order', () => {
  test('a line is taxed by its product\'s category, on top or included, rounded alone; what is paid holds the tax', async () => {
    const shop = await world.tenant();
    await taxRateOf(shop);
    await taxRateOf(shop, { name: 'Books', category: 'BOOKS', percent: '7', isIncluded: true });
    const ada = await buyer(shop);
    const [mug, penny, book] = [await good(shop, null), await good(shop, null, 3), await good(shop, 'books')];
    const { order } = await place(ada.client, { lines: [one(mug, 2), one(penny), one(penny), one(book)], paymentMethodId: ada.paymentMethodId });
    // 0.03 x 20 % = 0.006, twice; 10.00 x 7/107 = 0.654
    expect(await sumsOf(ada.client, order.id)).toEqual({
      sums: ['30.06', '4.67', '34.08'],
      lines: [['20.00', '4.00', false], ['0.03', '0.01', false], ['0.03', '0.01', false], ['10.00', '0.65', true]],
    });
    expect(order).toMatchObject({ status: 'CONFIRMED', chargeStatus: 'FULL', total: { amountMinor: 3_408 } });
    expect(await world.gateway.charges(shop.tenantId)).toMatchObject([{ amountMinor: '3408' }]);
  });

  test('a user is taxed where she lives, else where the goods go; a guest where they go; nobody knows: by the rate without a region', async () => {
    const shop = await world.tenant();
    await taxRateOf(shop, { percent: '5' });
    await taxRateOf(shop, { countryCode: 'DE', percent: '19' });
    await taxRateOf(shop, { countryCode: 'FR', percent: '20' });
    const mug = await good(shop, null);
    const ada = await shop.user();
    const taxed = async (client: Client, input: Data) => {
      const { order } = await place(client, { lines: [one(mug)], ...input });
      return (await sumsOf(shop.server, order.id)).sums[1];
    };
    expect(await taxed(ada, {})).toBe('0.50');
    expect(await taxed(ada, { shippingAddress: to('FR') })).toBe('2.00');
    await live(ada, { countryCode: 'DE' });
    expect(await taxed(ada, { shippingAddress: to('FR') })).toBe('1.90');
    expect(await taxed(shop.server, { email: 'eve@example.com', shippingAddress: to('FR') })).toBe('2.00');
    expect(await taxed(shop.server, { email: 'eve@example.com' })).toBe('0.50');
    const statements = await statementsDuring(shop, () => taxed(ada, {}));
    expect(statements.filter((name) => name.startsWith('tax_rate') || name === 'user')).toEqual(['tax_rate: and where the buyer is taxed']);
  });

  test('cancel-order gives the tax back with the price; a credit note gives back a line\'s', async () => {
    const shop = await world.tenant();
    await taxRateOf(shop);
    const ada = await buyer(shop);
    const mug = await good(shop, null);
    const canceled = await place(ada.client, { lines: [one(mug, 3)], paymentMethodId: ada.paymentMethodId });
    expect((await change(ada.client, 'orderCancel', { orderId: canceled.order.id })).order).toMatchObject({ status: 'CANCELED', chargeStatus: 'REFUNDED' });
    expect(await world.gateway.charges(shop.tenantId)).toMatchObject([{ amountMinor: '3600', refundedMinor: '3600' }]);
    const kept = await place(ada.client, { lines: [one(mug, 3), one(mug)], paymentMethodId: ada.paymentMethodId });
    const { order } = await ada.client.do(`query I($id: ID!) { order(id: $id) { invoice { id } } }`, { id: kept.order.id });
    const { creditNoteCreate } = await shop.server.do(
      `mutation Note($input: CreditNoteCreateInput!) { creditNoteCreate(input: $input) { creditNote { tax { amount } total { amount } } refund { amount { amount } } userErrors { code } } }`,
      { input: { invoiceId: order.invoice.id, lines: [{ position: 1, amountMinor: 1_200 }], reason: 'Broken', settlement: 'REFUND' } },
    );
    expect(creditNoteCreate).toEqual({ creditNote: { tax: { amount: '2.00' }, total: { amount: '12.00' } }, refund: { amount: { amount: '12.00' } }, userErrors: [] });
    await world.settle();
    expect(await eventTypes(shop, 'payment.refunded')).toHaveLength(2);
  });

  test('import-orders: history keeps what was paid, whatever rates hold today', async () => {
    const shop = await world.tenant();
    await taxRateOf(shop);
    const variantId = await good(shop, null);
    const imported = { externalId: 'E1', userId: null, email: 'eve@example.com', currency: 'GBP', placedAt: new Date('2020-01-01T00:00:00Z'), lines: [{ variantId, quantity: 2, unitPriceMinor: 900n }] };
    const [order] = await asSystem(shop, (work) => importOrders(work, [imported]));
    expect(await sumsOf(shop.server, order!.id)).toEqual({ sums: ['18.00', '0.00', '18.00'], lines: [['18.00', '0.00', false]] });
  });
});

test('update-product, create-product: the tax category is stored in capital letters, null is the default, and what is none is refused', async () => {
  const shop = await world.tenant();
  const { id: productId } = await makeProduct(shop, { taxCategory: ' books ' });
  const update = async (taxCategory: string | null | undefined) =>
    (await shop.server.do(`mutation U($input: ProductUpdateInput!) { productUpdate(input: $input) { product { taxCategory } userErrors { code field } } }`, { input: { productId, taxCategory } })).productUpdate;
  expect(await update(undefined)).toEqual({ product: { taxCategory: 'BOOKS' }, userErrors: [] });
  expect(await update('A B')).toEqual({ product: null, userErrors: [{ code: 'INVALID', field: ['taxCategory'] }] });
  expect(await update(null)).toEqual({ product: { taxCategory: null }, userErrors: [] });
});
