import { makeProduct, putOnShelf } from '../../../tests/kit/catalog';
import { taxRateOf } from '../../../tests/kit/coupons';
import { examineAfterEach } from '../../../tests/kit/invariants';
import { buyer, change, digital, place, shelf } from '../../../tests/kit/orders';
import { methodOf, offered, zoneOf } from '../../../tests/kit/shipping';
import type { Client, Data, Shop } from '../../../tests/kit/shop';
import { statementsDuring, statementsOf } from '../../../tests/kit/statements';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
examineAfterEach(() => world);
afterAll(() => world.close());

const LONDON = { name: 'Ada', line1: '1 Road', city: 'London', postalCode: 'SW1A 1AA', countryCode: 'GB' };
const SKYE = { ...LONDON, city: 'Kyle', postalCode: 'IV41 8PL' };
const BERLIN = { ...LONDON, city: 'Berlin', postalCode: '10115', countryCode: 'DE' };
const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });

/** A variant of 10.00 GBP and half a kilogram, unless told otherwise, with 50 on the shelf. */
async function good(shop: Shop, sku: string, { weightGrams = 500, ...variant }: Data = {}): Promise<string> {
  const { variants } = await makeProduct(shop, { variants: [{ sku, price: gbp(1_000), weightGrams, ...variant }] });
  await putOnShelf(shop, variants[0]!.id, 50);
  return variants[0]!.id;
}

const some = (variantId: string, quantity = 1) => ({ variantId, quantity });

async function mutate(client: Client, name: string, input: Data, selection: string): Promise<Data> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  return (await client.do(`mutation M($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field } } }`, { input }))[name];
}

/** What an order says of its shipping, and its invoice of the lines. */
async function shippingOf(client: Client, id: string): Promise<Data> {
  const { order } = await client.do(
    `query S($id: ID!) { order(id: $id) { subtotal { amount } shipping { amount } shippingTax { amount } isShippingTaxIncluded tax { amount } total { amount } shippingMethod { code }
      invoice { total { amount } lines { kind description unitAmount { amount } tax { amount } tags } } } }`,
    { id },
  );
  const { invoice, subtotal, shipping, shippingTax, tax, total, shippingMethod, isShippingTaxIncluded } = order;
  expect(invoice.total).toEqual(total);
  return {
    sums: [subtotal, shipping, shippingTax, tax, total].map(({ amount }: Data) => amount),
    isShippingTaxIncluded,
    method: shippingMethod?.code ?? null,
    lines: invoice.lines.map(({ kind, description, unitAmount, tax: on }: Data) => `${kind} ${description} ${unitAmount.amount} + ${on.amount}`),
  };
}

