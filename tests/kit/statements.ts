import type { Statement } from '../../src/platform/database/engine';
import type { Variables } from './client';
import type { Client, Shop } from './shop';

/**
 * The names of the SQL statements that answering a document takes, in their order: `['user', 'user: count']`. Every list that
 * the API begins with has a test that says its statements; their number must not grow with the rows. Throws when the answer
 * has errors.
 */
export async function statementsOf(client: Client, document: string, variables: Variables = {}): Promise<string[]> {
  const { world, tenantId } = client.shop;
  const statements = await world.statementsDuring(tenantId, () => client.do(document, variables));
  return statements.map(nameOf);
}

/** The names of the statements that something takes in a shop, those over all tenants left out. */
export async function statementsDuring(shop: Shop, run: () => Promise<unknown>): Promise<string[]> {
  return (await shop.world.statementsDuring(shop.tenantId, run)).map(nameOf);
}

function nameOf({ sql }: Statement): string {
  return /^\/\* (.*?) \*\//.exec(sql)?.[1] ?? sql;
}
