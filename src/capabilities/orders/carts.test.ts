import { examineAfterEach } from '../../../tests/kit/invariants';
import { buyer, digital, ORDER, place, shelf, stocked, type Buyer } from '../../../tests/kit/orders';
import type { Client, Data, Shop } from '../../../tests/kit/shop';
import { statementsOf } from '../../../tests/kit/statements';
import { shopAt } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';

let world: World;
let shop: Shop;
let ada: Buyer;
beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  shop = await shopAt(world, '2026-03-01T00:00:00Z');
  ada = await buyer(shop);
});
examineAfterEach(() => world);
afterAll(() => world.close());

type Verb = 'cartCreate' | 'cartLineSet' | 'cartUpdate' | 'cartClaim' | 'cartCheckout';
const CART = 'id status reservedUntil expiresAt email subtotal { amountMinor } user { id } lines { quantity variant { id } total { amountMinor } } order { id }';

/** One of the mutations of carts; the whole payload. */
async function act(client: Client, verb: Verb, input: Data): Promise<Data> {
  const type = `C${verb.slice(1)}Input`;
  return (await client.do(`mutation M($input: ${type}!) { ${verb}(input: $input) { cart { ${CART} } userErrors { code field } } }`, { input }))[verb];
}

const cartOf = async (client: Client, id: string): Promise<Data | null> => (await client.do(`query C($id: ID!) { cart(id: $id) { ${CART} } }`, { id })).cart;
const codes = ({ userErrors }: Data) => userErrors.map(({ code, field }: Data) => `${code} ${field?.join('.')}`);
/** "2 of 1000": quantity and total of each line. */
const linesOf = ({ lines }: Data) => lines.map(({ quantity, total }: Data) => `${quantity} for ${total?.amountMinor}`);

async function placeCart(client: Client, input: Data): Promise<Data> {
  return (await client.do(`mutation P($input: CartPlaceInput!) { cartPlace(input: $input) { order { ${ORDER} } userErrors { code field } } }`, { input })).cartPlace;
}

const address = { name: 'Ada', line1: '12 St James Square', city: 'London', postalCode: 'SW1Y 4JH', countryCode: 'GB' };

async function cartWith(client: Client, ...lines: [variantId: string, quantity: number][]): Promise<Data> {
  const { cart } = await act(client, 'cartCreate', { lines: lines.map(([variantId, quantity]) => ({ variantId, quantity })) });
  return cart;
}

test('create-cart, set-cart-line, update-cart: a visitor fills a cart, whose prices are those of the moment', async () => {
  const [mug, cup, song] = [await stocked(shop, 5), await stocked(shop, 5, { amountMinor: 700 }), await digital(shop)];
  const { cart } = await act(shop.visitor, 'cartCreate', { lines: [{ variantId: mug, quantity: 2 }, { variantId: song, quantity: 1 }] });
  expect(cart).toMatchObject({ status: 'OPEN', user: null, reservedUntil: null, expiresAt: '2026-03-31T00:00:00.000Z', subtotal: { amountMinor: 2_500 } });
  const cartId = cart.id;
  expect(linesOf((await act(shop.visitor, 'cartLineSet', { cartId, variantId: cup, quantity: 3 })).cart)).toEqual(['2 for 2000', '1 for 500', '3 for 2100']);
  expect(linesOf((await act(shop.visitor, 'cartLineSet', { cartId, variantId: mug, quantity: 1 })).cart)).toEqual(['1 for 1000', '1 for 500', '3 for 2100']);
  expect(linesOf((await act(shop.visitor, 'cartLineSet', { cartId, variantId: song, quantity: 0 })).cart)).toEqual(['1 for 1000', '3 for 2100']);
  expect((await act(shop.visitor, 'cartUpdate', { cartId, email: ' Eve@Example.com ', shippingAddress: address })).cart.email).toBe('eve@example.com');
  expect((await cartOf(shop.visitor, cartId))!.subtotal).toEqual({ amountMinor: 3_100 });
  const yen = await shop.server.do('mutation P($input: ProductCreateInput!) { productCreate(input: $input) { product { variants { edges { node { id } } } } } }', { input: { name: 'Tea', variants: [{ sku: 'tea', price: { amountMinor: 900, currency: 'JPY' } }] } });
  const refused = async (input: Data) => codes(await act(shop.visitor, 'cartLineSet', { cartId, quantity: 1, variantId: mug, ...input }));
  expect(await refused({ variantId: yen.productCreate.product.variants.edges[0].node.id })).toEqual(['CURRENCY_MISMATCH variantId']);
  expect(await refused({ variantId: 'var_unknown' })).toEqual(['NOT_FOUND variantId']);
  expect(await refused({ quantity: -1 })).toEqual(['INVALID quantity']);
  expect(await refused({ quantity: 10_001 })).toEqual(['INVALID quantity']);
  expect(await refused({ cartId: 'cart_unknown' })).toEqual(['NOT_FOUND cartId']);
  expect(codes(await act(shop.visitor, 'cartUpdate', { cartId, email: 'nobody' }))).toEqual(['INVALID email']);
  expect(linesOf((await cartOf(shop.visitor, cartId))!)).toEqual(['1 for 1000', '3 for 2100']);
});