describe('create-shipping-zone, update-shipping-zone, delete-shipping-zone', () => {
  const ZONE = 'shippingZone { name countries postalCodePrefixes }';

  test('staff make, change and take away; a customer may not; a page with methods is two statements', async () => {
    const [shop, other] = [await world.tenant(), await world.tenant()];
    const ada = await shop.user();
    const shippingZoneId = await zoneOf(shop, { name: ' Islands ', countries: ['GB'], postalCodePrefixes: ['hs'] });
    await zoneOf(shop, { name: 'Rest' });
    await methodOf(shop, shippingZoneId, { code: 'POST' });
    const LIST = `{ shippingZones { totalCount edges { node { name countries postalCodePrefixes methods { edges { node { code prices { price { amount } } freeFrom { amount } } } } } } } }`;
    expect((await shop.server.do(LIST)).shippingZones).toEqual({
      totalCount: 2,
      edges: [
        { node: { name: 'Islands', countries: ['GB'], postalCodePrefixes: ['HS'], methods: { edges: [{ node: { code: 'POST', prices: [{ price: { amount: '3.00' } }], freeFrom: [] } }] } } },
        { node: { name: 'Rest', countries: [], postalCodePrefixes: [], methods: { edges: [] } } },
      ],
    });
    expect(await statementsOf(shop.server, `{ shippingZones { edges { node { name methods { edges { node { code } } } } } } }`)).toEqual(['shipping_zone', 'shipping_method: pages']);
    expect((await other.server.do(LIST)).shippingZones.totalCount).toBe(0);
    expect((await ada.ask(LIST)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    expect(await mutate(shop.server, 'shippingZoneUpdate', { shippingZoneId, countries: ['GB', 'IE'], postalCodePrefixes: [] }, ZONE)).toEqual({ shippingZone: { name: 'Islands', countries: ['GB', 'IE'], postalCodePrefixes: [] }, userErrors: [] });
    expect(await mutate(shop.server, 'shippingZoneUpdate', { shippingZoneId, name: 'X', countries: ['UK'] }, ZONE)).toEqual({ shippingZone: null, userErrors: [{ code: 'INVALID', field: ['countries', '0'] }] });
    expect(await mutate(other.server, 'shippingZoneUpdate', { shippingZoneId, name: 'X' }, ZONE)).toEqual({ shippingZone: null, userErrors: [{ code: 'NOT_FOUND', field: ['shippingZoneId'] }] });
    expect((await mutate(shop.server, 'shippingZoneDelete', { shippingZoneId }, ZONE)).shippingZone.name).toBe('Islands');
    expect((await mutate(shop.server, 'shippingZoneDelete', { shippingZoneId }, ZONE)).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['shippingZoneId'] }]);
    expect((await mutate(shop.server, 'shippingMethodCreate', { shippingZoneId, name: 'A', code: 'A', prices: [{ price: gbp(1) }] }, 'shippingMethod { id }')).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['shippingZoneId'] }]);
    expect((await shop.server.do(LIST)).shippingZones.edges.map(({ node }: Data) => node.name)).toEqual(['Rest']);
  });
});

describe('create-shipping-method, update-shipping-method, delete-shipping-method', () => {
  const METHOD = 'shippingMethod { name code isActive prices { price { amount } minWeightGrams maxWeightGrams minTotal { amount } maxTotal { amount } } freeFrom { amount currency } estimatedDaysMin estimatedDaysMax taxCategory }';

  test('what is said is kept, what is left out stays, null empties; a code is there once until it is deleted', async () => {
    const shop = await world.tenant();
    const shippingZoneId = await zoneOf(shop);
    const prices = [{ price: gbp(300), minWeightGrams: 0, maxWeightGrams: 1_000, minTotalMinor: 1, maxTotalMinor: 5_000 }];
    const given = { shippingZoneId, name: 'Post', code: 'POST', prices, freeFrom: [gbp(5_000)], estimatedDaysMin: 1, estimatedDaysMax: 3, taxCategory: 'post' };
    const kept = {
      ...{ name: 'Post', code: 'POST', isActive: true, freeFrom: [{ amount: '50.00', currency: 'GBP' }], estimatedDaysMin: 1, estimatedDaysMax: 3, taxCategory: 'POST' },
      prices: [{ price: { amount: '3.00' }, minWeightGrams: 0, maxWeightGrams: 1_000, minTotal: { amount: '0.01' }, maxTotal: { amount: '50.00' } }],
    };
    const { shippingMethod } = await mutate(shop.server, 'shippingMethodCreate', given, `${METHOD} ${METHOD.replace('name', 'id name')}`);
    const { id: shippingMethodId, ...made } = shippingMethod;
    expect(made).toEqual(kept);
    expect((await mutate(shop.server, 'shippingMethodCreate', given, METHOD)).userErrors).toEqual([{ code: 'ALREADY_EXISTS', field: ['code'] }]);
    const change = (input: Data) => mutate(shop.server, 'shippingMethodUpdate', { shippingMethodId, ...input }, METHOD);
    expect((await change({ name: 'Slow', isActive: false })).shippingMethod).toEqual({ ...kept, name: 'Slow', isActive: false });
    expect((await change({ name: null, freeFrom: null, estimatedDaysMin: null, estimatedDaysMax: null, taxCategory: null, prices: null })).shippingMethod).toEqual({
      ...kept, name: 'Slow', isActive: false, freeFrom: [], estimatedDaysMin: null, estimatedDaysMax: null, taxCategory: null,
    });
    for (const [wrong, field] of [[{ prices: [] }, ['prices']], [{ estimatedDaysMin: 4, estimatedDaysMax: 3 }, ['estimatedDaysMax']], [{ estimatedDaysMin: -1 }, ['estimatedDaysMin']], [{ code: ' ' }, ['code']], [{ taxCategory: 'a b' }, ['taxCategory']]] as const) {
      expect(await change(wrong)).toEqual({ shippingMethod: null, userErrors: [{ code: 'INVALID', field }] });
    }
    await methodOf(shop, shippingZoneId, { code: 'OTHER' });
    expect((await change({ code: 'OTHER' })).userErrors).toEqual([{ code: 'ALREADY_EXISTS', field: ['code'] }]);
    expect((await mutate(shop.server, 'shippingMethodDelete', { shippingMethodId }, METHOD)).shippingMethod.name).toBe('Slow');
    for (const name of ['shippingMethodDelete', 'shippingMethodUpdate']) {
      expect((await mutate(shop.server, name, { shippingMethodId }, METHOD)).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['shippingMethodId'] }]);
    }
    expect((await mutate(shop.server, 'shippingMethodCreate', given, METHOD)).shippingMethod).toEqual(kept);
  });
});

