import type { Jsonable } from '../../kernel/json';
import type { Desk } from '../database/desk';
import { instantToText } from '../database/instant-text';
import { toJsonText } from '../../kernel/json';
import { upsertSql } from '../database/upsert';
import type { Work } from '../database/work';

type Payload = Readonly<Record<string, Jsonable>>;

/**
 * Work for later. BUSINESS time is the tenant's (database time or its test clock); REAL time is for transport: mails, tokens.
 * A job runs at least once, so `run` must be safe to repeat; it may call the network between its transactions.
 */
export interface Job<Data extends Payload = Payload> {
  readonly kind: string;
  readonly time: 'BUSINESS' | 'REAL';
  run(desk: Desk, payload: Data): Promise<void>;
}

export function defineJob<Data extends Payload>(job: Job<Data>): Job<Data> {
  return job;
}

/**
 * Puts a job on the list, in the transaction of what it is for. The same key again moves the one that waits.
 * Its name is enough, so that an action need not import the job that calls it.
 */
export async function schedule<Data extends Payload>(
  work: Work,
  job: Pick<Job<Data>, 'kind' | 'time'>,
  { key, dueAt, payload }: { key: string; dueAt: Date; payload: Data },
): Promise<void> {
  const columns = ['tenant_id', 'kind', 'job_key', 'time', 'is_on_test_clock', 'state', 'due_at', 'retry_at', 'attempts', 'payload', 'error'];
  await work.change(
    'job: schedule',
    upsertSql(work.engine, {
      table: 'job',
      columns,
      key: ['tenant_id', 'kind', 'job_key'],
      update: ['due_at', 'retry_at', 'state', 'attempts', 'payload'],
    }).replace(':tenant_id', ':tenant'),
    {
      kind: job.kind,
      job_key: key,
      time: job.time,
      is_on_test_clock: job.time === 'BUSINESS' && work.isOnTestClock ? 1 : 0,
      state: 'READY',
      due_at: instantToText(dueAt),
      retry_at: '1970-01-01 00:00:00.000',
      attempts: 0,
      payload: toJsonText(payload),
      error: null,
    },
  );
}

/** Takes a job off the list; nothing happens when it is not on it. */
export async function unschedule(work: Work, job: Pick<Job, 'kind'>, key: string): Promise<void> {
  await work.change('job: unschedule', 'DELETE FROM job WHERE tenant_id = :tenant AND kind = :kind AND job_key = :key', {
    kind: job.kind,
    key,
  });
}
