import type { DataSource } from 'typeorm';

export interface StoredTable {
  readonly name: string;
  readonly primaryKey: readonly string[];
  readonly columns: readonly StoredColumn[];
  /** The primary key is not among them. */
  readonly indices: readonly { readonly name: string; readonly columns: readonly string[] }[];
  readonly references: readonly { readonly columns: readonly string[]; readonly target: string; readonly targetColumns: readonly string[] }[];
  /** Names of CHECKs. */
  readonly checks: readonly string[];
}

export interface StoredColumn {
  readonly name: string;
  readonly type: string;
  /** Null where the engine compares byte by byte by itself. */
  readonly collation: string | null;
}

type Row = Record<string, string | number | null>;
type Ask = (sql: string, parameters?: readonly string[]) => Promise<Row[]>;

/** The tables as the engine itself describes them. */
export async function storedTables(source: DataSource): Promise<StoredTable[]> {
  const ask: Ask = (sql, parameters = []) => source.query(sql, [...parameters]);
  return source.options.type === 'mariadb' ? mysqlTables(ask) : sqliteTables(ask);
}

async function sqliteTables(ask: Ask): Promise<StoredTable[]> {
  const tables = await ask(`SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name`);
  return Promise.all(tables.map(({ name, sql }) => sqliteTable(ask, String(name), String(sql))));
}

async function sqliteTable(ask: Ask, name: string, sql: string): Promise<StoredTable> {
  const columns = await ask(`SELECT * FROM pragma_table_info(?)`, [name]);
  const indices = await ask(`SELECT l.name, i.name AS column_name FROM pragma_index_list(?) l JOIN pragma_index_info(l.name) i WHERE l.origin <> 'pk' ORDER BY l.name, i.seqno`, [name]);
  const keys = await ask(`SELECT id, "table" AS target, "from" AS column_name, "to" AS target_column FROM pragma_foreign_key_list(?) ORDER BY id, seq`, [name]);
  const primary = columns.filter(({ pk }) => Number(pk) > 0).sort((a, b) => Number(a.pk) - Number(b.pk));
  return {
    name,
    primaryKey: primary.map((column) => String(column.name)),
    columns: columns.map((column) => ({ name: String(column.name), type: String(column.type).toLowerCase(), collation: collationIn(sql, String(column.name)) })),
    indices: grouped(indices, 'name').map((rows) => ({ name: String(rows[0]!.name), columns: texts(rows, 'column_name') })),
    references: grouped(keys, 'id').map((rows) => ({ columns: texts(rows, 'column_name'), target: String(rows[0]!.target), targetColumns: texts(rows, 'target_column') })),
    checks: [...sql.matchAll(/CONSTRAINT "(\w+)" CHECK/g)].map((match) => match[1]!).sort(),
  };
}

/** SQLite compares byte by byte unless a column says otherwise. */
function collationIn(sql: string, column: string): string | null {
  return new RegExp(`"${column}"[^,]* COLLATE "?(\\w+)`, 'i').exec(sql)?.[1] ?? null;
}

async function mysqlTables(ask: Ask): Promise<StoredTable[]> {
  const here = 'table_schema = DATABASE()';
  const [tables, columns, indices, keys, checks] = await Promise.all([
    ask(`SELECT table_name AS name FROM information_schema.tables WHERE ${here} ORDER BY table_name`),
    ask(`SELECT table_name AS t, column_name AS name, data_type AS type, collation_name AS collation FROM information_schema.columns WHERE ${here} ORDER BY table_name, ordinal_position`),
    ask(`SELECT table_name AS t, index_name AS name, column_name AS column_name FROM information_schema.statistics WHERE ${here} ORDER BY table_name, index_name, seq_in_index`),
    ask(
      `SELECT table_name AS t, constraint_name AS name, column_name AS column_name, referenced_table_name AS target, referenced_column_name AS target_column
       FROM information_schema.key_column_usage WHERE ${here} AND referenced_table_name IS NOT NULL ORDER BY table_name, constraint_name, ordinal_position`,
    ),
    // MariaDB checks each JSON column under the column's own name.
    ask(`SELECT table_name AS t, constraint_name AS name FROM information_schema.table_constraints WHERE ${here} AND constraint_type = 'CHECK' ORDER BY constraint_name`),
  ]);
  const of = (rows: Row[], table: Row) => rows.filter(({ t }) => t === table.name);
  return tables.map((table) => {
    const ownColumns = of(columns, table).map(({ name, type, collation }) => ({ name: String(name), type: String(type), collation: collation as string | null }));
    const ownIndices = grouped(of(indices, table), 'name').map((rows) => ({ name: String(rows[0]!.name), columns: texts(rows, 'column_name') }));
    return {
      name: String(table.name),
      primaryKey: ownIndices.find(({ name }) => name === 'PRIMARY')?.columns ?? [],
      columns: ownColumns,
      indices: ownIndices.filter(({ name }) => name !== 'PRIMARY'),
      references: grouped(of(keys, table), 'name').map((rows) => ({ columns: texts(rows, 'column_name'), target: String(rows[0]!.target), targetColumns: texts(rows, 'target_column') })),
      checks: texts(of(checks, table), 'name').filter((name) => !ownColumns.some((column) => column.name === name)),
    };
  });
}

function grouped(rows: readonly Row[], key: string): Row[][] {
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) groups.set(row[key], [...(groups.get(row[key]) ?? []), row]);
  return [...groups.values()];
}

function texts(rows: readonly Row[], key: string): string[] {
  return rows.map((row) => String(row[key]));
}
