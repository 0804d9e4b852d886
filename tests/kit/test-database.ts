import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { takeEmptiedDatabase } from './emptied-database';

export interface TestDatabase {
  readonly url: string;
  /** A folder that goes with the database. */
  readonly folder: string;
  remove(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** The tables of another test file's world may be there already, without rows: a server takes more than a second to make them all. */
  readonly mayHaveTables?: boolean;
}

/** An empty database of the engine under test, for one test file. */
export async function createTestDatabase({ mayHaveTables = false }: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-test-'));
  const removeFolder = () => rmSync(folder, { recursive: true, force: true });
  if (process.env.TEST_ENGINE !== 'mysql') {
    return { url: `sqlite:${join(folder, 'test.db')}`, folder, remove: async () => removeFolder() };
  }
  const server = process.env.TEST_MYSQL_URL;
  if (!server) throw new Error('TEST_MYSQL_URL is not set: run the tests with npm test');
  // A server of somebody else's is left as it was found.
  if (mayHaveTables && process.env.TEST_MYSQL_IS_PRIVATE) {
    const { url, giveBack } = await takeEmptiedDatabase(server);
    return {
      url,
      folder,
      remove: async () => {
        removeFolder();
        await giveBack();
      },
    };
  }
  const name = `perennial_test_${randomBytes(6).toString('hex')}`;
  await administer(server, `CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  return {
    url: new URL(`/${name}`, server).href,
    folder,
    remove: async () => {
      removeFolder();
      await administer(server, `DROP DATABASE ${name}`);
    },
  };
}

async function administer(server: string, sql: string): Promise<void> {
  const connection = await createConnection(server);
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}
