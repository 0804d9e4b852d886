import { AsyncLocalStorage } from 'node:async_hooks';
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { DirectAccess } from './access';
import { CROSS_TENANT_MARK, type CrossTenantReason } from './cross-tenant';
import { openPool, type DatabaseLocation } from './data-source';
import { DatabaseClock } from './database-clock';
import type { Connection, Engine, Pool, SqlValue, Statement } from './engine';
import { Schema } from './schema';
import { Tables } from './table';
import { separating } from './separating';
import { together } from './together';
import { View, type Scope } from './view';
import { Work } from './work';

const MAX_ATTEMPTS = 8;

/** Writes the events of a Work as the last statements of its transaction. */
export type Outbox = (work: Work) => Promise<void>;

export interface DatabaseOptions extends DatabaseLocation {
  readonly entities: Function[];
  readonly migrations: Function[];
  readonly outbox: Outbox;
  /** Stands between this Database and its engine: tests let a process die there. */
  readonly poolBehind?: (pool: Pool) => Pool;
}

/** The one way to the data: Views to read, `transact` to write, `across` for the few statements over all tenants. */
export class Database {
  /** Called with every statement: the laws' statement logger and `perennial serve --log-sql` listen here. */
  onStatement: ((statement: Statement) => void) | null = null;
  /** Called after a commit that left events in the outbox. */
  onEventsCommitted: () => void = () => undefined;
  private readonly transactions = new AsyncLocalStorage<true>();
  private openTransactions = 0;

  private constructor(
    private readonly pool: Pool,
    private readonly background: Pool,
    readonly source: DataSource,
    readonly tables: Tables,
    readonly schema: Schema,
    readonly clock: DatabaseClock,
    private readonly outbox: Outbox,
  ) {}

  static async open(options: DatabaseOptions): Promise<Database> {
    const { pool: opened, background: alsoOpened, source } = await openPool(options, options);
    const { poolBehind = (pool: Pool) => pool } = options;
    const pool = poolBehind(opened);
    const background = alsoOpened === opened ? pool : poolBehind(alsoOpened);
    const clock = await DatabaseClock.start(() => background.databaseTime());
    return new Database(pool, background, source, new Tables(source), new Schema(source, pool), clock, options.outbox);
  }

  get engine(): Engine {
    return this.pool.engine;
  }

  view(scope: Scope): View {
    return this.viewOver(this.pool, scope);
  }

  /** For what serves many requests at once and must not wait with them for a connection. */
  backgroundView(scope: Scope): View {
    return this.viewOver(this.background, scope);
  }

  private viewOver(pool: Pool, scope: Scope): View {
    const { query } = this.metered(pool, scope);
    return new View(scope, this.tables, query, this.engine);
  }

  /**
   * Runs one action in one transaction. Deadlocks, lock waits and busy files run it again as a whole, so it must keep nothing
   * outside of it. No network call may be made inside.
   */
  async transact<Result>(scope: Scope, action: (work: Work) => Promise<Result>): Promise<Result> {
    const { result, work } = await this.retrying(this.pool, (connection) => this.attempt(scope, connection, action));
    if (work.emitted.length > 0) this.onEventsCommitted();
    for (const hook of work.hooks) hook();
    return result;
  }

  /** Those of many that fail are left out, and done alone when the others are. */
  async transactTogether<Item, Result>(
    scope: Scope,
    items: readonly Item[],
    action: (work: Work, item: Item) => Promise<Result>,
  ): Promise<PromiseSettledResult<Result>[]> {
    return separating(items, {
      all: (part) => this.transact(scope, (work) => together(work, part, action)),
      one: (item) => this.transact(scope, (work) => action(work, item)),
    });
  }

  private async attempt<Result>(scope: Scope, connection: Connection, action: (work: Work) => Promise<Result>) {
    const work = new Work(scope, this.tables, new DirectAccess(this.metered(connection, scope), scope.tenantId), this.engine, this.pool);
    const result = await action(work);
    if (work.emitted.length > 0) await this.outbox(work);
    return { result, work };
  }

  /** Statements over all tenants; the reason stands in each statement's comment. */
  across(reason: CrossTenantReason): Connection {
    const { query, execute } = this.marked(this.background, reason);
    return {
      query,
      execute: async (sql, values) => {
        this.assertOutsideTransaction();
        return execute(sql, values);
      },
    };
  }

  transactAcross<Result>(reason: CrossTenantReason, action: (connection: Connection) => Promise<Result>): Promise<Result> {
    return this.retrying(this.background, (connection) => action(this.marked(connection, reason)));
  }

  isDuplicateKey(error: unknown): boolean {
    return this.pool.isDuplicateKey(error);
  }

  /** The engine's name and version, for people. */
  version(): Promise<string> {
    return this.pool.version();
  }

  /** Throws when the database cannot be reached. */
  async ping(): Promise<void> {
    await this.pool.databaseTime();
  }

  async close(): Promise<void> {
    this.clock.stop();
    await this.pool.close();
    if (this.background !== this.pool) await this.background.close();
  }

  private async retrying<Result>(pool: Pool, attempt: (connection: Connection) => Promise<Result>): Promise<Result> {
    this.assertOutsideTransaction();
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await this.watched(() => pool.transaction(attempt));
      } catch (error) {
        if (attempts >= MAX_ATTEMPTS || !this.pool.isTransient(error)) throw error;
      }
      await sleep(randomInt(1, 10 * attempts));
    }
  }

  /** While a storage is on, Node follows every promise of the process, which makes reads a tenth slower: so it is on only while needed. */
  private async watched<Result>(transaction: () => Promise<Result>): Promise<Result> {
    this.openTransactions += 1;
    try {
      return await this.transactions.run(true, transaction);
    } finally {
      this.openTransactions -= 1;
      if (this.openTransactions === 0) this.transactions.disable();
    }
  }

  /** On SQLite it would wait for itself, on MySQL it would commit on its own. */
  private assertOutsideTransaction(): void {
    if (this.transactions.getStore()) throw new Error('a transaction was opened inside a transaction');
  }

  private metered(connection: Connection, scope: Scope): Connection {
    return this.observed(connection, scope.tenantId, () => void (scope.meter.statements += 1));
  }

  private marked(connection: Connection, reason: CrossTenantReason): Connection {
    const marked = (sql: string) => `/* ${CROSS_TENANT_MARK}${reason} */ ${sql}`;
    const observed = this.observed(connection, null);
    return {
      query: (sql, values) => observed.query(marked(sql), values),
      execute: (sql, values) => observed.execute(marked(sql), values),
    };
  }

  private observed(connection: Connection, tenantId: string | null, count: () => void = () => undefined): Connection {
    const observe = (sql: string, parameters: readonly SqlValue[]) => {
      count();
      this.onStatement?.({ sql, parameters, tenantId });
    };
    return {
      query: (sql, parameters) => {
        observe(sql, parameters);
        return connection.query(sql, parameters);
      },
      execute: (sql, parameters) => {
        observe(sql, parameters);
        return connection.execute(sql, parameters);
      },
    };
  }
}
