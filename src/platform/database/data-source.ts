import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DataSource, type DataSourceOptions, type MixedList } from 'typeorm';
import type { Engine, Pool } from './engine';
import { LibsqlDatabase } from './libsql-driver';
import { MysqlPool } from './mysql-pool';
import { ReadableNaming } from './naming';
import { SqlitePool } from './sqlite-pool';

export interface DatabaseLocation {
  /** mysql://user:password@host:port/name, or sqlite:path */
  readonly url: string;
  readonly poolSize: number;
  /** How long a statement waits for a row of another transaction before the action is run again; 10 when left out. */
  readonly lockWaitSeconds?: number;
}

type Classes = MixedList<Function>;

/** Opens the engine that the URL names. `source` is TypeORM's side of it: metadata, migrations, schema comparison. */
export async function openPool(
  location: DatabaseLocation,
  { entities, migrations }: { entities: Function[]; migrations: Function[] },
): Promise<{ pool: Pool; source: DataSource }> {
  if (engineOf(location.url) === 'mysql') {
    const source = await new Source(mysqlOptions(location, entities, migrations)).initialize();
    return { pool: new MysqlPool(source, location.lockWaitSeconds ?? 10), source };
  }
  const path = location.url.slice('sqlite:'.length);
  mkdirSync(dirname(path), { recursive: true });
  const writer = await new Source(sqliteOptions(path, entities, migrations)).initialize();
  const reader = await new Source(sqliteOptions(path, entities, migrations, 'READ')).initialize();
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
    timeout: 0,
    enableWAL: true,
    prepareDatabase: (database: LibsqlDatabase) => {
      database.pragma('synchronous = FULL');
      if (mode === 'READ') database.pragma('query_only = 1');
    },
    entities,
    migrations,
    migrationsTableName: 'migration',
    namingStrategy: new ReadableNaming(),
  };
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
