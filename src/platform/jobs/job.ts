import type { Jsonable } from '../../kernel/json';
import type { Desk } from '../database/desk';
import { instantToText } from '../database/instant-text';
import { toJsonText } from '../../kernel/json';
import { upsertSql, type ColumnValues } from '../database/upsert';
import type { Batch, Work } from '../database/work';

const KEY = ['tenant_id', 'kind', 'job_key'];
const REST = ['time', 'is_on_test_clock', 'state', 'due_at', 'retry_at', 'claim', 'attempts', 'payload', 'error'];
const COLUMNS = [...KEY, ...REST];

type Payload = Readonly<Record<string, Jsonable>>;

/** A job's name and time, apart from what it does: an action that schedules a job need not import the actions that it runs. */
export interface JobKind<Data extends Payload = Payload> {
  readonly kind: string;
  readonly time: 'BUSINESS' | 'REAL';
  /** Never set: carries the type of the payload. */
  readonly payload?: Data;
}

/**
 * Work for later. BUSINESS time is the tenant's (database time or its test clock); REAL time is for transport: mails, tokens.
 * A job runs at least once, so `run` must be safe to repeat; it may call the network between its transactions.
 */
export interface Job<Data extends Payload = Payload> extends JobKind<Data> {
  run(desk: Desk, payload: Data): Promise<void>;
  /** Many of one tenant in one go, for jobs that come in crowds; each has its outcome in its place. The same as `run` for each. */
  runTogether?(this: void, desk: Desk, payloads: readonly Data[]): Promise<readonly PromiseSettledResult<unknown>[]>;
}

export function defineJob<Data extends Payload>(job: Job<Data>): Job<Data> {
  return job;
}

/**
 * A job that comes in crowds, such as the renewals of a night: a worker takes many of one tenant and runs them in one go. Which of
 * them run together is chance: no two may depend on each other's order.
 */
export function defineCrowdJob<Data extends Payload>(job: JobKind<Data> & Required<Pick<Job<Data>, 'runTogether'>>): Job<Data> {
  return {
    ...job,
    run: async (desk, payload) => {
      const [outcome] = await job.runTogether(desk, [payload]);
      if (outcome?.status === 'rejected') throw outcome.reason;
    },
  };
}

/**
 * Puts a job on the list, in the transaction of what it is for. The same key again moves the one that waits.
 * Its name is enough, so that an action need not import the job that calls it.
 */
export async function schedule<Data extends Payload>(
  work: Work,
  job: JobKind<Data>,
  toRun: ToRun<Data>,
): Promise<void> {
  await work.inBatch(scheduling, rowOf(work, job, toRun));
}

/** The same for many of a kind, in one statement. */
export async function scheduleAll<Data extends Payload>(work: Work, job: JobKind<Data>, toRun: readonly ToRun<Data>[]): Promise<void> {
  if (toRun.length > 0) await scheduling.run(work, toRun.map((one) => rowOf(work, job, one)));
}

interface ToRun<Data extends Payload> {
  readonly key: string;
  readonly dueAt: Date;
  readonly payload: Data;
}

function rowOf<Data extends Payload>(work: Work, job: JobKind<Data>, { key, dueAt, payload }: ToRun<Data>): ColumnValues {
  return {
    tenant_id: work.tenantId,
    kind: job.kind,
    job_key: key,
    time: job.time,
    is_on_test_clock: job.time === 'BUSINESS' && work.isOnTestClock ? 1 : 0,
    state: 'READY',
    due_at: instantToText(dueAt),
    retry_at: '1970-01-01 00:00:00.000',
    // Whoever runs it now does not take it off the list: it is to run once more.
    claim: null,
    attempts: 0,
    payload: toJsonText(payload),
    error: null,
  };
}

/** Takes a job off the list; nothing happens when it is not on it. */
export async function unschedule(work: Work, job: Pick<JobKind, 'kind'>, key: string): Promise<void> {
  await work.inBatch(unscheduling, { kind: job.kind, key });
}

const scheduling: Batch<ColumnValues, void> = {
  name: 'job: schedule',
  run: async (work, jobs) => {
    const sql = upsertSql(work.engine, { table: 'job', columns: COLUMNS, key: KEY, update: REST }, jobs.length);
    await work.changeRows('job: schedule', sql, jobs.flatMap((job) => COLUMNS.map((column) => job[column]!)));
    return jobs.map(() => undefined);
  },
};

const unscheduling: Batch<{ kind: string; key: string }, void> = {
  name: 'job: unschedule',
  run: async (work, jobs) => {
    for (const kind of new Set(jobs.map((job) => job.kind))) {
      const keys = jobs.filter((job) => job.kind === kind).map(({ key }) => key);
      await work.change('job: unschedule', 'DELETE FROM job WHERE tenant_id = :tenant AND kind = :kind AND job_key IN (:keys)', { kind, keys });
    }
    return jobs.map(() => undefined);
  },
};
