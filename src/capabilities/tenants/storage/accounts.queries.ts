import type { Database } from '../../../platform/database/database';

export interface AccountRow {
  readonly id: string;
  readonly name: string;
}

/** Every account of the deployment, oldest first: for its operator only. */
export async function allAccounts(database: Database): Promise<AccountRow[]> {
  const rows = await database.across('platform administration').query('SELECT id, name FROM account ORDER BY id', []);
  return rows.map(({ id, name }) => ({ id: id as string, name: name as string }));
}
