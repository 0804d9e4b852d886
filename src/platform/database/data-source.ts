import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createPool, type Pool as DriverPool } from 'mysql2';
import { DataSource, type DataSourceOptions, type MixedList } from 'typeorm';
import type { Engine, Pool } from './engine';
import { LibsqlDatabase } from './libsql-driver';
import { MysqlPool } from './mysql-pool';
import { mysqlUrl } from './mysql-url';
import { ReadableNaming } from './naming';
import { isBusy, SqlitePool } from './sqlite-pool';

export interface DatabaseLocation {
  /** mysql://user:password@host:port/name, or sqlite:path */
  readonly url: string;
  readonly poolSize: number;
  /** How long a statement waits for a row of another transaction before the action is run again; 10 when left out. */
  readonly lockWaitSeconds?: number;
}

type Classes = MixedList<Function>;

/** For the other processes that open the same new file at the same moment. */
const OPENING_WAIT_MS = 5_000;
const OPENING_PAUSE_MS = 20;

/** Relay, feeds and claims: a few short statements at a time. */
const BACKGROUND_CONNECTIONS = 2;

export interface OpenedPools {
  /** For requests. */
  readonly pool: Pool;
  /** For what serves all of them: events must not wait behind requests that queue for a connection. */
  readonly background: Pool;
  /** TypeORM's side of it: metadata, migrations, schema comparison. */
  readonly source: DataSource;
}

/** Opens the engine that the URL names. */
export async function openPool(
  location: DatabaseLocation,
  { entities, migrations }: { entities: Function[]; migrations: Function[] },
): Promise<OpenedPools> {
  if (engineOf(location.url) === 'mysql') {
    const source = await new Source(mysqlOptions(location, entities, migrations)).initialize();
    const options = { url: location.url, lockWaitSeconds: location.lockWaitSeconds ?? 10 };
    const background = createPool({ uri: mysqlUrl(location.url), connectionLimit: BACKGROUND_CONNECTIONS, jsonStrings: true, ...driverOptions });
    const { pool } = source.driver as unknown as { pool: DriverPool };
    return { pool: new MysqlPool(pool, options), background: new MysqlPool(background, options), source };
  }
  const path = location.url.slice('sqlite:'.length);
  mkdirSync(dirname(path), { recursive: true });
  const writer = await new Source(sqliteOptions(path, entities, migrations)).initialize();
  const reader = await new Source(sqliteOptions(path, entities, migrations, 'READ')).initialize();
  const pool = new SqlitePool(writer, reader);
  return { pool, background: pool, source: writer };
}

export function engineOf(url: string): Engine {
  return url.startsWith('sqlite:') ? 'sqlite' : 'mysql';
}

const driverOptions = {
  charset: 'utf8mb4_bin',
  timezone: 'Z',
  dateStrings: true,
  supportBigNumbers: true,
  bigNumberStrings: false,
  trace: false,
};

function mysqlOptions({ url, poolSize }: DatabaseLocation, entities: Classes, migrations: Classes): DataSourceOptions {
  return {
    // With 'mysql' the schema comparison never comes out empty on MariaDB: it proposes to drop the JSON columns.
    type: 'mariadb',
    url: url.replace(/^mysql:/, 'mariadb:'),
    poolSize,
    ...driverOptions,
    extra: { jsonStrings: true, maxIdle: poolSize, enableKeepAlive: true },
    entities,
    migrations,
    migrationsTableName: 'migration',
    namingStrategy: new ReadableNaming(),
  };
}

function sqliteOptions(path: string, entities: Classes, migrations: Classes, mode: 'WRITE' | 'READ' = 'WRITE'): DataSourceOptions {
  return {
    type: 'better-sqlite3',
    driver: LibsqlDatabase,
    database: path,
    timeout: OPENING_WAIT_MS,
    prepareDatabase: async (database: LibsqlDatabase) => {
      await switchToWal(database);
      database.pragma('synchronous = FULL');
      if (mode === 'READ') database.pragma('query_only = 1');
    },
    entities,
    migrations,
    migrationsTableName: 'migration',
    namingStrategy: new ReadableNaming(),
  };
}

/** A file is switched once in its life. SQLite does not wait for that by itself when another process is just opening the file. */
async function switchToWal(database: LibsqlDatabase): Promise<void> {
  for (let waitedMs = 0; ; waitedMs += OPENING_PAUSE_MS) {
    try {
      database.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      if (waitedMs >= OPENING_WAIT_MS || !isBusy(error)) throw error;
    }
    await sleep(OPENING_PAUSE_MS);
  }
}

/** Collation and character set are the database's, one for all columns; entities need not repeat them. */
class Source extends DataSource {
  protected override async buildMetadatas(): Promise<void> {
    await super.buildMetadatas();
    for (const metadata of this.entityMetadatas) {
      for (const column of metadata.columns) {
        delete column.charset;
        delete column.collation;
      }
    }
  }
}
