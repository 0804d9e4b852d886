import type { Engine, SqlValue } from './engine';
import type { SqlParameters } from './sql';

interface Upsert {
  readonly table: string;
  /** The first is that of the tenant, which Work fills in. */
  readonly columns: readonly string[];
  readonly key: readonly string[];
  readonly update: readonly string[];
}

/** INSERT of rows that overwrites the named columns where the key exists already; each engine has its own words for it. */
export function upsertSql(engine: Engine, { table, columns, key, update }: Upsert, rows = 1): string {
  const tuples = Array.from({ length: rows }, (_none, row) => `(${columns.map((column) => (column === 'tenant_id' ? ':tenant' : `:${nameOf(column, row)}`)).join(', ')})`);
  const insert = `INSERT INTO \`${table}\` (${columns.map((column) => `\`${column}\``).join(', ')}) VALUES ${tuples.join(', ')}`;
  return engine === 'mysql'
    ? `${insert} ON DUPLICATE KEY UPDATE ${update.map((column) => `\`${column}\` = VALUES(\`${column}\`)`).join(', ')}`
    : `${insert} ON CONFLICT (${key.map((column) => `\`${column}\``).join(', ')}) DO UPDATE SET ${update.map((column) => `\`${column}\` = excluded.\`${column}\``).join(', ')}`;
}

/** The parameters of `upsertSql` for as many rows. */
export function upsertParameters(rows: readonly Readonly<Record<string, SqlValue>>[]): SqlParameters {
  return Object.fromEntries(rows.flatMap((values, row) => Object.entries(values).map(([column, value]) => [nameOf(column, row), value])));
}

function nameOf(column: string, row: number): string {
  return row === 0 ? column : `${column}_${row}`;
}
