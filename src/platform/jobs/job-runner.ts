import { addMs, type Clock } from '../../kernel/clock';
import { newId } from '../../kernel/id';
import type { Database } from '../database/database';
import type { Desk } from '../database/desk';
import { forUpdateSkipLocked, type Connection, type Row, type SqlValue } from '../database/engine';
import { instantFromText, instantToText } from '../database/instant-text';
import type { Job } from './job';

const LEASE_MS = 60_000;
const MAX_ATTEMPTS = 10;
const FIRST_RETRY_MS = 2_000;
/** So many of a crowd are taken at once: more would share little more, and hold longer what others of the tenant wait for. */
const CROWD = 100;
/** So many crowds of one tenant and kind run here at once: one computes while the database works for another. */
const CROWDS_AT_ONCE = 3;
/** Who has failed so often, or taken a worker along, runs alone. */
const MAX_ATTEMPTS_TOGETHER = 3;
const COLUMNS = 'tenant_id, kind, job_key, due_at, attempts, payload';
const DUE = `is_on_test_clock = 0 AND state = 'READY' AND due_at <= ? AND retry_at <= ?`;
const READY_ON_TEST_CLOCK = `tenant_id = ? AND is_on_test_clock = 1 AND state = 'READY'`;

export interface JobRunnerOptions {
  readonly database: Database;
  readonly jobs: readonly Job[];
  readonly openDesk: (tenantId: string) => Promise<Desk>;
  readonly onError: (error: unknown, context: { kind: string; key: string }) => void;
  readonly onRun: (kind: string, outcome: 'done' | 'failed') => void;
  /** What due-ness, leases and waits are measured by, the same for all workers: database time when left out. */
  readonly clock?: Clock;
  readonly leaseMs?: number;
}

/**
 * Takes due jobs off the list. The row is the truth and the claim: a claim is a lease, so the jobs of a worker that died are
 * taken by another; a job that keeps failing is parked for a person.
 */
export class JobRunner {
  private readonly jobs: ReadonlyMap<string, Job>;
  private readonly clock: Clock;
  private readonly leaseMs: number;
  /** Jobs of a newer or older program are left to it. */
  private readonly isOurs: string;
  private readonly isAlone: string;
  /** How many crowds run, by tenant and kind. */
  private readonly crowds = new Map<string, number>();

  constructor(private readonly options: JobRunnerOptions) {
    this.jobs = new Map(options.jobs.map((job) => [job.kind, job]));
    this.clock = options.clock ?? options.database.clock;
    this.leaseMs = options.leaseMs ?? LEASE_MS;
    this.isOurs = isOneOf(options.jobs);
    this.isAlone = isOneOf(options.jobs.filter(({ runTogether }) => !runTogether));
  }

  /**
   * Starts jobs that are due under database time and returns their runs, none of which rejects.
   * Those on test clocks belong to their advance.
   */
  async startDue(limit: number): Promise<Promise<unknown>[]> {
    const now = instantToText(this.clock.now());
    // Looking costs no transaction; mostly there is nothing.
    const waiting = await this.options.database
      .across('job claim')
      .query(`SELECT tenant_id, kind FROM job WHERE ${DUE} AND ${this.isOurs} ORDER BY due_at LIMIT ${Math.max(limit, CROWD)}`, [now, now]);
    const { alone, crowds } = this.choose(waiting, limit);
    const runs: Promise<unknown>[] = [];
    if (alone > 0) {
      const rows = await this.claim(`SELECT ${COLUMNS} FROM job WHERE ${DUE} AND ${this.isAlone} ORDER BY due_at LIMIT ${alone}`, [now, now]);
      runs.push(...rows.map((row) => this.run([row])));
    }
    for (const { tenantId, kind } of crowds) {
      const select = `SELECT ${COLUMNS} FROM job WHERE ${DUE} AND tenant_id = ? AND kind = ? ORDER BY due_at LIMIT ${CROWD}`;
      const rows = await this.claim(select, [now, now, tenantId, kind]);
      if (rows.length > 0) runs.push(this.runCrowd(rows));
    }
    return runs;
  }

  /** How the runs that may start are dealt out among those that wait, the earliest first: to jobs that run alone and to crowds. */
  private choose(waiting: readonly Row[], limit: number): { alone: number; crowds: { tenantId: string; kind: string }[] } {
    const crowds = new Map<string, { tenantId: string; kind: string }>();
    let alone = 0;
    for (const row of waiting) {
      const [tenantId, kind] = [row.tenant_id as string, row.kind as string];
      if (alone + crowds.size === limit) break;
      if (!this.jobs.get(kind)!.runTogether) alone += 1;
      else if ((this.crowds.get(crowdOf(row)) ?? 0) < CROWDS_AT_ONCE) crowds.set(crowdOf(row), { tenantId, kind });
    }
    return { alone, crowds: [...crowds.values()] };
  }

