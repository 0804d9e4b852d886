import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { realClock } from '../../kernel/clock';
import type { Connection, Pool, Row, SqlValue } from './engine';
import { instantFromText } from './instant-text';
import type { LibsqlDatabase } from './libsql-driver';

const BUSY_WAIT_MS = 5_000;
/** Another process may be busy with a migration of many rows. */
const SCHEMA_WAIT_MS = 60_000;
/** A reader only ever waits for the recovery after a crash. */
const READER_WAIT_MS = 1_000;

/**
 * One writer, whose transactions follow each other through a mutex, and one reader on the same WAL file, so that reads never
 * see uncommitted rows. Another process may hold the file's write lock: that is waited for without blocking the event loop.
 */
export class SqlitePool implements Pool {
  readonly engine = 'sqlite';
  private readonly writer: LibsqlDatabase;
  private readonly reader: LibsqlDatabase;
  private lastWrite: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly writerSource: DataSource,
    private readonly readerSource: DataSource,
  ) {
    this.writer = connectionOf(writerSource);
    this.reader = connectionOf(readerSource);
    // Opening may wait inside SQLite; from here on the writer waits without blocking the event loop.
    this.writer.pragma('busy_timeout = 0');
    this.reader.pragma(`busy_timeout = ${READER_WAIT_MS}`);
  }

  async query(sql: string, parameters: readonly SqlValue[]): Promise<Row[]> {
    return this.reader.cached(sql).all(parameters);
  }

  async execute(sql: string, parameters: readonly SqlValue[]): Promise<number> {
    return this.transaction((connection) => connection.execute(sql, parameters));
  }

  transaction<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
    return this.inTurn(() => this.writeAlone(work, BUSY_WAIT_MS));
  }

  /** TypeORM changes tables on the writer's own connection, so what it does is part of this transaction. */
  changeSchema<Result>(change: () => Promise<Result>): Promise<Result> {
    return this.inTurn(async () => {
      // A table that is rebuilt is dropped on the way, which must not reach its children. Inside a transaction this has no effect.
      this.writer.pragma('foreign_keys = OFF');
      try {
        return await this.writeAlone(change, SCHEMA_WAIT_MS);
      } finally {
        this.writer.pragma('foreign_keys = ON');
      }
    });
  }

  private inTurn<Result>(write: () => Promise<Result>): Promise<Result> {
    const result = this.lastWrite.then(write);
    this.lastWrite = result.catch(() => undefined);
    return result;
  }

  private async writeAlone<Result>(work: (connection: Connection) => Promise<Result>, maxWaitMs: number): Promise<Result> {
    await this.begin(maxWaitMs);
    try {
      const result = await work(new WriterConnection(this.writer));
      this.writer.exec('COMMIT');
      return result;
    } catch (error) {
      this.writer.exec('ROLLBACK');
      throw error;
    }
  }

  private async begin(maxWaitMs: number): Promise<void> {
    const deadline = realClock.now().getTime() + maxWaitMs;
    for (let waitMs = 1; ; waitMs = Math.min(waitMs * 2, 50)) {
      try {
        return this.writer.exec('BEGIN IMMEDIATE');
      } catch (error) {
        if (!this.isTransient(error) || realClock.now().getTime() > deadline) throw error;
      }
      await sleep(waitMs);
    }
  }

  async version(): Promise<string> {
    const [row] = await this.query('SELECT sqlite_version() AS version', []);
    return `SQLite ${String(row!.version)}`;
  }

  async databaseTime(): Promise<Date> {
    const [row] = await this.query(`SELECT strftime('%Y-%m-%d %H:%M:%f', 'now') AS now`, []);
    return instantFromText(row!.now as string);
  }

  isTransient(error: unknown): boolean {
    return isBusy(error);
  }

  isDuplicateKey(error: unknown): boolean {
    return /^SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY)/.test(codeOf(error)) || /UNIQUE constraint failed/.test(String(error));
  }

  async close(): Promise<void> {
    await this.lastWrite;
    await this.readerSource.destroy();
    await this.writerSource.destroy();
  }
}

class WriterConnection implements Connection {
  constructor(private readonly database: LibsqlDatabase) {}

  async query(sql: string, parameters: readonly SqlValue[]): Promise<Row[]> {
    return this.database.cached(sql).all(parameters);
  }

  async execute(sql: string, parameters: readonly SqlValue[]): Promise<number> {
    return this.database.cached(sql).run(parameters).changes;
  }
}

function connectionOf(source: DataSource): LibsqlDatabase {
  return (source.driver as unknown as { databaseConnection: LibsqlDatabase }).databaseConnection;
}

/** True when another connection holds the file. */
export function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_BUSY');
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | null)?.code ?? '');
}
