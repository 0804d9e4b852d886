import type { Engine } from './engine';

/** INSERT that overwrites the named columns when the key exists already; each engine has its own words for it. */
export function upsertSql(
  engine: Engine,
  { table, columns, key, update }: { table: string; columns: readonly string[]; key: readonly string[]; update: readonly string[] },
): string {
  const values = columns.map((column) => `:${column}`).join(', ');
  const insert = `INSERT INTO \`${table}\` (${columns.map((column) => `\`${column}\``).join(', ')}) VALUES (${values})`;
  return engine === 'mysql'
    ? `${insert} ON DUPLICATE KEY UPDATE ${update.map((column) => `\`${column}\` = VALUES(\`${column}\`)`).join(', ')}`
    : `${insert} ON CONFLICT (${key.map((column) => `\`${column}\``).join(', ')}) DO UPDATE SET ${update.map((column) => `\`${column}\` = excluded.\`${column}\``).join(', ')}`;
}
