import type { World } from './world';

/** The names of the statements that a request causes, key lookup left out; names stand in each statement's comment. */
export async function statementsOf(world: World, run: () => Promise<unknown>): Promise<string[]> {
  const { database } = world.program;
  const listener = database.onStatement;
  const names: string[] = [];
  database.onStatement = (statement) => {
    const name = /^\/\* ([^*]+) \*\//.exec(statement.sql)?.[1] ?? statement.sql;
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
