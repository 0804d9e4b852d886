import { createConnection } from 'mysql2/promise';
import { engineOf } from '../../src/platform/database/data-source';
import { LibsqlDatabase } from '../../src/platform/database/libsql-driver';

/** Holds a database so that whoever registers a user has to wait, as behind a slow transaction of another process. */
export async function holdUsers(url: string): Promise<{ release(): Promise<void> }> {
  if (engineOf(url) === 'sqlite') {
    const file = new LibsqlDatabase(url.slice('sqlite:'.length), { timeout: 5_000 });
    file.exec('BEGIN IMMEDIATE');
    return {
      release: async () => {
        file.exec('ROLLBACK');
        file.close();
      },
    };
  }
  const connection = await createConnection(url);
  await connection.query('LOCK TABLES `user` WRITE');
  return { release: () => connection.end() };
}
