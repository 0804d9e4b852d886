import type { SqlValue } from './engine';
import type { Table, TableColumn } from './table';

export interface Condition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
  /** The column that must equal the one value; null for every other condition. */
  readonly equals: TableColumn | null;
}

/** Rows that are locked: whoever else wants them waits, or goes without. */
export interface RowLock {
  /** Empty where the engine has no row locks. */
  readonly suffix: string;
  readonly whenTaken: 'WAIT' | 'LEAVE';
}

/** What a SELECT asks for, in parts, so that several of one form can be asked in one statement. */
export interface SelectRequest {
  readonly table: Table;
  /** Stands in the statement's comment. */
  readonly name: string;
  /** That of the tenant comes first. */
  readonly conditions: readonly Condition[];
  /** With its keyword; empty when the order does not matter. */
  readonly order: string;
  readonly limit: number | null;
  readonly lock: RowLock | null;
}

export interface SelectStatement {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

export function selectOf({ table, conditions, order, limit }: SelectRequest): SelectStatement {
  return {
    sql:
      `SELECT ${table.columnList} FROM \`${table.name}\` WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}${order}` +
      (limit === null ? '' : ` LIMIT ${limit}`),
    values: conditions.flatMap(({ values }) => values),
  };
}

/** With its name, and locking what it is to lock. */
export function statementOf(request: SelectRequest): SelectStatement {
  const { sql, values } = selectOf(request);
  return { sql: `/* ${request.name} */ ${sql}${request.lock?.suffix ?? ''}`, values };
}
