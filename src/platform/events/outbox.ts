import { newId } from '../../kernel/id';
import { toJsonText } from '../../kernel/json';
import { instantToText } from '../database/instant-text';
import type { SqlValue } from '../database/engine';
import { tuples } from '../database/upsert';
import type { EmittedEvent, Work } from '../database/work';

const COLUMNS = ['tenant_id', 'id', 'type', 'version', 'object_id', 'object_version', 'user_id', 'occurred_at', 'data'] as const;

/** Keeps a statement within what the engines take. */
const ROWS_PER_STATEMENT = 500;

/**
 * Writes the events of a Work as the last statements of its transaction: the objects' rows are locked by then, so the
 * events of one object stand in the order of its versions.
 */
export async function writeOutbox(work: Work): Promise<void> {
  const { emitted } = work;
  for (let start = 0; start < emitted.length; start += ROWS_PER_STATEMENT) {
    await insertPending(work, emitted.slice(start, start + ROWS_PER_STATEMENT));
  }
}

async function insertPending(work: Work, events: readonly EmittedEvent[]): Promise<void> {
  const values: SqlValue[] = [];
  for (const { event, objectVersion } of events) {
    const { type, version, objectId, userId, data } = event;
    values.push(work.tenantId, newId('evt'), type, version, objectId, objectVersion, userId, instantToText(work.now), toJsonText(data));
  }
  await work.changeRows(
    'event_pending: insert',
    `INSERT INTO event_pending (${COLUMNS.join(', ')}) VALUES ${tuples(COLUMNS.length, events.length)}`,
    values,
  );
}
