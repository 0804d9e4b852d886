import { makeProduct } from './catalog';
import type { Client, Data, Shop } from './shop';

/** Listed products of these names, as name -> id. */
export async function makeProducts<Name extends string>(shop: Shop, ...names: Name[]): Promise<Record<Name, string>> {
  const ids: Partial<Record<Name, string>> = {};
  for (const name of names) ids[name] = (await makeProduct(shop, { name })).id;
  return ids as Record<Name, string>;
}

export interface TestBehavior {
  readonly productId: string;
  readonly kind?: string;
  readonly at?: string;
}

/** Records behaviour, a VIEW unless told otherwise; the whole payload. */
export async function record(client: Client, behaviors: readonly TestBehavior[], input: Data = {}): Promise<Data> {
  const { behaviorRecord } = await client.do(
    `mutation Record($input: BehaviorRecordInput!) { behaviorRecord(input: $input) { recorded userErrors { field code } } }`,
    { input: { behaviors: behaviors.map((behavior) => ({ kind: 'VIEW', ...behavior })), ...input } },
  );
  return behaviorRecord as Data;
}

/** A new user for each list of products, who looked at them. */
export async function lookAt(shop: Shop, ...baskets: readonly string[][]): Promise<void> {
  await Promise.all(baskets.map(async (basket) => record(await shop.user(), basket.map((productId) => ({ productId })))));
}

export async function train(shop: Shop): Promise<Data> {
  const { recommenderTrain } = await shop.server.do(
    `mutation Train { recommenderTrain(input: {}) { model { id trainedAt users items interactions hitRate } userErrors { code message } } }`,
  );
  if (!recommenderTrain.model) throw new Error(JSON.stringify(recommenderTrain.userErrors));
  return recommenderTrain.model as Data;
}

const FIELDS = `edges { node { product { name } reason score recommendationId becauseOf { name } } } totalCount`;

/** What somebody is recommended: the nodes of the first page. */
export async function recommended(client: Client, userId?: string): Promise<Data[]> {
  const { recommendations } = await client.do(`query Recommended($userId: ID) { recommendations(first: 100, userId: $userId) { ${FIELDS} } }`, { userId });
  return nodesOf(recommendations);
}

export async function related(client: Client, productId: string): Promise<Data[]> {
  const { relatedProducts } = await client.do(`query Related($id: ID!) { relatedProducts(productId: $id, first: 100) { ${FIELDS} } }`, { id: productId });
  return nodesOf(relatedProducts);
}

export async function trending(client: Client): Promise<Data[]> {
  const { trendingProducts } = await client.do(`query Trending { trendingProducts(first: 100) { ${FIELDS} } }`);
  return nodesOf(trendingProducts);
}

function nodesOf(connection: Data): Data[] {
  return connection.edges.map(({ node }: { node: Data }) => node);
}

export const namesOf = (nodes: readonly Data[]): string[] => nodes.map(({ product }) => product.name as string);
