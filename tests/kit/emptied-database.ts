import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';

export interface EmptiedDatabase {
  readonly url: string;
  giveBack(): Promise<void>;
}

/** The first database of a row of them that nobody uses, with the tables of whoever used it before and none of the rows. */
export async function takeEmptiedDatabase(server: string): Promise<EmptiedDatabase> {
  const connection = await createConnection({ uri: server, multipleStatements: true });
  const name = await takeFreeName(connection);
  await connection.query(`CREATE DATABASE IF NOT EXISTS ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin; USE ${name}`);
  await emptyTables(connection);
  return { url: new URL(`/${name}`, server).href, giveBack: () => connection.end() };
}

/** A name is taken while the connection lives that locked it, so that one whose test process died is free again. */
async function takeFreeName(connection: Connection): Promise<string> {
  for (let place = 0; ; place += 1) {
    const name = `perennial_test_${place}`;
    const [[lock]] = await connection.query<RowDataPacket[]>('SELECT GET_LOCK(?, 0) AS isOurs', [name]);
    if (lock?.isOurs === 1) return name;
  }
}

async function emptyTables(connection: Connection): Promise<void> {
  const [tables] = await connection.query<RowDataPacket[]>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name <> 'migration'",
  );
  if (tables.length === 0) return;
  const [filled] = await connection.query<RowDataPacket[]>(
    tables.map(({ name }) => `SELECT '${name}' AS name WHERE EXISTS (SELECT 1 FROM \`${name}\`)`).join(' UNION ALL '),
  );
  const deletions = filled.map(({ name }) => `DELETE FROM \`${name}\`;`).join(' ');
  await connection.query(`SET foreign_key_checks = 0; ${deletions}`);
}
