import { makeProduct, putOnShelf } from '../../../tests/kit/catalog';
import { place } from '../../../tests/kit/orders';
import { statementsOf } from '../../../tests/kit/statements';
import type { Data, Shop, SignedInClient } from '../../../tests/kit/shop';
import { attach, charged, planOf, shopAt, subscribe } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });

async function member(shop: Shop, planId: string): Promise<{ user: SignedInClient; id: string }> {
  const user = await shop.user();
  await attach(user, 'sandbox_succeeds');
  return { user, id: (await subscribe(user, { planId })).subscription.id };
}

describe('prices for a time', () => {
  const next = async (user: SignedInClient, input: Data) => {
    const { subscriptionPreview } = await user.do('query P($input: SubscriptionPreviewInput!) { subscriptionPreview(input: $input) { invoiceNow { total { amountMinor } } nextInvoice { total { amountMinor } } } }', { input });
    return [subscriptionPreview.invoiceNow, subscriptionPreview.nextInvoice].map((invoice) => invoice?.total.amountMinor ?? null);
  };

  test('each period costs what holds when it starts, as its preview says; the end of a price is not in it', async () => {
    const shop = await shopAt(world, '2026-01-01T00:00:00Z');
    const planId = await planOf(shop, { more: { timedPrices: [{ price: gbp(500), validUntil: '2026-03-01T00:00:00Z' }, { price: gbp(2_000), validFrom: '2026-04-01T00:00:00Z' }] } });
    const bob = await shop.user();
    expect(await next(bob, { planId })).toEqual([500, 500]);
    const { user, id } = await member(shop, planId);
    await shop.advance('2026-02-15T00:00:00Z');
    expect(await next(user, { subscriptionId: id })).toEqual([null, 1_200]);
    await shop.advance('2026-04-01T00:00:00Z');
    expect((await charged(user)).sort()).toEqual(['SUCCEEDED 1200', 'SUCCEEDED 2000', 'SUCCEEDED 500', 'SUCCEEDED 500']);
  });

  test('more of the same plan costs the price of the period that runs; what is given back is what was charged', async () => {
    const shop = await shopAt(world, '2026-04-01T00:00:00Z');
    const planId = await planOf(shop, { more: { timedPrices: [{ price: gbp(600), validUntil: '2026-04-10T00:00:00Z' }] } });
    const { user, id } = await member(shop, planId);
    await shop.advance('2026-04-16T00:00:00Z');
    // Half of April is left: -3.00, +6.00, and then twice 12.00.
    expect(await next(user, { subscriptionId: id, quantity: 2 })).toEqual([null, 2_700]);
    await user.do('mutation C($input: SubscriptionChangePlanInput!) { subscriptionChangePlan(input: $input) { userErrors { code } } }', { input: { subscriptionId: id, quantity: 2 } });
    await shop.advance('2026-05-01T00:00:00Z');
    expect((await charged(user)).sort()).toEqual(['SUCCEEDED 2700', 'SUCCEEDED 600']);
  });

  test('a plan shows them, and refuses those that never hold', async () => {
    const shop = await shopAt(world, '2026-04-01T00:00:00Z');
    const planId = await planOf(shop, { more: { timedPrices: [{ price: gbp(600), validUntil: '2026-04-10T00:00:00Z' }] } });
    const { plan } = await shop.visitor.do('query P($id: ID!) { plan(id: $id) { timedPrices { price { amountMinor } validFrom validUntil } } }', { id: planId });
    expect(plan.timedPrices).toEqual([{ price: { amountMinor: 600 }, validFrom: null, validUntil: '2026-04-10T00:00:00.000Z' }]);
    const update = async (price: Data) => (await shop.server.do('mutation U($input: PlanUpdateInput!) { planUpdate(input: $input) { userErrors { code field } } }', { input: { planId, timedPrices: [price] } })).planUpdate.userErrors;
    expect(await update({ price: gbp(1) })).toEqual([{ code: 'INVALID', field: ['timedPrices'] }]);
    expect(await update({ price: { amountMinor: 1, currency: 'EUR' }, validUntil: '2027-01-01T00:00:00Z' })).toEqual([{ code: 'INVALID', field: ['timedPrices'] }]);
    expect(await update({ price: gbp(1), validFrom: '2027-01-01T00:00:00Z', validUntil: '2027-01-01T00:00:00Z' })).toEqual([{ code: 'INVALID', field: ['timedPrices', 'validUntil'] }]);
  });
});

