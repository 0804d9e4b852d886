import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type DataSourceOptions, type MixedList } from 'typeorm';
import type { Engine, Pool } from './engine';
import { LibsqlDatabase } from './libsql-driver';
import { MysqlPool } from './mysql-pool';
import { ReadableNaming } from './naming';
import { isBusy, SqlitePool } from './sqlite-pool';

export interface DatabaseLocation {
  /** mysql://user:password@host:port/name, or sqlite:path */
  readonly url: string;
  readonly poolSize: number;
}

type Classes = MixedList<Function>;

/** For the other processes that open the same new file at the same moment. */
const OPENING_WAIT_MS = 5_000;
const OPENING_PAUSE_MS = 20;

/** Opens the engine that the URL names. `source` is TypeORM's side of it: metadata, migrations, schema comparison. */
export async function openPool(
  location: DatabaseLocation,
  { entities, migrations }: { entities: Function[]; migrations: Function[] },
): Promise<{ pool: Pool; source: DataSource }> {
  if (engineOf(location.url) === 'mysql') {
    const source = await new MysqlSource(mysqlOptions(location, entities, migrations)).initialize();
    return { pool: new MysqlPool(source, location.url), source };
  }
  const path = location.url.slice('sqlite:'.length);
  mkdirSync(dirname(path), { recursive: true });
  const writer = await new SqliteSource(sqliteOptions(path, entities, migrations)).initialize();
  const reader = await new SqliteSource(sqliteOptions(path, entities, migrations, 'READ')).initialize();
  return { pool: new SqlitePool(writer, reader), source: writer };
}

export function engineOf(url: string): Engine {
  return url.startsWith('sqlite:') ? 'sqlite' : 'mysql';
}

function mysqlOptions({ url, poolSize }: DatabaseLocation, entities: Classes, migrations: Classes): DataSourceOptions {
  return {
    // With 'mysql' the schema comparison never comes out empty on MariaDB: it proposes to drop the JSON columns.
    type: 'mariadb',
    url: url.replace(/^mysql:/, 'mariadb:'),
    poolSize,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: false,
    trace: false,
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

class MysqlSource extends DataSource {}

/** SQLite has neither collations nor character sets of MySQL's kind: its own comparison is already byte by byte. */
class SqliteSource extends DataSource {
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
