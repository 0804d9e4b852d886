import type { Row } from '../../src/platform/database/engine';
import { toJsonText, type Jsonable } from '../../src/kernel/json';
import { machineTables, tablesWithoutTenant } from './statement-law';
import type { World } from './world';

/** Table -> the texts of a tenant's rows, sorted; tables without rows are left out. */
export type TenantRows = Readonly<Record<string, readonly string[]>>;

/**
 * Everything that is stored for a tenant. Two looks that are equal prove that nothing was written in between: what a refusal
 * test and the two-tenant walk ask for.
 */
export async function rowsOf({ world, tenantId }: { world: World; tenantId: string }): Promise<TenantRows> {
  const { database } = world.program;
  const tables = [...new Set([...database.tables.all().map(({ name }) => name), ...machineTables])].filter((name) => !(name in tablesWithoutTenant));
  const asked = [...tables.map((table) => [table, 'tenant_id'] as const), ['tenant', 'id'] as const];
  const found = await Promise.all(
    asked.map(async ([table, column]) => {
      const rows = await database.across('platform administration').query(`SELECT * FROM \`${table}\` WHERE ${column} = ?`, [tenantId]);
      return [table, rows.map(textOf).sort()] as const;
    }),
  );
  return Object.fromEntries(found.filter(([, rows]) => rows.length > 0));
}

function textOf(row: Row): string {
  return toJsonText(row as Jsonable);
}
