import { makeProduct, putOnShelf } from './catalog';
import type { Data, Shop, SignedInClient } from './shop';
import { attach, planOf, shopAt, subscribe } from './subscribing';
import type { World } from './world';

export interface Stand {
  readonly shop: Shop;
  readonly planId: string;
  readonly tea: string;
  readonly coffee: string;
}

/** A box of one tea for 20.00, which may be swapped for coffee, and for which coffee may stand in, and so many of both on the shelf. */
export async function stand(world: World, { tea = 0, coffee = 0, policy, more = {} }: { tea?: number; coffee?: number; policy?: string; more?: Data } = {}): Promise<Stand> {
  const shop = await shopAt(world, '2026-01-31T00:00:00Z');
  const { variants } = await makeProduct(shop, { variants: ['tea', 'coffee'].map((sku) => ({ sku, name: sku, price: { amountMinor: 500, currency: 'GBP' } })) });
  const [teaId, coffeeId] = variants.map(({ id }) => id) as [string, string];
  await fill(shop, teaId, tea);
  await fill(shop, coffeeId, coffee);
  if (policy) await setBoxPolicy(shop, { onShortage: policy });
  const planId = await planOf(shop, { price: 2_000, more: { box: [{ variantId: teaId, alternativeVariantIds: [coffeeId], substituteVariantIds: [coffeeId] }], ...more } });
  return { shop, planId, tea: teaId, coffee: coffeeId };
}

/** What is counted: a shelf that had something once. */
export async function fill(shop: Shop, variantId: string, pieces: number): Promise<void> {
  await putOnShelf(shop, variantId, pieces + 1);
  await shop.server.do('mutation A($input: StockAdjustInput!) { stockAdjust(input: $input) { userErrors { code } } }', { input: { variantId, delta: -1 } });
}

export async function setBoxPolicy(shop: Shop, input: Data) {
  return (await shop.server.do('mutation P($input: BoxPolicyUpdateInput!) { boxPolicyUpdate(input: $input) { boxPolicy { onShortage reserveDaysBefore } userErrors { code field } } }', { input })).boxPolicyUpdate;
}

export async function subscriber({ shop, planId }: Stand, input: Data = {}): Promise<{ user: SignedInClient; id: string }> {
  const user = await shop.user();
  await attach(user, 'sandbox_succeeds');
  const { subscription, userErrors } = await subscribe(user, { planId, ...input });
  expect(userErrors).toEqual([]);
  return { user, id: subscription.id };
}

/** "tea 3 on hand, 1 reserved, 1 allocated", of all levels. */
export async function shelves({ shop }: Stand): Promise<string[]> {
  const { stockLevels } = await shop.server.do('{ stockLevels(first: 10) { edges { node { onHand reserved allocated variant { sku } } } } }');
  return stockLevels.edges.map(({ node }: Data) => `${node.variant.sku} ${node.onHand} on hand, ${node.reserved} reserved, ${node.allocated} allocated`);
}

const CYCLES = `query C($id: ID!) { subscription(id: $id) { cycles(first: 20) { edges { node { status holdReason startAt goods { variant { sku } } } } }
  deliveries(first: 20) { edges { node { status dueAt items { quantity isSubstitute variant { sku } } } } } history(first: 50) { edges { node { kind description } } } }
  invoices(first: 20) { edges { node { createdAt total { amountMinor } lines { explanation } } } } }`;

/** What became of its periods and boxes, and what was billed. */
export async function lookAtBoxes(user: SignedInClient, id: string) {
  const { subscription, invoices } = await user.do(CYCLES, { id });
  const bills: Data[] = invoices.edges.map(({ node }: Data) => node).sort((a: Data, b: Data) => (a.createdAt < b.createdAt ? -1 : 1));
  const nodes = (name: string): Data[] => subscription[name].edges.map(({ node }: Data) => node);
  return {
    cycles: nodes('cycles').map((one) => [one.startAt.slice(0, 10), one.status, ...(one.holdReason ? [one.holdReason] : [])].join(' ')),
    deliveries: nodes('deliveries').map((one) => [one.dueAt.slice(0, 10), one.status, ...(one.items ?? []).map((item: Data) => `${item.quantity} ${item.variant.sku}${item.isSubstitute ? ' instead' : ''}`)].join(' ')),
    history: nodes('history').filter(({ kind }) => kind === 'GOODS_SHORT' || kind === 'CYCLE_HELD').map(({ description }) => description),
    bills: bills.map((bill) => bill.total.amountMinor),
    lines: bills.flatMap((bill) => bill.lines.map((line: Data) => line.explanation)),
  };
}
