import type { BenchDatabase } from './database';
import type { LoadRequest } from './load';
import { PRODUCTS, type BenchShop } from './shop';
import type { Ask } from './ask';

export type WorkloadName = 'W1' | 'W2' | 'W3' | 'W4';

export interface Workload {
  readonly name: WorkloadName;
  readonly what: string;
  readonly connections: number;
  /** What every good answer holds. */
  readonly mustContain: string;
  readonly requests: readonly LoadRequest[];
}

const PAGE = 20;
const VARIANTS = 'variants { edges { node { id name sku price { amountMinor currency } available } } }';
export const documents = {
  W1: `query Catalogue($after: String) { products(first: ${PAGE}, after: $after) { edges { node { id name ${VARIANTS} } } } }`,
  W2: `query Account { viewer { id name orders(first: 10) { edges { node { id number status total { amountMinor currency }
    lines { id quantity variant { id name } } } } } } }`,
  W3: `mutation Buy($input: OrderPlaceInput!) { orderPlace(input: $input) {
    order { id number status chargeStatus total { amountMinor currency } } userErrors { code field message } } }`,
  W4: `query Product($id: ID!) { product(id: $id) { id name description ${VARIANTS} } }`,
};

const SHOPPERS = 20;
const BASKETS_EACH = 100;

export async function makeWorkload(name: WorkloadName, { shop, database, ask }: { shop: BenchShop; database: BenchDatabase; ask: Ask }): Promise<Workload> {
  const visitor = { 'x-api-key': shop.publishableKey };
  const signedIn = (token: string) => ({ ...visitor, authorization: `Bearer ${token}` });
  const request = (headers: Record<string, string>, variables: object) => ({ headers, body: JSON.stringify({ query: documents[name], variables }) });
  if (name === 'W1') {
    const cursors = await pageCursors(ask, visitor);
    return {
      name,
      what: `catalogue page: ${PAGE} products, each with its variants {id name sku price available}`,
      connections: 50,
      mustContain: '"available":',
      requests: cursors.map((after) => request(visitor, { after })),
    };
  }
  if (name === 'W2') {
    return {
      name,
      what: 'account page: signed-in user, 10 latest orders with lines, variant name, state, total',
      connections: 50,
      mustContain: '"quantity":',
      requests: shop.tokens.map((token) => request(signedIn(token), {})),
    };
  }
  if (name === 'W4') {
    const products = await database.rows('SELECT id FROM product ORDER BY id');
    return { name, what: 'one product by id, with its variants', connections: 50, mustContain: '"available":', requests: products.map(({ id }) => request(visitor, { id })) };
  }
  const shoppers = shop.tokens.slice(0, SHOPPERS);
  const methods = await Promise.all(shoppers.map((token) => attachMethod(ask, signedIn(token))));
  const variants = await database.rows('SELECT id FROM product_variant ORDER BY id');
  // Shopper by shopper within a round, because each connection takes every 20th request.
  const requests = Array.from({ length: SHOPPERS * BASKETS_EACH }, (_none, index) => {
    const lines = [0, 1, 2].map((line) => ({ variantId: variants[(index * 37 + line * 641) % variants.length]!.id as string, quantity: 1 + ((index + line) % 2) }));
    return request(signedIn(shoppers[index % SHOPPERS]!), { input: { lines, paymentMethodId: methods[index % SHOPPERS] } });
  });
  return { name, what: 'place and pay an order of 3 items (20 customers, closed loop)', connections: SHOPPERS, mustContain: '"chargeStatus":"FULL"', requests };
}

/** Cursors of all pages; null for the first. */
async function pageCursors(ask: Ask, headers: Record<string, string>): Promise<(string | null)[]> {
  const cursors: (string | null)[] = [null];
  while (cursors.length < PRODUCTS / PAGE) {
    const query = `query Page($after: String) { products(first: ${PAGE}, after: $after) { pageInfo { endCursor } } }`;
    const { products } = await ask({ headers, body: JSON.stringify({ query, variables: { after: cursors.at(-1) } }) });
    cursors.push(products.pageInfo.endCursor as string);
  }
  return cursors;
}

async function attachMethod(ask: Ask, headers: Record<string, string>): Promise<string> {
  const query = `mutation Attach($input: PaymentMethodAttachInput!) { paymentMethodAttach(input: $input) { paymentMethod { id } userErrors { message } } }`;
  const { paymentMethodAttach } = await ask({ headers, body: JSON.stringify({ query, variables: { input: { token: 'sandbox_succeeds' } } }) });
  return paymentMethodAttach.paymentMethod.id as string;
}
