import { Refusal } from '../../kernel/refusal';
import type { Connection, Row, SqlValue } from './engine';
import { statementOf, type SelectRequest } from './select-request';
import type { Table } from './table';

/** A row's values as they are stored, in the order of its table's columns. */
export type Stored = readonly SqlValue[];

/** A row that is to be written. */
export interface NewRow {
  readonly row: object;
  readonly values: Stored;
}

/** A row that is to be written over. */
export interface Change {
  readonly row: object;
  readonly before: Stored;
  /** Its version and the time of the change are put in when it is written. */
  readonly values: SqlValue[];
  readonly now: Date;
}

/** A batch that knows where it runs. */
export interface BoundBatch<Input, Result> {
  readonly name: string;
  run(inputs: readonly Input[]): Promise<readonly Result[]>;
}

/** How a Work comes to its rows: by statements of its own, or together with others. */
export interface Access {
  query(sql: string, values: readonly SqlValue[]): Promise<Row[]>;
  execute(sql: string, values: readonly SqlValue[]): Promise<number>;
  select(request: SelectRequest): Promise<Row[]>;
  insert(table: Table, rows: readonly NewRow[]): Promise<void>;
  /** Refuses CONFLICT when another transaction changed one of them since. */
  update(table: Table, changes: readonly Change[]): Promise<void>;
  delete(table: Table, ids: readonly string[]): Promise<void>;
  run<Input, Result>(batch: BoundBatch<Input, Result>, input: Input): Promise<Result>;
}

/** SQLite takes at most 32,766 variables in a statement. */
const MAX_VARIABLES = 30_000;
/** Keeps a statement within MySQL's packet, 16 MB where nobody changed it. */
const MAX_ROWS = 1_000;

/** How many rows one statement inserts. */
export function insertedAtOnce({ columns }: Table): number {
  return Math.min(MAX_ROWS, Math.floor(MAX_VARIABLES / columns.length));
}

/** How many rows one statement writes over: each gives its id once and a value and an id for every column that it sets. */
export function updatedAtOnce({ columns }: Table): number {
  return Math.floor(MAX_VARIABLES / (2 * columns.length + 3));
}

type Fields = Record<string, unknown>;

/** Statements on one connection, one after the other. */
export class DirectAccess implements Access {
  constructor(
    private readonly connection: Connection,
    private readonly tenantId: string,
  ) {}

  query(sql: string, values: readonly SqlValue[]): Promise<Row[]> {
    return this.connection.query(sql, values);
  }

  execute(sql: string, values: readonly SqlValue[]): Promise<number> {
    return this.connection.execute(sql, values);
  }

  select(request: SelectRequest): Promise<Row[]> {
    const { sql, values } = statementOf(request);
    return this.connection.query(sql, values);
  }

  async insert(table: Table, rows: readonly NewRow[]): Promise<void> {
    const perStatement = insertedAtOnce(table);
    for (let start = 0; start < rows.length; start += perStatement) await this.insertChunk(table, rows.slice(start, start + perStatement));
  }

  async update(table: Table, changes: readonly Change[]): Promise<void> {
    const perStatement = updatedAtOnce(table);
    for (let start = 0; start < changes.length; start += perStatement) await this.updateChunk(table, changes.slice(start, start + perStatement));
  }

  async delete(table: Table, ids: readonly string[]): Promise<void> {
    await this.connection.execute(
      `/* ${table.name}: delete */ DELETE FROM \`${table.name}\` WHERE \`${table.tenantColumn}\` = ? AND \`id\` IN (${ids.map(() => '?').join(', ')})`,
      [this.tenantId, ...ids],
    );
  }

  async run<Input, Result>(batch: BoundBatch<Input, Result>, input: Input): Promise<Result> {
    return (await batch.run([input]))[0]!;
  }

  private async insertChunk(table: Table, rows: readonly NewRow[]): Promise<void> {
    const tuple = `(${table.columns.map(() => '?').join(', ')})`;
    await this.connection.execute(
      `/* ${table.name}: insert */ INSERT INTO \`${table.name}\` (${table.columnList}) VALUES ${rows.map(() => tuple).join(', ')}`,
      rows.flatMap(({ values }) => values),
    );
  }

  private async updateChunk(table: Table, changes: readonly Change[]): Promise<void> {
    const rows = changes.map(({ row }) => row as Fields);
    const marks = rows.map(({ version, updatedAt }) => ({ version, updatedAt }));
    for (const change of changes) mark(table, change);
    try {
      const { sql, values } = this.updateOf(table, changes, table.byProperty.has('version') ? marks.map(({ version }) => version as number) : null);
      const affected = await this.connection.execute(sql, values);
      if (affected !== rows.length) throw new Refusal('CONFLICT', `This ${table.name} was changed by somebody else; read it again and repeat.`);
    } catch (error) {
      rows.forEach((row, index) => {
        if (table.byProperty.has('version')) row.version = marks[index]!.version;
        if (table.byProperty.has('updatedAt')) row.updatedAt = marks[index]!.updatedAt;
      });
      throw error;
    }
  }

  private updateOf(table: Table, changes: readonly Change[], versions: number[] | null): { sql: string; values: SqlValue[] } {
    const rows = changes.map(({ row }) => row as Fields);
    const ids = rows.map(({ id }) => id as string);
    const sets = table.columns.flatMap(({ name }, at) =>
      changes.some((change) => isChanged(change, at)) ? [{ name, ...perRow(ids, changes.map(({ values }) => values[at]!)) }] : [],
    );
    const expected = versions && perRow(ids, versions);
    return {
      sql:
        `/* ${table.name}: save */ UPDATE \`${table.name}\` SET ${sets.map(({ name, sql }) => `\`${name}\` = ${sql}`).join(', ')}` +
        ` WHERE \`${table.tenantColumn}\` = ? AND \`id\` IN (${ids.map(() => '?').join(', ')})${expected ? ` AND \`version\` = ${expected.sql}` : ''}`,
      values: [...sets.flatMap(({ values }) => values), this.tenantId, ...ids, ...(expected?.values ?? [])],
    };
  }
}

/** What is written besides that which changed. */
function mark({ columns, byProperty }: Table, { row, values, now }: Change): void {
  const set = (property: string, value: unknown) => {
    const column = byProperty.get(property);
    if (!column) return;
    (row as Fields)[property] = value;
    values[columns.indexOf(column)] = column.encode(value);
  };
  set('version', ((row as Fields).version as number) + 1);
  set('updatedAt', now);
}

export function isChanged({ before, values }: Pick<Change, 'before' | 'values'>, at: number): boolean {
  return before[at] !== values[at];
}

export function storedOf({ columns }: Table, row: object): SqlValue[] {
  return columns.map(({ property, encode }) => encode((row as Fields)[property]));
}

/** The value that each row gets: a single one as it is, several chosen by the row's id. */
function perRow(ids: readonly string[], values: readonly SqlValue[]): { sql: string; values: SqlValue[] } {
  if (values.every((value) => value === values[0])) return { sql: '?', values: [values[0]!] };
  return {
    sql: `CASE \`id\` ${ids.map(() => 'WHEN ? THEN ?').join(' ')} END`,
    values: ids.flatMap((id, index) => [id, values[index]!]),
  };
}

