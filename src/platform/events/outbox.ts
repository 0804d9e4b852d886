import { newId } from '../../kernel/id';
import { toJsonText } from '../../kernel/json';
import { instantToText } from '../database/instant-text';
import type { SqlValue } from '../database/engine';
import type { EmittedEvent, Work } from '../database/work';

const COLUMNS = ['id', 'type', 'version', 'object_id', 'object_version', 'user_id', 'occurred_at', 'data'] as const;

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
  const parameters: Record<string, SqlValue> = {};
  const tuples = events.map(({ event, objectVersion }, index) => {
    const values: SqlValue[] = [
      newId('evt'),
      event.type,
      event.version,
      event.objectId,
      objectVersion,
      event.userId,
      instantToText(work.now),
      toJsonText(event.data),
    ];
    COLUMNS.forEach((column, at) => (parameters[`${column}_${index}`] = values[at]!));
    return `(:tenant, ${COLUMNS.map((column) => `:${column}_${index}`).join(', ')})`;
  });
  await work.change(
    'event_pending: insert',
    `INSERT INTO event_pending (tenant_id, ${COLUMNS.join(', ')}) VALUES ${tuples.join(', ')}`,
    parameters,
  );
}