test('claim-cart: it survives the sign-in; what she was filling before goes into it, and nobody else sees it any more', async () => {
  const [mug, cup] = [await stocked(shop, 5), await stocked(shop, 5)];
  const before = await cartWith(ada.client, [mug, 1], [cup, 2]);
  const { id: cartId } = await cartWith(shop.visitor, [mug, 4]);
  const eve = await shop.user();
  expect([await cartOf(shop.visitor, before.id), await cartOf(eve, before.id), (await cartOf(eve, cartId))!.id]).toEqual([null, null, cartId]);
  const claimed = await act(ada.client, 'cartClaim', { cartId });
  expect([linesOf(claimed.cart), claimed.cart.user]).toEqual([['4 for 4000', '2 for 2000'], { id: ada.client.userId }]);
  expect((await act(ada.client, 'cartClaim', { cartId })).cart.id).toBe(cartId);
  expect([await cartOf(shop.visitor, cartId), await cartOf(eve, cartId), (await cartOf(ada.client, before.id))!.status]).toEqual([null, null, 'MERGED']);
  expect((await ada.client.do('{ viewer { cart { id } } }')).viewer.cart).toEqual({ id: cartId });
  for (const client of [eve, shop.visitor]) expect(codes(await act(client, 'cartLineSet', { cartId, variantId: mug, quantity: 1 }))).toEqual(['NOT_FOUND cartId']);
  expect(codes(await act(ada.client, 'cartLineSet', { cartId: before.id, variantId: mug, quantity: 1 }))).toEqual(['CART_CLOSED cartId']);
});

