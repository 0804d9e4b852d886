import type { Database } from '../../../platform/database/database';
import type { Row } from '../../../platform/database/engine';
import { instantFromText } from '../../../platform/database/instant-text';
import { hashApiKey } from '../model/api-key-text';
import type { ApiKeyKind } from '../model/api-key.entity';
import type { TenantMode } from '../model/tenant.entity';

/** What opening a context needs of a key, read before the tenant is known. */
export interface KnownKey {
  readonly keyId: string;
  readonly tenantId: string;
  readonly kind: ApiKeyKind;
  readonly scopes: readonly string[];
  readonly mode: TenantMode;
  readonly testClockNow: Date | null;
}

export async function findKey(database: Database, text: string): Promise<KnownKey | null> {
  const [row] = await database.across('key lookup').query(
    `SELECT k.id, k.tenant_id, k.kind, k.scopes, t.mode, c.now AS clock_now FROM api_key k JOIN tenant t ON t.id = k.tenant_id
     LEFT JOIN test_clock c ON c.tenant_id = k.tenant_id WHERE k.key_hash = ? AND k.revoked_at IS NULL`,
    [hashApiKey(text)],
  );
  if (!row) return null;
  return {
    keyId: row.id as string,
    tenantId: row.tenant_id as string,
    kind: row.kind as ApiKeyKind,
    scopes: JSON.parse(row.scopes as string) as string[],
    mode: row.mode as TenantMode,
    testClockNow: clockOf(row),
  };
}

/** The business time of a tenant for jobs and reactions; null when it is database time. */
export async function findTestClockNow(database: Database, tenantId: string): Promise<Date | null> {
  const [row] = await database.across('key lookup').query('SELECT now AS clock_now FROM test_clock WHERE tenant_id = ?', [tenantId]);
  return row ? clockOf(row) : null;
}

export interface AccountRow {
  readonly id: string;
  readonly name: string;
}

/** Every account of the deployment, oldest first: for its operator only. */
export async function allAccounts(database: Database): Promise<AccountRow[]> {
  const rows = await database.across('platform administration').query('SELECT id, name FROM account ORDER BY id', []);
  return rows.map(({ id, name }) => ({ id: id as string, name: name as string }));
}

export interface TenantRow {
  readonly id: string;
  readonly accountId: string;
  readonly name: string;
  readonly mode: TenantMode;
  readonly currency: string;
  readonly timeZone: string;
  readonly createdAt: Date;
}

/** Every tenant of the deployment, oldest first: for its operator only. */
export async function allTenants(database: Database): Promise<TenantRow[]> {
  const rows = await database
    .across('platform administration')
    .query('SELECT id, account_id, name, mode, currency, time_zone, created_at FROM tenant ORDER BY id', []);
  return rows.map((row) => ({
    id: row.id as string,
    accountId: row.account_id as string,
    name: row.name as string,
    mode: row.mode as TenantMode,
    currency: row.currency as string,
    timeZone: row.time_zone as string,
    createdAt: instantFromText(row.created_at as string),
  }));
}

export async function allTenantIds(database: Database): Promise<string[]> {
  const rows = await database.across('platform administration').query('SELECT id FROM tenant ORDER BY id', []);
  return rows.map(({ id }) => id as string);
}

function clockOf(row: Row): Date | null {
  return row.clock_now ? instantFromText(row.clock_now as string) : null;
}
