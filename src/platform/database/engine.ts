/** The two engines. Whatever differs between them is in this folder. */
export type Engine = 'sqlite' | 'mysql';

export type SqlValue = string | number | bigint | null;
export type Row = Record<string, unknown>;

/** One statement as it goes to the engine: what the statement logger and the metrics see. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly SqlValue[];
  /** Whose View or Work made it; null for a statement over all tenants. */
  readonly tenantId: string | null;
}

/** A single connection: statements run one after the other. */
export interface Connection {
  readonly query: (sql: string, parameters: readonly SqlValue[]) => Promise<Row[]>;
  /** Runs a change and returns how many rows it matched. */
  readonly execute: (sql: string, parameters: readonly SqlValue[]) => Promise<number>;
}

/** A database as the rest of the platform sees it: reads, one transaction at a time per call, and its two dialect words. */
export interface Pool extends Connection {
  readonly engine: Engine;
  /** Runs once, without a retry: commits when `work` resolves, rolls back when it throws. */
  transaction<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result>;
  /** Runs changes of tables while no other process makes any; waits for its turn. */
  changeSchema<Result>(change: () => Promise<Result>): Promise<Result>;
  /** The engine's name and version, for people. */
  version(): Promise<string>;
  /** The server's own time in UTC: what due-ness is decided by. */
  databaseTime(): Promise<Date>;
  /** True for an error after which the whole transaction may be run again: deadlock, lock wait, busy file. */
  isTransient(error: unknown): boolean;
  /** True when a unique key refused a row. */
  isDuplicateKey(error: unknown): boolean;
  close(): Promise<void>;
}

/** What the engine means by its errors. */
export type Errors = Pick<Pool, 'isDuplicateKey' | 'isTransient'>;

/** Suffixes that only MySQL knows; SQLite has one writer, so its rows need no lock. */
export function forUpdate(engine: Engine): string {
  return engine === 'mysql' ? ' FOR UPDATE' : '';
}

export function forUpdateSkipLocked(engine: Engine): string {
  return engine === 'mysql' ? ' FOR UPDATE SKIP LOCKED' : '';
}

/**
 * One statement of several limited SELECTs. SQLite wants each inside another SELECT; MariaDB would write each such into a temporary
 * table, on disk where a column is a TEXT, which takes ten times as long as the parentheses that it has for this.
 */
export function unionAll(engine: Engine, selects: readonly string[]): string {
  const parts = engine === 'mysql' ? selects.map((sql) => `(${sql})`) : selects.map((sql, index) => `SELECT * FROM (${sql}) AS s${index}`);
  return parts.join(' UNION ALL ');
}
