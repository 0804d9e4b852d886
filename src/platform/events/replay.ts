import type { Database } from '../database/database';
import { forUpdate } from '../database/engine';
import type { Work } from '../database/work';
import { Event } from './event.entity';
import type { Reaction } from './reaction';

/** An event that its reaction refused again and again; later events of the same object wait behind it. */
export interface ParkedEvent {
  readonly tenantId: string;
  readonly consumer: string;
  readonly sequence: number;
  readonly eventId: string;
  readonly type: string;
  readonly objectId: string;
  readonly attempts: number;
  /** The first line of the last failure. */
  readonly error: string;
}

/** What waits for a person in all tenants, oldest first, at most 1,000. */
export async function parkedEvents(database: Database): Promise<ParkedEvent[]> {
  const rows = await database.across('platform administration').query(
    `SELECT s.tenant_id, s.consumer, s.sequence, e.id, e.type, s.object_id, s.attempts, s.error FROM event_stuck s
     JOIN event_log e ON e.tenant_id = s.tenant_id AND e.sequence = s.sequence
     WHERE s.state = 'PARKED' ORDER BY s.tenant_id, s.consumer, s.sequence LIMIT 1000`,
    [],
  );
  return rows.map((row) => ({
    tenantId: row.tenant_id as string,
    consumer: row.consumer as string,
    sequence: Number(row.sequence),
    eventId: row.id as string,
    type: row.type as string,
    objectId: row.object_id as string,
    attempts: Number(row.attempts),
    error: ((row.error as string | null) ?? '').split('\n')[0]!,
  }));
}

/**
 * Sends a consumer back, so that it handles the event with this sequence and all later ones again. It never goes forward:
 * one that has not come so far stays where it is. Returns how many events it has handled and will meet again.
 */
export async function replayFrom(work: Work, { reaction, sequence }: { reaction: Reaction; sequence: number }): Promise<number> {
  const consumer = reaction.name;
  const position = await lockPosition(work, consumer);
  if (position < sequence) return 0;
  // Those that were set aside come again with the others, and in their order.
  await work.change(
    'event_stuck: replay',
    'DELETE FROM event_stuck WHERE tenant_id = :tenant AND consumer = :consumer AND sequence >= :sequence',
    { consumer, sequence },
  );
  await work.change(
    'event_consumer: replay',
    'UPDATE event_consumer SET position = :position WHERE tenant_id = :tenant AND consumer = :consumer',
    { consumer, position: sequence - 1 },
  );
  return work.from(Event).where({ type: [...reaction.types] }).whereSql('sequence >= ? AND sequence <= ?', [sequence, position]).count();
}

/** Gives the parked events of a consumer all their attempts again, the first of them at once. Returns how many there were. */
export async function retryParked(work: Work, { reaction }: { reaction: Reaction }): Promise<number> {
  return work.change(
    'event_stuck: retry',
    `UPDATE event_stuck SET state = 'WAITING', attempts = 0, retry_at = '1970-01-01 00:00:00.000' WHERE tenant_id = :tenant AND consumer = :consumer AND state = 'PARKED'`,
    { consumer: reaction.name },
  );
}

/** 0 when the tenant has no such consumer. */
async function lockPosition(work: Work, consumer: string): Promise<number> {
  const [row] = await work.rows(
    'event_consumer: lock',
    `SELECT position FROM event_consumer WHERE tenant_id = :tenant AND consumer = :consumer${forUpdate(work.engine)}`,
    { consumer },
  );
  return Number(row?.position ?? 0);
}
