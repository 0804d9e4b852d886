import { isCurrencyCode } from '../../../kernel/currency';
import { isZone } from '../../../kernel/calendar';
import { newId } from '../../../kernel/id';
import { invalid, notFound } from '../../../kernel/refusal';
import type { Database } from '../../../platform/database/database';
import type { Connection } from '../../../platform/database/engine';
import { instantToText } from '../../../platform/database/instant-text';
import type { TenantMode } from '../model/tenant.entity';

export interface CreateTenant {
  /** An existing account to add the tenant to; without one a new account is made. */
  readonly accountId?: string;
  readonly name: string;
  readonly mode: TenantMode;
  readonly currency: string;
  readonly timeZone: string;
}

/**
 * Makes a tenant, with its account when none is given. Done by the platform's operator, before the tenant exists.
 * `reactionNames`: every reaction reads the new tenant's log from its start. Refuses INVALID, and NOT_FOUND for an account that does not exist.
 */
export async function createTenant(
  database: Database,
  { accountId, name, mode, currency, timeZone }: CreateTenant,
  reactionNames: readonly string[],
): Promise<{ tenantId: string; accountId: string }> {
  if (name.trim() === '') throw invalid('The name must not be empty.', ['name']);
  if (!isCurrencyCode(currency)) throw invalid(`"${currency}" is not a currency of ISO 4217.`, ['currency']);
  if (!isZone(timeZone)) throw invalid(`"${timeZone}" is not an IANA time zone.`, ['timeZone']);
  const now = instantToText(database.clock.now());
  const ids = { tenantId: newId('ten'), accountId: accountId ?? newId('acct') };
  await database.transactAcross('platform administration', async (connection) => {
    if (accountId) await assertAccount(connection, accountId);
    else await connection.execute('INSERT INTO account (id, name, created_at) VALUES (?, ?, ?)', [ids.accountId, name, now]);
    await connection.execute(
      'INSERT INTO tenant (id, account_id, name, mode, currency, time_zone, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      [ids.tenantId, ids.accountId, name, mode, currency, timeZone, now],
    );
    await connection.execute('INSERT INTO event_feed (tenant_id, last) VALUES (?, 0)', [ids.tenantId]);
    for (const reaction of reactionNames) {
      await connection.execute('INSERT INTO event_consumer (tenant_id, consumer, position) VALUES (?, ?, 0)', [ids.tenantId, reaction]);
    }
  });
  return ids;
}

async function assertAccount(connection: Connection, accountId: string): Promise<void> {
  const [account] = await connection.query('SELECT id FROM account WHERE id = ?', [accountId]);
  if (!account) throw notFound(`The account ${accountId}`, ['accountId']);
}