test('shippingMethods: of the most specific zone, by weight and total, cheapest first, for everybody', async () => {
  const shop = await world.tenant();
  const [rest, britain, skye] = [await zoneOf(shop), await zoneOf(shop, { countries: ['GB'] }), await zoneOf(shop, { countries: ['GB'], postalCodePrefixes: ['IV4'] })];
  await methodOf(shop, rest, { code: 'AIR', prices: [{ price: gbp(2_000) }, { price: { amountMinor: 2_500, currency: 'EUR' } }] });
  await methodOf(shop, britain, { code: 'COURIER', prices: [{ price: gbp(700) }] });
  await methodOf(shop, britain, { code: 'POST', prices: [{ price: gbp(300), maxWeightGrams: 1_000 }, { price: gbp(500), minWeightGrams: 1_000, maxWeightGrams: 2_000 }], freeFrom: [gbp(4_000)] });
  await methodOf(shop, britain, { code: 'HIDDEN', isActive: false });
  await methodOf(shop, skye, { code: 'FERRY', prices: [{ price: gbp(900), maxTotalMinor: 3_000 }, { price: gbp(100), minTotalMinor: 3_000 }] });
  const [mug, light, song] = [await good(shop, 'MUG'), await good(shop, 'LIGHT', { weightGrams: null }), await digital(shop)];
  const { visitor } = shop;
  expect(await offered(visitor, LONDON, [some(mug)])).toEqual(['POST 3.00 GBP', 'COURIER 7.00 GBP']);
  expect(await offered(visitor, LONDON, [some(mug, 2)])).toEqual(['POST 5.00 GBP', 'COURIER 7.00 GBP']);
  expect(await offered(visitor, LONDON, [some(mug, 3), some(light)])).toEqual(['POST 0.00 GBP', 'COURIER 7.00 GBP']);
  expect(await offered(visitor, LONDON, [some(mug, 4)])).toEqual(['COURIER 7.00 GBP']);
  // A song weighs nothing and counts for the total.
  expect(await offered(visitor, LONDON, [some(mug, 1), some(song, 6)])).toEqual(['POST 0.00 GBP', 'COURIER 7.00 GBP']);
  expect(await offered(visitor, SKYE, [some(mug, 2)])).toEqual(['FERRY 9.00 GBP']);
  expect(await offered(visitor, SKYE, [some(mug, 3)])).toEqual(['FERRY 1.00 GBP']);
  expect(await offered(visitor, BERLIN, [some(mug)])).toEqual(['AIR 20.00 GBP']);
  expect(await offered(visitor, LONDON, [some(song)])).toEqual([]);
  expect(await offered(visitor, LONDON, [some('var_01h455vb4pex5vsknk084sn02q')])).toBeNull();
  const ask = `query A($lines: [OrderLineInput!]!) { shippingMethods(address: { name: "A", line1: "B", city: "C", postalCode: "X", countryCode: "GB" }, lines: $lines) { price { amount } } }`;
  expect((await visitor.ask(ask, { lines: [some(mug)] })).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', reason: 'INVALID' }, message: expect.stringContaining('EC1Y 8SY') }]);
  expect(await statementsDuring(shop, () => offered(visitor, LONDON, [some(mug), some(light)]))).toEqual(['product_variant', 'product', 'shipping_zone', 'shipping_method']);
});

describe('place-order with a shipping method', () => {
  test('its price is a line of the invoice, taxed by its own category where the goods go; a cancellation gives it back', async () => {
    const shop = await world.tenant();
    await taxRateOf(shop, { countryCode: 'GB' });
    await taxRateOf(shop, { countryCode: 'GB', category: 'POST', percent: '10' });
    await taxRateOf(shop, { countryCode: 'US', subdivision: 'CA', percent: '8' });
    const zone = await zoneOf(shop);
    const post = await methodOf(shop, zone, { code: 'POST', taxCategory: 'post' });
    const plain = await methodOf(shop, zone, { code: 'PLAIN', freeFrom: [gbp(2_000)] });
    const ada = await buyer(shop);
    const mug = await good(shop, 'MUG');
    const ordered = (input: Data) => place(ada.client, { lines: [some(mug)], shippingAddress: LONDON, ...input });
    const { order } = await ordered({ shippingMethodId: post, paymentMethodId: ada.paymentMethodId });
    // 10.00 and 20 % of it, 3.00 and 10 % of it
    expect(order).toMatchObject({ status: 'CONFIRMED', chargeStatus: 'FULL', total: { amountMinor: 1_530 } });
    expect(await shippingOf(ada.client, order.id)).toEqual({ sums: ['10.00', '3.00', '0.30', '2.30', '15.30'], isShippingTaxIncluded: false, method: 'POST', lines: ['PRODUCT Mug 10.00 + 2.00', 'SHIPPING POST 3.00 + 0.30'] });
    expect((await change(ada.client, 'orderCancel', { orderId: order.id })).order).toMatchObject({ status: 'CANCELED', chargeStatus: 'REFUNDED' });
    expect(await world.gateway.charges(shop.tenantId)).toMatchObject([{ amountMinor: '1530', refundedMinor: '1530' }]);
    const standard = await ordered({ shippingMethodId: plain });
    expect((await shippingOf(ada.client, standard.order.id)).sums).toEqual(['10.00', '3.00', '0.60', '2.60', '15.60']);
    const free = await ordered({ shippingMethodId: plain, lines: [some(mug, 2)] });
    expect(await shippingOf(ada.client, free.order.id)).toMatchObject({ sums: ['20.00', '0.00', '0.00', '4.00', '24.00'], method: 'PLAIN', lines: ['PRODUCT Mug 10.00 + 4.00', 'SHIPPING PLAIN 0.00 + 0.00'] });
    const california = { ...LONDON, postalCode: '90210', administrativeArea: 'California', countryCode: 'US' };
    const far = await ordered({ shippingMethodId: post, shippingAddress: california });
    expect((await shippingOf(ada.client, far.order.id)).sums).toEqual(['10.00', '3.00', '0.24', '1.04', '14.04']);
  });

  test('tax that the price holds comes on nothing; the method stays with the order when it is changed and deleted', async () => {
    const shop = await world.tenant();
    await taxRateOf(shop, { isIncluded: true });
    const post = await methodOf(shop, await zoneOf(shop), { code: 'POST', prices: [{ price: gbp(600) }] });
    const [ada, mug] = [await buyer(shop), await good(shop, 'MUG')];
    const { order } = await place(ada.client, { lines: [some(mug)], shippingAddress: LONDON, shippingMethodId: post });
    await mutate(shop.server, 'shippingMethodUpdate', { shippingMethodId: post, prices: [{ price: gbp(1) }] }, 'shippingMethod { id }');
    await mutate(shop.server, 'shippingMethodDelete', { shippingMethodId: post }, 'shippingMethod { id }');
    expect(await shippingOf(ada.client, order.id)).toMatchObject({ sums: ['10.00', '6.00', '1.00', '2.67', '16.00'], isShippingTaxIncluded: true, method: 'POST' });
  });

  test('what is not offered refuses the whole order; an order without one takes no statement more', async () => {
    const [shop, other] = [await world.tenant(), await world.tenant()];
    const [britain, skye] = [await zoneOf(shop, { countries: ['GB'] }), await zoneOf(shop, { countries: ['GB'], postalCodePrefixes: ['IV4'] })];
    const post = await methodOf(shop, britain, { code: 'POST', prices: [{ price: gbp(300), maxWeightGrams: 1_000 }] });
    const ferry = await methodOf(shop, skye, { code: 'FERRY' });
    const hidden = await methodOf(shop, britain, { code: 'HIDDEN', isActive: false });
    const foreign = await methodOf(other, await zoneOf(other), { code: 'POST' });
    const [ada, mug, song] = [await buyer(shop), await good(shop, 'MUG'), await digital(shop)];
    const ordered = (input: Data) => place(ada.client, { lines: [some(mug)], shippingAddress: LONDON, shippingMethodId: post, ...input });
    const refused = { order: null, userErrors: [{ code: 'SHIPPING_METHOD_NOT_AVAILABLE', field: ['shippingMethodId'] }] };
    const wrong = [
      ...[ferry, hidden, foreign, 'shm_01h455vb4pex5vsknk084sn02q'].map((shippingMethodId) => ({ shippingMethodId })),
      ...[{ lines: [some(mug, 2)] }, { lines: [some(song)] }, { shippingAddress: SKYE }, { shippingAddress: BERLIN }, { shippingAddress: null }],
    ];
    for (const input of wrong) expect(await ordered(input)).toEqual(refused);
    expect(await shelf(shop, mug)).toEqual({ onHand: 50, allocated: 0, available: 50 });
    expect((await shop.server.do('{ orders { totalCount } invoices { totalCount } }'))).toEqual({ orders: { totalCount: 0 }, invoices: { totalCount: 0 } });
    // The first order of a shop opens its books.
    await ordered({});
    const names = await statementsDuring(shop, () => ordered({}));
    const without = await statementsDuring(shop, () => ordered({ shippingMethodId: null }));
    expect(names.filter((name) => name.includes('shipping'))).toEqual(['shipping_zone', 'shipping_method']);
    expect(names.length - without.length).toBe(2);
    const [plain] = (await ada.client.do('{ orders(first: 1) { edges { node { shipping { amount } shippingMethod { id } total { amount } } } } }')).orders.edges;
    expect(plain.node).toEqual({ shipping: { amount: '0.00' }, shippingMethod: null, total: { amount: '10.00' } });
  });
});

test('update-variant, create-variant: a weight is a whole number of grams, null for nobody knows', async () => {
  const shop = await world.tenant();
  const { id: productId } = await makeProduct(shop);
  const input = { productId, sku: 'W', price: gbp(1), weightGrams: 1_000_000 };
  const { productVariant } = await mutate(shop.server, 'productVariantCreate', input, 'productVariant { id weightGrams }');
  expect(productVariant.weightGrams).toBe(1_000_000);
  const update = (weightGrams?: number | null) => mutate(shop.server, 'productVariantUpdate', { variantId: productVariant.id, weightGrams }, 'productVariant { weightGrams }');
  expect((await update()).productVariant).toEqual({ weightGrams: 1_000_000 });
  for (const wrong of [-1, 1_000_001]) expect(await update(wrong)).toEqual({ productVariant: null, userErrors: [{ code: 'INVALID', field: ['weightGrams'] }] });
  expect((await update(0)).productVariant).toEqual({ weightGrams: 0 });
  expect((await update(null)).productVariant).toEqual({ weightGrams: null });
});
