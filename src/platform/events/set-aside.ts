import { addMs } from '../../kernel/clock';
import type { Database } from '../database/database';
import { forUpdate, forUpdateSkipLocked, type Row } from '../database/engine';
import { instantToText } from '../database/instant-text';
import { upsertSql } from '../database/upsert';
import type { View } from '../database/view';
import type { Work } from '../database/work';
import type { Event } from './event.entity';

/** With waits of 1, 2, 4, 8 and 16 s between them. */
const MAX_ATTEMPTS = 6;
const FIRST_RETRY_MS = 1_000;
const HEADS_AT_ONCE = 200;

/** An event that its reaction failed on, or that stands behind one of the same object. */
export interface SetAside {
  readonly tenantId: string;
  readonly consumer: string;
  readonly sequence: number;
}

const KEY = 'tenant_id = :tenant AND consumer = :consumer AND sequence = :sequence';
const IS_HEAD = `NOT EXISTS (SELECT 1 FROM event_stuck o
  WHERE o.tenant_id = s.tenant_id AND o.consumer = s.consumer AND o.object_id = s.object_id AND o.sequence < s.sequence)`;

/** The oldest of each object whose time has come, in all tenants. */
export async function findDueHeads(database: Database, consumers: readonly string[], now: Date): Promise<SetAside[]> {
  if (consumers.length === 0) return [];
  const rows = await database.across('consumer claim').query(
    `SELECT s.tenant_id, s.consumer, s.sequence FROM event_stuck s
     WHERE s.state = 'WAITING' AND s.retry_at <= ? AND s.consumer IN (${consumers.map(() => '?').join(', ')}) AND ${IS_HEAD}
     ORDER BY s.retry_at LIMIT ${HEADS_AT_ONCE}`,
    [instantToText(now), ...consumers],
  );
  return rows.map(toSetAside);
}

/** The oldest of each object in one tenant, due or not. */
export async function findHeads(view: View, consumers: readonly string[]): Promise<SetAside[]> {
  const rows = await view.rows(
    'event_stuck: heads',
    `SELECT s.tenant_id, s.consumer, s.sequence FROM event_stuck s
     WHERE s.tenant_id = :tenant AND s.state = 'WAITING' AND s.consumer IN (:consumers) AND ${IS_HEAD} ORDER BY s.sequence`,
    { consumers },
  );
  return rows.map(toSetAside);
}

function toSetAside(row: Row): SetAside {
  return { tenantId: row.tenant_id as string, consumer: row.consumer as string, sequence: Number(row.sequence) };
}

/** Of the objects of some events, those of which this consumer has an earlier event set aside or parked. */
export async function waitingObjects(work: Work, consumer: string, events: readonly Event[]): Promise<ReadonlySet<string>> {
  const rows = await work.rows(
    'event_stuck: of objects',
    'SELECT DISTINCT object_id FROM event_stuck WHERE tenant_id = :tenant AND consumer = :consumer AND object_id IN (:objectIds)',
    { consumer, objectIds: [...new Set(events.map(({ objectId }) => objectId))] },
  );
  return new Set(rows.map((row) => row.object_id as string));
}

/** `error` null: it did not fail, it only stands behind one that did. */
export async function setAside(
  work: Work,
  { consumer, event, error, now }: { consumer: string; event: Event; error: unknown; now: Date },
): Promise<void> {
  const columns = ['tenant_id', 'consumer', 'sequence', 'object_id', 'state', 'attempts', 'retry_at', 'error'];
  const retryAt = instantToText(error === null ? now : addMs(now, FIRST_RETRY_MS));
  await work.changeRows(
    'event_stuck: set aside',
    upsertSql(work.engine, { table: 'event_stuck', columns, key: columns.slice(0, 3), update: ['state', 'attempts', 'retry_at', 'error'] }),
    [work.tenantId, consumer, event.sequence, event.objectId, 'WAITING', error === null ? 0 : 1, retryAt, error === null ? null : textOf(error)],
  );
}

/** Locks one whose time has come. False when another worker holds it, has done with it or has just tried it in vain. */
export async function lockIfDue(work: Work, { consumer, sequence }: SetAside, now: Date): Promise<boolean> {
  const rows = await work.rows(
    'event_stuck: lock if due',
    `SELECT attempts FROM event_stuck WHERE ${KEY} AND state = 'WAITING' AND retry_at <= :now${forUpdateSkipLocked(work.engine)}`,
    { consumer, sequence, now: instantToText(now) },
  );
  return rows.length > 0;
}

/** Locks one whether its time has come or not, after another worker that holds it. False when that one has done with it. */
export async function lockInTurn(work: Work, { consumer, sequence }: SetAside): Promise<boolean> {
  const rows = await work.rows(
    'event_stuck: lock',
    `SELECT attempts FROM event_stuck WHERE ${KEY} AND state = 'WAITING'${forUpdate(work.engine)}`,
    { consumer, sequence },
  );
  return rows.length > 0;
}

export async function removeSetAside(work: Work, { consumer, sequence }: SetAside): Promise<void> {
  await work.change('event_stuck: done', `DELETE FROM event_stuck WHERE ${KEY}`, { consumer, sequence });
}

/** Waits twice as long after each failure; after the last attempt the event is parked for a person to replay. */
export async function countFailure(work: Work, { consumer, sequence }: SetAside, error: unknown, now: Date): Promise<void> {
  const [row] = await work.rows('event_stuck: attempts', `SELECT attempts FROM event_stuck WHERE ${KEY}${forUpdate(work.engine)}`, {
    consumer,
    sequence,
  });
  if (!row) return;
  const attempts = Number(row.attempts) + 1;
  await work.change(
    'event_stuck: failed',
    `UPDATE event_stuck SET attempts = :attempts, state = :state, retry_at = :retryAt, error = :error WHERE ${KEY}`,
    {
      consumer,
      sequence,
      attempts,
      state: attempts >= MAX_ATTEMPTS ? 'PARKED' : 'WAITING',
      retryAt: instantToText(addMs(now, FIRST_RETRY_MS * 2 ** (attempts - 1))),
      error: textOf(error),
    },
  );
}

function textOf(error: unknown): string {
  return String(error instanceof Error ? (error.stack ?? error.message) : error).slice(0, 4_000);
}
