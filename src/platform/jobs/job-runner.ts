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
const KEY = 'tenant_id = ? AND kind = ? AND job_key = ?';
const COLUMNS = 'tenant_id, kind, job_key, due_at, attempts, payload';

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

  constructor(private readonly options: JobRunnerOptions) {
    this.jobs = new Map(options.jobs.map((job) => [job.kind, job]));
    this.clock = options.clock ?? options.database.clock;
    this.leaseMs = options.leaseMs ?? LEASE_MS;
    this.isOurs = `kind IN (${[...this.jobs.keys()].map((kind) => `'${kind}'`).join(', ') || 'NULL'})`;
  }

  /**
   * Starts jobs that are due under database time and returns their runs, none of which rejects.
   * Those on test clocks belong to their advance.
   */
  async startDue(limit: number): Promise<Promise<unknown>[]> {
    const now = instantToText(this.clock.now());
    const select = `SELECT ${COLUMNS} FROM job WHERE is_on_test_clock = 0 AND state = 'READY' AND due_at <= ? AND retry_at <= ? AND ${this.isOurs}
      ORDER BY due_at LIMIT ${limit}`;
    // Looking costs no transaction; mostly there is nothing.
    const waiting = await this.options.database.across('job claim').query(select, [now, now]);
    return waiting.length === 0 ? [] : (await this.claim(select, [now, now])).map((row) => this.run(row));
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
   * Runs the first business job of one tenant that is due at an instant of its test clock, whatever became of earlier attempts.
   * One only: what it does may call the next one off. Throws its failure.
   */
  async runNextOnTestClock(tenantId: string, at: Date): Promise<void> {
    const [row] = await this.claim(
      `SELECT ${COLUMNS} FROM job WHERE tenant_id = ? AND is_on_test_clock = 1 AND state = 'READY' AND due_at <= ? AND ${this.isOurs}
       ORDER BY due_at, kind, job_key LIMIT 1`,
      [tenantId, instantToText(at)],
    );
    const error = row && (await this.run(row));
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
    await connection.execute(
      `UPDATE job SET attempts = attempts + 1, retry_at = ?, claim = ? WHERE ${rows.map(() => `(${KEY})`).join(' OR ')}`,
      [this.leaseEnd(), claim, ...rows.flatMap(keyOf)],
    );
    return rows.map((row) => ({ ...row, attempts: Number(row.attempts) + 1, claim }));
  }

  private leaseEnd(): string {
    return instantToText(addMs(this.clock.now(), this.leaseMs));
  }

  /** Null when all went well, else why it did not. */
  private async run(row: Row): Promise<Error | null> {
    const { openDesk, onError, onRun } = this.options;
    const job = this.jobs.get(row.kind as string)!;
    const context = { kind: job.kind, key: row.job_key as string };
    // A run that fails to renew its lease is repeated by another worker, which every job allows.
    const heartbeat = setInterval(() => void this.renew(row).catch(() => undefined), this.leaseMs / 3);
    try {
      const desk = await openDesk(row.tenant_id as string);
      await job.run(desk, JSON.parse(row.payload as string) as never);
      await this.finish(row);
      onRun(job.kind, 'done');
      return null;
    } catch (error) {
      onError(error, context);
      onRun(job.kind, 'failed');
      // Where even that cannot be written, the lease ends by itself.
      await this.fail(row, error).catch((failure: unknown) => onError(failure, context));
      return error instanceof Error ? error : new Error(String(error));
    } finally {
      clearInterval(heartbeat);
    }
  }

  private async renew(row: Row): Promise<void> {
    await this.changeClaimed(row, 'UPDATE job SET retry_at = ?', [this.leaseEnd()]);
  }

  /** A job that was scheduled again meanwhile, by itself or by others, stays on the list. */
  private async finish(row: Row): Promise<void> {
    await this.changeClaimed(row, 'DELETE FROM job', []);
  }

  private async fail(row: Row, error: unknown): Promise<void> {
    const attempts = row.attempts as number;
    await this.changeClaimed(row, 'UPDATE job SET state = ?, retry_at = ?, claim = NULL, error = ?', [
      attempts >= MAX_ATTEMPTS ? 'PARKED' : 'READY',
      instantToText(addMs(this.clock.now(), FIRST_RETRY_MS * 2 ** attempts)),
      String(error instanceof Error ? (error.stack ?? error.message) : error).slice(0, 4_000),
    ]);
  }

  private async changeClaimed(row: Row, change: string, values: SqlValue[]): Promise<void> {
    await this.options.database
      .across('job claim')
      .execute(`${change} WHERE ${KEY} AND claim = ?`, [...values, ...keyOf(row), row.claim as string]);
  }
}

function keyOf(row: Row): SqlValue[] {
  return [row.tenant_id as string, row.kind as string, row.job_key as string];
}
