import type { Database } from '../database/database';
import { forUpdate, forUpdateSkipLocked, type Connection, type SqlValue } from '../database/engine';

const BATCH = 500;
const TENANTS_AT_ONCE = 100;
const COPIED = 'id, type, version, object_id, object_version, user_id, occurred_at, data';

/**
 * Moves committed events from the outbox into the tenant's log and gives them their sequence there: after their commit, so
 * that no late one is skipped by a reader. Any number of relays may run; a tenant's feed row is held by one at a time.
 */
export class Relay {
  constructor(
    private readonly database: Database,
    /** Called after each batch, with the tenant's newest sequence. */
    private readonly onAdvance: (tenantId: string, last: number) => void,
  ) {}

  /**
   * Goes once through the tenants with new events and moves a batch of each, so that a busy one does not keep the others
   * waiting; returns how many events that was. What another relay holds is left to it. What goes wrong in one tenant is thrown
   * after the others had their turn.
   */
  async drain(): Promise<number> {
    const errors: unknown[] = [];
    let moved = 0;
    let tenantIds: string[];
    let after = '';
    do {
      tenantIds = await this.tenantsAfter(after);
      for (const tenantId of tenantIds) {
        moved += await this.moveOn(tenantId, forUpdateSkipLocked(this.database.engine)).catch((error: unknown) => {
          errors.push(error);
          return 0;
        });
      }
      after = tenantIds.at(-1) ?? '';
    } while (tenantIds.length === TENANTS_AT_ONCE);
    if (errors.length > 0) throw errors[0];
    return moved;
  }

  private async tenantsAfter(tenantId: string): Promise<string[]> {
    const rows = await this.database
      .across('relay claim')
      .query(`SELECT DISTINCT tenant_id FROM event_pending WHERE tenant_id > ? ORDER BY tenant_id LIMIT ${TENANTS_AT_ONCE}`, [tenantId]);
    return rows.map((row) => row.tenant_id as string);
  }

  /** Moves all that is committed in one tenant, after another relay that holds its feed; returns how many events that was. */
  async settle(tenantId: string): Promise<number> {
    for (let moved = 0; ; ) {
      const movedNow = await this.moveOn(tenantId, forUpdate(this.database.engine));
      if (movedNow === 0) return moved;
      moved += movedNow;
    }
  }

  private async moveOn(tenantId: string, lock: string): Promise<number> {
    const batch = await this.database.transactAcross('relay claim', (connection) => moveBatch(connection, tenantId, lock));
    if (batch.moved > 0) this.onAdvance(tenantId, batch.last);
    return batch.moved;
  }
}

async function moveBatch(connection: Connection, tenantId: string, lock: string): Promise<{ moved: number; last: number }> {
  const [feed] = await connection.query(`SELECT last FROM event_feed WHERE tenant_id = ?${lock}`, [tenantId]);
  if (!feed) return { moved: 0, last: 0 };
  const before = Number(feed.last);
  const pending = await connection.query(
    `SELECT position FROM event_pending WHERE tenant_id = ? ORDER BY position LIMIT ${BATCH}`,
    [tenantId],
  );
  // The rows are named one by one: an event that commits meanwhile may have a lower position and is left for the next batch.
  const positions = pending.map((row) => row.position as SqlValue);
  if (positions.length === 0) return { moved: 0, last: before };
  const list = positions.map(() => '?').join(', ');
  await connection.execute(
    `INSERT INTO event_log (tenant_id, sequence, ${COPIED}) SELECT tenant_id, ? + ROW_NUMBER() OVER (ORDER BY position), ${COPIED}` +
      ` FROM event_pending WHERE tenant_id = ? AND position IN (${list})`,
    [before, tenantId, ...positions],
  );
  await connection.execute(`DELETE FROM event_pending WHERE tenant_id = ? AND position IN (${list})`, [tenantId, ...positions]);
  const last = before + positions.length;
  await connection.execute('UPDATE event_feed SET last = ? WHERE tenant_id = ?', [last, tenantId]);
  return { moved: positions.length, last };
}