  /** Runs one job of the list to its end. False when it is not there, waits for its next attempt, or another worker has it. */
  async runNow({ tenantId, kind, key }: { tenantId: string; kind: string; key: string }): Promise<boolean> {
    const rows = await this.claim(`SELECT ${COLUMNS} FROM job WHERE tenant_id = ? AND kind = ? AND job_key = ? AND state = 'READY' AND retry_at <= ? AND ${this.isOurs}`, [
      tenantId,
      kind,
      key,
      instantToText(this.clock.now()),
    ]);
    if (rows.length > 0) await this.run(rows);
    return rows.length > 0;
  }

  /** The earliest instant at which a business job of a tenant on a test clock is due, up to a limit; null when there is none. */
  async nextDueOnTestClock(tenantId: string, until: Date): Promise<Date | null> {
    const [row] = await this.options.database
      .across('job claim')
      .query(`SELECT MIN(due_at) AS due_at FROM job WHERE tenant_id = ? AND is_on_test_clock = 1 AND state = 'READY' AND due_at <= ? AND ${this.isOurs}`, [
        tenantId,
        instantToText(until),
      ]);
    return row?.due_at ? instantFromText(row.due_at as string) : null;
  }

  /**
   * Runs the first business job of one tenant that is due at an instant of its test clock, whatever became of earlier attempts, and
   * with it its crowd of the same instant. No other: what it does may call the next one off. Throws its failure.
   */
  async runNextOnTestClock(tenantId: string, at: Date): Promise<void> {
    const [next] = await this.options.database
      .across('job claim')
      .query(`SELECT kind, job_key, due_at FROM job WHERE ${READY_ON_TEST_CLOCK} AND due_at <= ? AND ${this.isOurs} ORDER BY due_at, kind, job_key LIMIT 1`, [
        tenantId,
        instantToText(at),
      ]);
    if (!next) return;
    const [kind, key, dueAt] = [next.kind as string, next.job_key as string, next.due_at as string];
    const select = `SELECT ${COLUMNS} FROM job WHERE ${READY_ON_TEST_CLOCK} AND due_at = ? AND kind = ?`;
    const rows = this.jobs.get(kind)!.runTogether
      ? await this.claim(`${select} ORDER BY job_key LIMIT ${CROWD}`, [tenantId, dueAt, kind])
      : await this.claim(`${select} AND job_key = ?`, [tenantId, dueAt, kind, key]);
    const error = rows.length > 0 && (await this.run(rows));
    if (error) throw error;
  }

  private claim(select: string, parameters: SqlValue[]): Promise<Row[]> {
    const { database } = this.options;
    return database.transactAcross('job claim', async (connection) => {
      const rows = await connection.query(select + forUpdateSkipLocked(database.engine), parameters);
      return rows.length === 0 ? [] : this.lease(connection, rows);
    });
  }

  /** The claim's own id tells this run of a job from every other: whoever lost the lease changes nothing any more. */
  private async lease(connection: Connection, rows: readonly Row[]): Promise<Row[]> {
    const claim = newId('claim');
    const { sql, values } = among(rows);
    await connection.execute(`UPDATE job SET attempts = attempts + 1, retry_at = ?, claim = ? WHERE ${sql}`, [this.leaseEnd(), claim, ...values]);
    return rows.map((row) => ({ ...row, attempts: Number(row.attempts) + 1, claim }));
  }

  private leaseEnd(): string {
    return instantToText(addMs(this.clock.now(), this.leaseMs));
  }

  private async runCrowd(rows: readonly Row[]): Promise<unknown> {
    const crowd = crowdOf(rows[0]!);
    this.crowds.set(crowd, (this.crowds.get(crowd) ?? 0) + 1);
    try {
      return await this.run(rows);
    } finally {
      this.crowds.set(crowd, this.crowds.get(crowd)! - 1);
    }
  }

  /** Runs what was claimed in one go: one job, or a crowd. Null when all went well, else why the first that failed did not. */
  private async run(rows: readonly Row[]): Promise<Error | null> {
    const together = rows.filter(({ attempts }) => (attempts as number) <= MAX_ATTEMPTS_TOGETHER);
    const alone = rows.filter((row) => !together.includes(row)).map((row) => [row]);
    // A run that fails to renew its lease is repeated by another worker, which every job allows.
    const heartbeat = setInterval(() => void this.renew(rows).catch(() => undefined), this.leaseMs / 3);
    const errors: (Error | null)[] = [];
    try {
      for (const part of [together, ...alone]) if (part.length > 0) errors.push(await this.runPart(part));
    } finally {
      clearInterval(heartbeat);
    }
    return errors.find((error) => error !== null) ?? null;
  }

