import type { Variables } from './client';
import type { Client, Shop } from './shop';

/**
 * The names of the SQL statements that answering a document takes, in their order: `['user', 'user: count']`. Every list that
 * the API begins with has a test that says its statements; their number must not grow with the rows. Throws when the answer
 * has errors.
 */
export function statementsOf(client: Client, document: string, variables: Variables = {}): Promise<string[]> {
  return statementsDuring(client.shop, () => client.do(document, variables));
}

/** The same for an action. Statements over all tenants, like the lookup of the key, are left out. */
export async function statementsDuring(shop: Shop, run: () => Promise<unknown>): Promise<string[]> {
  const { database } = shop.world.program;
  const listener = database.onStatement;
  const names: string[] = [];
  database.onStatement = (statement) => {
    const name = /^\/\* (.*?) \*\//.exec(statement.sql)?.[1] ?? statement.sql;
    if (!name.startsWith('cross-tenant: ')) names.push(name);
    listener?.(statement);
  };
  try {
    await run();
  } finally {
    database.onStatement = listener;
  }
  return names;
}
