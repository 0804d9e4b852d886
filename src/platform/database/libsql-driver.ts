import Database from 'libsql';
import { LRUCache } from 'lru-cache';
import type { SqlValue } from './engine';

type RawDatabase = InstanceType<typeof Database>;
type RawStatement = ReturnType<RawDatabase['prepare']>;

/**
 * libsql with the surface of better-sqlite3 that TypeORM uses. It hands parameters over as one array (a lone null throws,
 * and a lone Date, Buffer or object ends the process), and returns whole numbers up to 2^53 as numbers, above as bigint.
 */
export class LibsqlDatabase {
  private readonly raw: RawDatabase;
  /** In characters too: what is compiled of a statement grows with its rows. */
  private readonly statements = new LRUCache<string, LibsqlStatement>({ max: 500, maxSize: 1_000_000, sizeCalculation: (_statement, sql) => sql.length });

  constructor(path: string, options?: { timeout?: number }) {
    this.raw = new Database(path, { timeout: options?.timeout ?? 0 });
  }

  prepare(sql: string): LibsqlStatement {
    return new LibsqlStatement(this.raw.prepare(sql));
  }

  /** A prepared statement from a bounded cache. */
  cached(sql: string): LibsqlStatement {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = this.prepare(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }

  get inTransaction(): boolean {
    return this.raw.inTransaction;
  }

  pragma(source: string): unknown[] {
    return this.prepare(`PRAGMA ${source}`).all();
  }

  exec(sql: string): void {
    this.raw.exec(sql);
  }

  close(): void {
    this.statements.clear();
    this.raw.close();
  }
}

export class LibsqlStatement {
  constructor(private readonly raw: RawStatement) {
    raw.safeIntegers(true);
  }

  get reader(): boolean {
    return (this.raw as unknown as { reader: boolean }).reader;
  }

  all(...parameters: unknown[]): Record<string, unknown>[] {
    const rows = this.raw.all(parameters.flat().map(bindable)) as Record<string, unknown>[];
    for (const row of rows) {
      for (const key in row) if (typeof row[key] === 'bigint') row[key] = smallNumber(row[key]);
    }
    return rows;
  }

  run(...parameters: unknown[]): { changes: number; lastInsertRowid: number | bigint } {
    return this.raw.run(parameters.flat().map(bindable));
  }
}

function bindable(value: unknown): SqlValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value;
  throw new TypeError(`a ${typeof value} cannot be a parameter of a statement`);
}

function smallNumber(value: bigint): number | bigint {
  return value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER ? Number(value) : value;
}