describe('checkout-cart, release-cart, place-cart', () => {
  test('its goods are held back for 15 minutes, and become the order\'s', async () => {
    const mug = await stocked(shop, 3);
    const { id: cartId } = await cartWith(ada.client, [mug, 2]);
    expect((await act(ada.client, 'cartCheckout', { cartId })).cart).toMatchObject({ reservedUntil: '2026-03-01T00:15:00.000Z' });
    const bob = await buyer(shop);
    expect((await place(bob.client, { lines: [{ variantId: mug, quantity: 2 }] })).userErrors).toEqual([{ code: 'INSUFFICIENT_STOCK', field: ['lines', '0', 'quantity'] }]);
    await shop.advance('2026-03-01T00:10:00Z');
    expect((await act(ada.client, 'cartCheckout', { cartId })).cart.reservedUntil).toBe('2026-03-01T00:25:00.000Z');
    await shop.advance('2026-03-01T00:20:00Z');
    expect(await shelf(shop, mug)).toEqual({ onHand: 3, allocated: 0, available: 1 });
    const { order } = await placeCart(ada.client, { cartId, paymentMethodId: ada.paymentMethodId });
    expect([order.status, order.total.amountMinor, await shelf(shop, mug)]).toEqual(['CONFIRMED', 2_000, { onHand: 3, allocated: 2, available: 1 }]);
    expect(await cartOf(ada.client, cartId)).toMatchObject({ status: 'ORDERED', order: { id: order.id }, reservedUntil: null });
    expect(codes(await placeCart(ada.client, { cartId }))).toEqual(['CART_CLOSED cartId']);
    await shop.advance('2026-03-01T01:00:00Z');
    expect(await shelf(shop, mug)).toEqual({ onHand: 3, allocated: 2, available: 1 });
  });

  test('after that, and when its lines change, they can be had by others', async () => {
    const mug = await stocked(shop, 2);
    const { id: cartId } = await cartWith(ada.client, [mug, 2]);
    await act(ada.client, 'cartCheckout', { cartId });
    expect((await act(ada.client, 'cartLineSet', { cartId, variantId: mug, quantity: 1 })).cart.reservedUntil).toBeNull();
    expect(await shelf(shop, mug)).toEqual({ onHand: 2, allocated: 0, available: 2 });
    await act(ada.client, 'cartCheckout', { cartId });
    await shop.advance('2026-03-01T00:15:00Z');
    expect([(await cartOf(ada.client, cartId))!.reservedUntil, await shelf(shop, mug)]).toEqual([null, { onHand: 2, allocated: 0, available: 2 }]);
    expect((await placeCart(ada.client, { cartId, paymentMethodId: ada.paymentMethodId })).order.status).toBe('CONFIRMED');
  });

  test('what is sold beyond the stock is held back as far as there is, and the rest waits', async () => {
    const [mug, cup] = [await stocked(shop, 1), await stocked(shop, 1)];
    const { id: cartId } = await cartWith(ada.client, [mug, 3], [cup, 1]);
    expect(codes(await act(ada.client, 'cartCheckout', { cartId }))).toEqual(['INSUFFICIENT_STOCK cartId']);
    expect([await shelf(shop, cup), (await cartOf(ada.client, cartId))!.reservedUntil]).toEqual([{ onHand: 1, allocated: 0, available: 1 }, null]);
    await shop.server.do('mutation S($input: BackorderPolicySetInput!) { backorderPolicySet(input: $input) { userErrors { code } } }', { input: { variantId: mug, mode: 'BACKORDER' } });
    expect(codes(await act(ada.client, 'cartCheckout', { cartId }))).toEqual([]);
    expect([await shelf(shop, mug), await shelf(shop, cup)]).toEqual([{ onHand: 1, allocated: 0, available: 0 }, { onHand: 1, allocated: 0, available: 0 }]);
    const { order } = await placeCart(ada.client, { cartId, paymentMethodId: ada.paymentMethodId });
    const { backorders } = (await ada.client.do('query B($id: ID!) { order(id: $id) { backorders { edges { node { waitingQuantity } } } } }', { id: order.id })).order;
    expect([backorders.edges, await shelf(shop, mug)]).toEqual([[{ node: { waitingQuantity: 2 } }], { onHand: 1, allocated: 1, available: 0 }]);
  });

  test('a guest\'s cart is ordered by the shop\'s own server, with her address', async () => {
    const mug = await stocked(shop, 2);
    const { id: cartId } = await cartWith(shop.visitor, [mug, 1]);
    expect(codes(await placeCart(shop.server, { cartId }))).toEqual(['INVALID userId']);
    await act(shop.visitor, 'cartUpdate', { cartId, email: 'eve@example.com', shippingAddress: address });
    const { order } = await placeCart(shop.server, { cartId });
    const read = (await shop.server.do('query O($id: ID!) { order(id: $id) { email shippingAddress { city } } }', { id: order.id })).order;
    expect(read).toEqual({ email: 'eve@example.com', shippingAddress: { city: 'London' } });
    expect(codes(await placeCart(shop.server, { cartId }))).toEqual(['CART_CLOSED cartId']);
    const empty = await cartWith(ada.client);
    expect([codes(await placeCart(ada.client, { cartId: empty.id })), codes(await act(ada.client, 'cartCheckout', { cartId: empty.id }))]).toEqual([['INVALID cartId'], ['INVALID cartId']]);
  });

  test('ordered many times at once, in the middle of changes, it is one order', async () => {
    const mug = await stocked(shop, 9);
    const { id: cartId } = await cartWith(ada.client, [mug, 2]);
    await act(ada.client, 'cartCheckout', { cartId });
    const [orders] = await Promise.all([
      Promise.all([1, 2, 3, 4].map(() => placeCart(ada.client, { cartId }))),
      act(ada.client, 'cartCheckout', { cartId }),
      act(ada.client, 'cartLineSet', { cartId, variantId: mug, quantity: 3 }),
    ]);
    const made = orders.flatMap(({ order }) => (order ? [order.total.amountMinor] : []));
    expect(made).toHaveLength(1);
    expect((await shelf(shop, mug)).allocated).toBe(made[0] / 1_000);
  });
});

test('expire-cart: 30 days after somebody touched it, it is closed and holds nothing', async () => {
  const mug = await stocked(shop, 2);
  const { id: cartId } = await cartWith(shop.visitor, [mug, 1]);
  await shop.advance('2026-03-20T00:00:00Z');
  await act(shop.visitor, 'cartLineSet', { cartId, variantId: mug, quantity: 2 });
  await shop.advance('2026-04-18T00:00:00Z');
  expect((await cartOf(shop.visitor, cartId))!.status).toBe('OPEN');
  await shop.advance('2026-04-19T00:00:00Z');
  expect((await cartOf(shop.visitor, cartId))!.status).toBe('EXPIRED');
  expect(codes(await act(shop.visitor, 'cartLineSet', { cartId, variantId: mug, quantity: 1 }))).toEqual(['CART_CLOSED cartId']);
});

test('staff see all carts; a page of them costs as many statements as one', async () => {
  const mug = await stocked(shop, 2);
  const counts = [];
  for (const client of [ada.client, shop.visitor]) {
    await cartWith(client, [mug, 1]);
    counts.push((await statementsOf(shop.server, '{ carts(first: 50, status: OPEN) { edges { node { subtotal { amountMinor } user { id } lines { variant { id } unitPrice { amountMinor } } } } } }')).length);
  }
  expect(counts).toEqual([4, 4]);
  expect((await ada.client.ask('{ carts { edges { node { id } } } }')).errors![0]!.extensions.code).toBe('FORBIDDEN');
});
