import type { Variables } from './client';
import type { Client } from './shop';

/**
 * The names of the SQL statements that answering a document takes, in their order: `['user', 'user: count']`. Every list that
 * the API begins with has a test that says its statements; their number must not grow with the rows. Throws when the answer
 * has errors.
 */
export async function statementsOf(client: Client, document: string, variables: Variables = {}): Promise<string[]> {
  const { world, tenantId } = client.shop;
  const statements = await world.statementsDuring(tenantId, () => client.do(document, variables));
  return statements.map(({ sql }) => /^\/\* (.*?) \*\//.exec(sql)?.[1] ?? sql);
}
