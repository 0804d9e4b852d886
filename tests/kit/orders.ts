import { randomUUID } from 'node:crypto';
import { attach } from './billing';
import { makeProduct, putOnShelf } from './catalog';
import type { Client, Data, Shop, SignedInClient } from './shop';

/** What tests look at of an order. */
export const ORDER = `id number status fulfillmentStatus chargeStatus total { amountMinor currency }`;

/** A listed variant of 10.00 GBP, unless told otherwise, with so many pieces on the shelf; its id. */
export async function stocked(shop: Shop, pieces: number, { amountMinor = 1_000 }: { amountMinor?: number } = {}): Promise<string> {
  const product = await makeProduct(shop, { variants: [{ sku: `SKU-${randomUUID()}`, price: { amountMinor, currency: 'GBP' } }] });
  const variantId = product.variants[0]!.id;
  if (pieces > 0) await putOnShelf(shop, variantId, pieces);
  return variantId;
}

/** A listed digital variant; its id. */
export async function digital(shop: Shop, { amountMinor = 500 }: { amountMinor?: number } = {}): Promise<string> {
  const product = await makeProduct(shop, { type: 'DIGITAL', variants: [{ sku: `SKU-${randomUUID()}`, price: { amountMinor, currency: 'GBP' } }] });
  return product.variants[0]!.id;
}

export interface Buyer {
  readonly client: SignedInClient;
  readonly paymentMethodId: string;
}

/** A signed-in user with a sandbox method, which is her default one. */
export async function buyer(shop: Shop, token = 'sandbox_succeeds'): Promise<Buyer> {
  const client = await shop.user();
  return { client, paymentMethodId: await attach(client, token) };
}

export interface PlaceInput {
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[];
  readonly paymentMethodId?: string;
  readonly shippingAddress?: Data | null;
  readonly shippingMethodId?: string | null;
  readonly userId?: string;
  readonly email?: string;
  readonly idempotencyKey?: string;
}

/** Places an order; the whole payload. */
export async function place(client: Client, input: PlaceInput): Promise<Data> {
  const { orderPlace } = await client.do(
    `mutation Place($input: OrderPlaceInput!) { orderPlace(input: $input) { order { ${ORDER} } userErrors { code field } } }`,
    { input },
  );
  return orderPlace as Data;
}

/** Runs one of the mutations over a known order; the whole payload. */
export async function change(client: Client, mutation: 'orderPay' | 'orderCancel' | 'orderFulfill', input: Data): Promise<Data> {
  const type = `O${mutation.slice(1)}Input`;
  const data = await client.do(
    `mutation Change($input: ${type}!) { ${mutation}(input: $input) { order { ${ORDER} } userErrors { code field } } }`,
    { input },
  );
  return data[mutation] as Data;
}

/** An order as its reader sees it. */
export async function orderOf(client: Client, id: string): Promise<Data> {
  const { order } = await client.do(`query Order($id: ID!) { order(id: $id) { ${ORDER} } }`, { id });
  return order as Data;
}

/** The level of a variant that stands in one warehouse. */
export async function shelf(shop: Shop, variantId: string): Promise<Data> {
  const { stockLevels } = await shop.server.do(
    `query Shelf($id: ID!) { stockLevels(variantId: $id) { edges { node { onHand allocated available } } } }`,
    { id: variantId },
  );
  return stockLevels.edges[0].node as Data;
}

/** Waits until the gateway's notification about the shop's first charge has arrived. */
export async function notified(shop: Shop): Promise<void> {
  const [charge] = await shop.world.gateway.charges(shop.tenantId);
  await shop.world.gateway.arrived(charge!.key);
}
