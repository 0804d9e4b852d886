import type { Engine, SqlValue } from './engine';

interface Upsert {
  readonly table: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  readonly update: readonly string[];
}

/**
 * INSERT of rows that overwrites the named columns where the key exists already; each engine has its own words for it. `?` stands for
 * the values, row after row in the order of the columns.
 */
export function upsertSql(engine: Engine, { table, columns, key, update }: Upsert, rows = 1): string {
  const insert = `INSERT INTO \`${table}\` (${columns.map((column) => `\`${column}\``).join(', ')}) VALUES ${tuples(columns.length, rows)}`;
  return engine === 'mysql'
    ? `${insert} ON DUPLICATE KEY UPDATE ${update.map((column) => `\`${column}\` = VALUES(\`${column}\`)`).join(', ')}`
    : `${insert} ON CONFLICT (${key.map((column) => `\`${column}\``).join(', ')}) DO UPDATE SET ${update.map((column) => `\`${column}\` = excluded.\`${column}\``).join(', ')}`;
}

/** `(?, ?), (?, ?)` for two rows of two columns. */
export function tuples(columns: number, rows: number): string {
  const tuple = `(${Array<string>(columns).fill('?').join(', ')})`;
  return Array<string>(rows).fill(tuple).join(', ');
}

export type ColumnValues = Readonly<Record<string, SqlValue>>;
