import type { Pool as DriverPool, PoolConnection } from 'mysql2';
import { createConnection } from 'mysql2/promise';
import type { Connection, Pool, Row, SqlValue } from './engine';
import { instantFromText } from './instant-text';
import { mysqlUrl } from './mysql-url';

/** READ COMMITTED: under REPEATABLE READ an open claim would block inserting a job that is due earlier. */
const CONNECTION_SETTINGS = `SET SESSION transaction_isolation = 'READ-COMMITTED', time_zone = '+00:00',
  sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'`;
// MariaDB before 11.1 knows the isolation level by its older name.
const OLDER_SETTINGS = CONNECTION_SETTINGS.replace('transaction_isolation', 'tx_isolation');
const UNKNOWN_VARIABLE = 1193;

const DEADLOCKS = new Set([1205, 1213, 1020]);
/** Killed, shutting down, idle for too long: what the server says before it closes the connection. */
const FAREWELLS = new Set([1927, 1053, 4031]);
const DUPLICATE_KEY = 1062;
const SCHEMA_WAIT_SECONDS = 60;

/** A pool of the driver, spoken to directly: no hydration, no logger, one isolation level. */
export class MysqlPool implements Pool {
  readonly engine = 'mysql';
  private readonly prepared = new WeakSet<object>();
  private settings = CONNECTION_SETTINGS;

  constructor(
    private readonly pool: DriverPool,
    /** `lockWaitSeconds`: how long a statement waits for a row that another transaction holds. */
    private readonly options: { readonly url: string; readonly lockWaitSeconds: number },
  ) {}

  query(sql: string, parameters: readonly SqlValue[]): Promise<Row[]> {
    return this.queryOnce(sql, parameters).catch((error: unknown) => {
      // The server ended a connection that waited in the pool; reading again does no harm.
      if (!isLost(error)) throw error;
      return this.queryOnce(sql, parameters);
    });
  }

  async execute(sql: string, parameters: readonly SqlValue[]): Promise<number> {
    const connection = await this.acquire();
    try {
      return await affectedBy(connection, sql, parameters);
    } finally {
      connection.release();
    }
  }

  async transaction<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
    const connection = await this.acquire();
    try {
      await run(connection, 'START TRANSACTION', []);
      const result = await work({
        query: (sql, parameters) => run<Row[]>(connection, sql, parameters),
        execute: (sql, parameters) => affectedBy(connection, sql, parameters),
      });
      await commit(connection);
      connection.release();
      return result;
    } catch (error) {
      await rollback(connection);
      throw error;
    }
  }

  /** MySQL commits at every change of a table, so the turn is a named lock. It needs a connection of its own: the pool may have one only. */
  async changeSchema<Result>(change: () => Promise<Result>): Promise<Result> {
    const connection = await createConnection(mysqlUrl(this.options.url));
    try {
      const [rows] = await connection.query("SELECT GET_LOCK(CONCAT('perennial:', MD5(DATABASE())), ?) AS hasTurn", [SCHEMA_WAIT_SECONDS]);
      if ((rows as Row[])[0]?.hasTurn !== 1) throw new Error(`another process has been changing the tables for ${SCHEMA_WAIT_SECONDS} seconds`);
      return await change();
    } finally {
      // Closing it gives the lock back.
      await connection.end();
    }
  }

  async version(): Promise<string> {
    const [row] = await this.query('SELECT VERSION() AS version', []);
    const version = String(row!.version);
    return /mariadb/i.test(version) ? `MariaDB ${version.split('-')[0]}` : `MySQL ${version}`;
  }

  async databaseTime(): Promise<Date> {
    const [row] = await this.query('SELECT UTC_TIMESTAMP(3) AS now', []);
    return instantFromText(row!.now as string);
  }

  isTransient(error: unknown): boolean {
    return DEADLOCKS.has(errnoOf(error)) || isLost(error);
  }

  isDuplicateKey(error: unknown): boolean {
    return errnoOf(error) === DUPLICATE_KEY;
  }

  close(): Promise<void> {
    return new Promise((resolve, reject) => this.pool.end((error) => (error ? reject(error) : resolve())));
  }

  /** Written with callbacks: reads are most of what a server does, and each promise in between costs as much as a row. */
  private queryOnce(sql: string, parameters: readonly SqlValue[]): Promise<Row[]> {
    return new Promise((resolve, reject) => {
      this.withConnection(reject, (connection) => {
        connection.query(sql, parameters as SqlValue[], (error, rows) => {
          connection.release();
          if (error) reject(error);
          else resolve(rows as Row[]);
        });
      });
    });
  }

  private acquire(): Promise<PoolConnection> {
    return new Promise((resolve, reject) => this.withConnection(reject, resolve));
  }

  /** Gives a connection that has our settings. */
  private withConnection(fail: (error: unknown) => void, use: (connection: PoolConnection) => void): void {
    this.pool.getConnection((error, connection) => {
      if (error) return fail(error);
      if (this.prepared.has(connection)) return use(connection);
      this.prepare(connection).then(
        () => {
          this.prepared.add(connection);
          use(connection);
        },
        (reason: unknown) => {
          connection.destroy();
          fail(reason);
        },
      );
    });
  }

  private async prepare(connection: PoolConnection): Promise<void> {
    const wait = `, innodb_lock_wait_timeout = ${this.options.lockWaitSeconds}`;
    try {
      await run(connection, this.settings + wait, []);
    } catch (error) {
      if (errnoOf(error) !== UNKNOWN_VARIABLE) throw error;
      this.settings = OLDER_SETTINGS;
      await run(connection, this.settings + wait, []);
    }
  }
}

/** A transaction whose connection is lost before this did not happen and may run again; one that is lost here may have. */
async function commit(connection: PoolConnection): Promise<void> {
  try {
    await run(connection, 'COMMIT', []);
  } catch (error) {
    throw isLost(error) ? new Error('the database did not say whether it committed', { cause: error }) : error;
  }
}

/** A lock wait that timed out leaves its transaction open, so a failed one is always rolled back; a dead connection is dropped. */
async function rollback(connection: PoolConnection): Promise<void> {
  try {
    await run(connection, 'ROLLBACK', []);
    connection.release();
  } catch {
    connection.destroy();
  }
}

function run<Result>(connection: PoolConnection, sql: string, parameters: readonly SqlValue[]): Promise<Result> {
  return new Promise((resolve, reject) => {
    connection.query(sql, parameters as SqlValue[], (error, result) => (error ? reject(error) : resolve(result as Result)));
  });
}

async function affectedBy(connection: PoolConnection, sql: string, parameters: readonly SqlValue[]): Promise<number> {
  return (await run<{ affectedRows: number }>(connection, sql, parameters)).affectedRows;
}

function isLost(error: unknown): boolean {
  return (error as { fatal?: unknown } | null)?.fatal === true || FAREWELLS.has(errnoOf(error));
}

function errnoOf(error: unknown): number {
  return Number((error as { errno?: unknown } | null)?.errno ?? 0);
}
