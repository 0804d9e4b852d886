import { Table, TableColumn, TableForeignKey, TableIndex, type QueryRunner, type TableColumnOptions } from 'typeorm';

/** The words that migrations are written in: the same columns as the decorators in columns.ts, for both engines. */
type Optional = { nullable?: boolean };
type ColumnWord = (runner: QueryRunner) => TableColumnOptions;

const isMysql = (runner: QueryRunner) => runner.connection.options.type === 'mariadb';

function exact(name: string, length: number, options: Partial<TableColumnOptions> = {}): ColumnWord {
  return () => ({ name, type: 'varchar', length: String(length), isNullable: false, ...options });
}

function plain(name: string, type: string, { nullable = false }: Optional = {}, extra: Partial<TableColumnOptions> = {}): ColumnWord {
  return (runner) => ({ name, type: runner.connection.driver.normalizeType({ type: type as never }), isNullable: nullable, ...extra });
}

export const tenantId = (): ColumnWord => exact('tenant_id', 40, { isPrimary: true });
export const id = (): ColumnWord => exact('id', 40, { isPrimary: true });
/** A primary key part that is a word of ours: a kind, a name, a key. */
export const keyPart = (name: string, length = 40): ColumnWord => exact(name, length, { isPrimary: true });
/** A primary key part that is people's text, in any script. */
export const textKeyPart = (column: string, length: number): ColumnWord => plain(column, 'varchar', {}, { length: String(length), isPrimary: true });
export const idReference = (name: string, { nullable = false }: Optional = {}): ColumnWord => exact(name, 40, { isNullable: nullable });
export const code = (name: string, { nullable = false, length = 40 }: Optional & { length?: number } = {}): ColumnWord =>
  exact(name, length, { isNullable: nullable });
export const currency = (): ColumnWord => exact('currency', 3);
/** `default`: for a column that is added to a table which has rows. */
export const bigint = (name: string, { default: value, ...options }: Optional & { default?: '0' } = {}): ColumnWord =>
  plain(name, 'bigint', options, value === undefined ? {} : { default: value });
export const bigintKeyPart = (name: string): ColumnWord => plain(name, 'bigint', {}, { isPrimary: true });
export const int = (name: string, { default: value, ...options }: Optional & { default?: '0' } = {}): ColumnWord =>
  plain(name, 'int', options, value === undefined ? {} : { default: value });
export const boolean = (name: string, extra?: { default: '0' | '1' }): ColumnWord => plain(name, 'boolean', {}, extra);
export const instant = (name: string, options?: Optional): ColumnWord => plain(name, 'datetime', options, { precision: 3 });
export const name = (column: string, { nullable = false, length = 255 }: Optional & { length?: number } = {}): ColumnWord =>
  plain(column, 'varchar', { nullable }, { length: String(length) });
export const text = (column: string, options?: Optional): ColumnWord => plain(column, 'text', options);
export const json = (column: string, options?: Optional): ColumnWord => plain(column, 'json', options);

/** A number that the engine counts up, the order of inserts; 64 bits on MySQL (SQLite's INTEGER key always is). */
export const position = (): ColumnWord => (runner) => ({
  name: 'position',
  type: isMysql(runner) ? 'bigint' : 'integer',
  isPrimary: true,
  isGenerated: true,
  generationStrategy: 'increment',
});

/** Text is compared byte by byte on both engines, whatever the server's default is: SQLite always does. */
export async function compareTextByteByByte(runner: QueryRunner): Promise<void> {
  if (isMysql(runner)) await runner.query('ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_bin');
}

export interface TableWords {
  columns: ColumnWord[];
  /** Column lists; tenant_id leads each. */
  unique?: string[][];
  index?: string[][];
  /** Column of this table -> table that it refers to, over (tenant_id, id). */
  references?: Record<string, string>;
  /** Conditions that every row fulfils, by name. */
  check?: Record<string, string>;
}

/** Creates a table with its keys, the same on both engines. */
export async function createTable(runner: QueryRunner, table: string, words: TableWords): Promise<void> {
  const naming = runner.connection.namingStrategy;
  const indices = [
    ...(words.unique ?? []).map((columns) => ({ columns, isUnique: true })),
    ...(words.index ?? []).map((columns) => ({ columns, isUnique: false })),
  ];
  await runner.createTable(
    new Table({
      name: table,
      columns: words.columns.map((column) => column(runner)),
      indices: indices.map(({ columns, isUnique }) => new TableIndex({ name: naming.indexName(table, columns), columnNames: columns, isUnique })),
      foreignKeys: Object.entries(words.references ?? {}).map(
        ([column, target]) =>
          new TableForeignKey({
            name: naming.foreignKeyName(table, ['tenant_id', column]),
            columnNames: ['tenant_id', column],
            referencedTableName: target,
            referencedColumnNames: ['tenant_id', 'id'],
            // Said aloud, because MariaDB calls what is left out RESTRICT, and the comparison with the entities then finds a difference.
            onDelete: 'NO ACTION',
            onUpdate: 'NO ACTION',
          }),
      ),
      // TypeORM creates checks with the table on SQLite and drops them silently on MySQL.
      checks: isMysql(runner) ? [] : checksOf(table, words).map(([checkName, expression]) => ({ name: checkName, expression })),
    }),
  );
  if (!isMysql(runner)) return;
  for (const [checkName, expression] of checksOf(table, words)) {
    await runner.query(`ALTER TABLE \`${table}\` ADD CONSTRAINT \`${checkName}\` CHECK (${expression})`);
  }
}

/** Adds a column to a table that may have rows: it is nullable, or has a default. */
export async function addColumn(runner: QueryRunner, table: string, column: ColumnWord): Promise<void> {
  await runner.addColumn(table, new TableColumn(column(runner)));
}

/** Adds an index to a table that may have rows. */
export async function addIndex(runner: QueryRunner, table: string, columns: string[], { isUnique = false }: { isUnique?: boolean } = {}): Promise<void> {
  await runner.createIndex(table, new TableIndex({ name: runner.connection.namingStrategy.indexName(table, columns), columnNames: columns, isUnique }));
}

export async function dropIndex(runner: QueryRunner, table: string, columns: string[]): Promise<void> {
  await runner.dropIndex(table, runner.connection.namingStrategy.indexName(table, columns));
}

function checksOf(table: string, words: TableWords): [string, string][] {
  return Object.entries(words.check ?? {}).map(([checkName, expression]) => [`${table}_${checkName}_check`, expression]);
}