describe('set-member-prices', () => {
  const set = async (shop: Shop, planId: string, memberPrices: Data[]) =>
    (await shop.server.do('mutation S($input: PlanMemberPricesSetInput!) { planMemberPricesSet(input: $input) { plan { memberPrices { variantId percentOff price { amountMinor } } } userErrors { code field } } }', { input: { planId, memberPrices } })).planMemberPricesSet;

  /** A mug of 10.00 and a pot of 25.05, a plan that takes 20 % off all and sells the mug for 7.00. */
  async function stand() {
    const shop = await shopAt(world, '2026-04-01T00:00:00Z');
    const { id: productId, variants } = await makeProduct(shop, { variants: [{ sku: 'mug', name: 'Mug', price: gbp(1_000) }, { sku: 'pot', name: 'Pot', price: gbp(2_505) }] });
    const [mug, pot] = variants.map(({ id }) => id) as [string, string];
    for (const id of [mug, pot]) await putOnShelf(shop, id, 10);
    const planId = await planOf(shop);
    expect((await set(shop, planId, [{ percentOff: '20' }, { variantId: mug, price: gbp(700) }])).userErrors).toEqual([]);
    return { shop, productId, mug, pot, planId };
  }
  const PRICES = 'query V($id: ID!) { product(id: $id) { variants(first: 10) { edges { node { sku price { amountMinor } viewerPrice { amountMinor } } } } } }';
  const shown = async (client: { do: SignedInClient['do'] }, id: string) =>
    (await client.do(PRICES, { id })).product.variants.edges.map(({ node }: Data) => node.viewerPrice.amountMinor);

  test('subscribers see and pay the lowest price, and the invoice says why; nobody else does, and not after it has ended', async () => {
    const { shop, productId, mug, pot, planId } = await stand();
    const { user, id } = await member(shop, planId);
    const stranger = await shop.user();
    expect([await shown(user, productId), await shown(stranger, productId), await shown(shop.visitor, productId)]).toEqual([[700, 2_004], [1_000, 2_505], [1_000, 2_505]]);
    const lines = [{ variantId: mug, quantity: 2 }, { variantId: pot, quantity: 1 }];
    expect((await place(user, { lines })).order.total).toEqual({ amountMinor: 3_404, currency: 'GBP' });
    expect((await place(stranger, { lines })).order.total).toEqual({ amountMinor: 4_505, currency: 'GBP' });
    expect((await place(shop.server, { lines, userId: user.userId })).order.total).toEqual({ amountMinor: 3_404, currency: 'GBP' });
    const { orders } = await user.do('{ orders(first: 1) { edges { node { invoice { lines { explanation amount { amountMinor } } } } } } }');
    expect(orders.edges[0].node.invoice.lines).toEqual([
      { explanation: '7.00 instead of 10.00 by Monthly box GBP, × 2', amount: { amountMinor: 1_400 } },
      { explanation: '25.05 - 20 % by Monthly box = 20.04 GBP', amount: { amountMinor: 2_004 } },
    ]);
    await user.do('mutation C($input: SubscriptionCancelInput!) { subscriptionCancel(input: $input) { userErrors { code } } }', { input: { subscriptionId: id, timing: 'NOW' } });
    expect(await shown(user, productId)).toEqual([1_000, 2_505]);
    expect((await place(user, { lines })).order.total).toEqual({ amountMinor: 4_505, currency: 'GBP' });
  });

  test('a price holds from its beginning until before its end, and is never above the shop\'s', async () => {
    const { shop, productId, mug, planId } = await stand();
    const { user } = await member(shop, planId);
    await set(shop, planId, [{ variantId: mug, price: gbp(1_500) }, { percentOff: '50', validFrom: '2026-04-10T00:00:00Z', validUntil: '2026-04-20T00:00:00Z' }]);
    const prices = [await shown(user, productId)];
    for (const day of ['10', '20']) {
      await shop.advance(`2026-04-${day}T00:00:00Z`);
      prices.push(await shown(user, productId));
    }
    expect(prices).toEqual([[1_000, 2_505], [500, 1_252], [1_000, 2_505]]);
  });

  test('the prices of many variants are one statement, and none for a visitor', async () => {
    const { shop, productId, planId } = await stand();
    const { user } = await member(shop, planId);
    const plain = await statementsOf(user, 'query V($id: ID!) { product(id: $id) { variants(first: 10) { edges { node { price { amountMinor } } } } } }', { id: productId });
    expect(await statementsOf(user, PRICES, { id: productId })).toEqual([...plain, 'member_price: rules']);
    expect(await statementsOf(shop.visitor, PRICES, { id: productId })).toEqual(plain);
  });

  test('what says nothing, or of another shop, is refused and changes nothing', async () => {
    const { shop, planId, mug } = await stand();
    const before = (await shop.server.do('query P($id: ID!) { plan(id: $id) { memberPrices { percentOff } } }', { id: planId })).plan;
    for (const [price, error] of [
      [{ variantId: mug }, { code: 'INVALID', field: ['memberPrices', '0'] }],
      [{ variantId: mug, percentOff: '10', price: gbp(1) }, { code: 'INVALID', field: ['memberPrices', '0'] }],
      [{ price: gbp(1) }, { code: 'INVALID', field: ['memberPrices', '0', 'variantId'] }],
      [{ percentOff: '101' }, { code: 'INVALID', field: ['memberPrices', '0', 'percentOff'] }],
      [{ variantId: 'var_01h455vb4pex5vsknk084sn02q', percentOff: '10' }, { code: 'NOT_FOUND', field: ['memberPrices', 'variantId'] }],
    ] as const) {
      expect(await set(shop, planId, [price])).toEqual({ plan: null, userErrors: [error] });
    }
    expect((await shop.server.do('query P($id: ID!) { plan(id: $id) { memberPrices { percentOff } } }', { id: planId })).plan).toEqual(before);
  });

  test('they end with the days of access that the shop gives to who owes', async () => {
    const { shop, productId, planId } = await stand();
    await shop.server.do('mutation P($input: DunningPolicyUpdateInput!) { dunningPolicyUpdate(input: $input) { userErrors { code } } }', { input: { accessDays: 2 } });
    const { user } = await member(shop, planId);
    const lowered = await shown(user, productId);
    const paymentMethodId = await attach(user, 'sandbox_declines');
    await user.do('mutation D($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { userErrors { code } } }', { input: { paymentMethodId } });
    await shop.advance('2026-05-02T00:00:00Z');
    expect(await shown(user, productId)).toEqual(lowered);
    await shop.advance('2026-05-04T00:00:00Z');
    expect(await shown(user, productId)).toEqual(await shown(shop.visitor, productId));
    expect(await shown(user, productId)).not.toEqual(lowered);
  });
});