  private async runPart(rows: readonly Row[]): Promise<Error | null> {
    const outcomes = await this.outcomesOf(rows);
    const done = rows.filter((_row, index) => outcomes[index]!.status === 'fulfilled');
    const failures = rows.flatMap((row, index) => (outcomes[index]!.status === 'rejected' ? [{ row, error: outcomes[index]!.reason as unknown }] : []));
    try {
      if (done.length > 0) await this.finish(done);
      for (const row of done) this.options.onRun(row.kind as string, 'done');
    } catch (error) {
      failures.push(...done.map((row) => ({ row, error })));
    }
    for (const { row, error } of failures) await this.noteFailure(row, error);
    const [first] = failures;
    if (!first) return null;
    return first.error instanceof Error ? first.error : new Error(String(first.error));
  }

  private async outcomesOf(rows: readonly Row[]): Promise<readonly PromiseSettledResult<unknown>[]> {
    const [first] = rows;
    const job = this.jobs.get(first!.kind as string)!;
    try {
      const payloads = rows.map((row) => JSON.parse(row.payload as string) as never);
      const desk = await this.options.openDesk(first!.tenant_id as string);
      if (job.runTogether) return await job.runTogether(desk, payloads);
      await job.run(desk, payloads[0]!);
      return [{ status: 'fulfilled', value: undefined }];
    } catch (reason) {
      return rows.map(() => ({ status: 'rejected', reason }));
    }
  }

  private async noteFailure(row: Row, error: unknown): Promise<void> {
    const { onError, onRun } = this.options;
    const context = { kind: row.kind as string, key: row.job_key as string };
    onError(error, context);
    onRun(context.kind, 'failed');
    // Where even that cannot be written, the lease ends by itself.
    await this.fail(row, error).catch((failure: unknown) => onError(failure, context));
  }

  private async renew(rows: readonly Row[]): Promise<void> {
    await this.changeClaimed(rows, 'UPDATE job SET retry_at = ?', [this.leaseEnd()]);
  }

  /** A job that was scheduled again meanwhile, by itself or by others, stays on the list. */
  private async finish(rows: readonly Row[]): Promise<void> {
    await this.changeClaimed(rows, 'DELETE FROM job', []);
  }

  private async fail(row: Row, error: unknown): Promise<void> {
    const attempts = row.attempts as number;
    await this.changeClaimed([row], 'UPDATE job SET state = ?, retry_at = ?, claim = NULL, error = ?', [
      attempts >= MAX_ATTEMPTS ? 'PARKED' : 'READY',
      instantToText(addMs(this.clock.now(), FIRST_RETRY_MS * 2 ** attempts)),
      String(error instanceof Error ? (error.stack ?? error.message) : error).slice(0, 4_000),
    ]);
  }

  /** Of rows of one claim. */
  private async changeClaimed(rows: readonly Row[], change: string, values: SqlValue[]): Promise<void> {
    const of = among(rows);
    await this.options.database
      .across('job claim')
      .execute(`${change} WHERE (${of.sql}) AND claim = ?`, [...values, ...of.values, rows[0]!.claim as string]);
  }
}

function isOneOf(jobs: readonly Job[]): string {
  return `kind IN (${jobs.map(({ kind }) => `'${kind}'`).join(', ') || 'NULL'})`;
}

function crowdOf(row: Row): string {
  return `${row.tenant_id as string} ${row.kind as string}`;
}

/** Names rows by their keys, those of one tenant and kind together. */
function among(rows: readonly Row[]): { sql: string; values: SqlValue[] } {
  const crowds = new Map<string, Row[]>();
  for (const row of rows) {
    const crowd = crowds.get(crowdOf(row));
    if (crowd) crowd.push(row);
    else crowds.set(crowdOf(row), [row]);
  }
  const parts = [...crowds.values()].map((crowd) => ({
    sql: `tenant_id = ? AND kind = ? AND job_key IN (${crowd.map(() => '?').join(', ')})`,
    values: [crowd[0]!.tenant_id as string, crowd[0]!.kind as string, ...crowd.map((row) => row.job_key as string)],
  }));
  return { sql: parts.map(({ sql }) => (parts.length > 1 ? `(${sql})` : sql)).join(' OR '), values: parts.flatMap(({ values }) => values) };
}
