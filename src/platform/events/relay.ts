import type { Connection } from '../database/engine';
import { forUpdateSkipLocked } from '../database/engine';
import type { Database } from '../database/database';
import type { SqlValue } from '../database/engine';

const BATCH = 500;
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

  /** Moves all that is committed now; returns how many events that was. */
  async drain(): Promise<number> {
    let moved = 0;
    for (;;) {
      const tenants = await this.database
        .across('relay claim')
        .query('SELECT DISTINCT tenant_id FROM event_pending LIMIT 100', []);
      const counts = [];
      for (const { tenant_id: tenantId } of tenants) counts.push(await this.drainTenant(tenantId as string));
      const movedNow = counts.reduce((sum, count) => sum + count, 0);
      moved += movedNow;
      // Nothing moved: all is done, or another relay holds what is left.
      if (movedNow === 0) return moved;
    }
  }

  private async drainTenant(tenantId: string): Promise<number> {
    const batch = await this.database.transactAcross('relay claim', (connection) => moveBatch(connection, this.database, tenantId));
    if (batch.moved > 0) this.onAdvance(tenantId, batch.last);
    return batch.moved;
  }
}

async function moveBatch(connection: Connection, database: Database, tenantId: string): Promise<{ moved: number; last: number }> {
  const [feed] = await connection.query(
    `SELECT last FROM event_feed WHERE tenant_id = ?${forUpdateSkipLocked(database.engine)}`,
    [tenantId],
  );
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
