import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { Connection, Pool, Row, SqlValue } from './engine';
import { instantFromText } from './instant-text';
import type { LibsqlDatabase } from './libsql-driver';

const BUSY_WAIT_MS = 5_000;

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
  }

  async query(sql: string, parameters: readonly SqlValue[]): Promise<Row[]> {
    return this.whenFree(() => this.reader.cached(sql).all(parameters));
  }

  async execute(sql: string, parameters: readonly SqlValue[]): Promise<number> {
    return this.transaction((connection) => connection.execute(sql, parameters));
  }

  transaction<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
    const result = this.lastWrite.then(() => this.writeAlone(work));
    this.lastWrite = result.catch(() => undefined);
    return result;
  }

  private async writeAlone<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
    await this.whenFree(() => this.writer.exec('BEGIN IMMEDIATE'));
    try {
      const result = await work(new WriterConnection(this.writer));
      this.writer.exec('COMMIT');
      return result;
    } catch (error) {
      // A full disk ends the transaction by itself.
      if (this.writer.inTransaction) this.writer.exec('ROLLBACK');
      throw error;
    }
  }

  /** Waits for another process without a busy timeout of the engine's own, which would stand the event loop still. */
  private async whenFree<Result>(run: () => Result): Promise<Result> {
    const deadline = performance.now() + BUSY_WAIT_MS;
    for (let waitMs = 1; ; waitMs = Math.min(waitMs * 2, 50)) {
      try {
        return run();
      } catch (error) {
        if (!this.isTransient(error) || performance.now() > deadline) throw error;
      }
      await sleep(waitMs);
    }
  }

  async databaseTime(): Promise<Date> {
    const [row] = await this.query(`SELECT strftime('%Y-%m-%d %H:%M:%f', 'now') AS now`, []);
    return instantFromText(row!.now as string);
  }

  isTransient(error: unknown): boolean {
    return codeOf(error).startsWith('SQLITE_BUSY');
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

function codeOf(error: unknown): string {
  return String((error as { code?: string } | null)?.code ?? '');
}
