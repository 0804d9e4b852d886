import { addMs, realClock } from '../../kernel/clock';
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
}

/**
 * Takes due jobs off the list. The row is the truth and the claim: a claim is a lease, so the jobs of a worker that died are
 * taken by another; a job that keeps failing is parked for a person.
 */
export class JobRunner {
  private readonly jobs: Map<string, Job>;

  constructor(private readonly options: JobRunnerOptions) {
    this.jobs = new Map(options.jobs.map((job) => [job.kind, job]));
  }

  /**
   * Starts jobs that are due under database time and returns their runs, none of which rejects.
   * Those on test clocks belong to their advance.
   */
  async startDue(limit: number): Promise<Promise<unknown>[]> {
    const { database } = this.options;
    const now = instantToText(database.clock.now());
    const claimed = await database.transactAcross('job claim', (connection) =>
      this.claim(
        connection,
        `SELECT ${COLUMNS} FROM job WHERE is_on_test_clock = 0 AND state = 'READY' AND due_at <= ? AND retry_at <= ?
         ORDER BY due_at LIMIT ${limit}${forUpdateSkipLocked(database.engine)}`,
        [now, instantToText(realClock.now())],
      ),
    );
    return claimed.map((row) => this.run(row));
  }

  /** Runs one job of the list to its end. False when it is not there, waits for its next attempt, or another worker has it. */
  async runNow({ tenantId, kind, key }: { tenantId: string; kind: string; key: string }): Promise<boolean> {
    const { database } = this.options;
    const [row] = await database.transactAcross('job claim', (connection) =>
      this.claim(
        connection,
        `SELECT ${COLUMNS} FROM job WHERE ${KEY} AND state = 'READY' AND retry_at <= ?${forUpdateSkipLocked(database.engine)}`,
        [tenantId, kind, key, instantToText(realClock.now())],
      ),
    );
    if (row) await this.run(row);
    return row !== undefined;
  }

  /** The earliest instant at which a business job of a tenant on a test clock is due, up to a limit; null when there is none. */
  async nextDueOnTestClock(tenantId: string, until: Date): Promise<Date | null> {
    const [row] = await this.options.database
      .across('job claim')
      .query(`SELECT MIN(due_at) AS due_at FROM job WHERE tenant_id = ? AND is_on_test_clock = 1 AND state = 'READY' AND due_at <= ?`, [
        tenantId,
        instantToText(until),
      ]);
    return row?.due_at ? instantFromText(row.due_at as string) : null;
  }

  /** Runs the business jobs of one tenant that are due at an instant of its test clock. Throws the first failure. */
  async runDueOnTestClock(tenantId: string, at: Date): Promise<number> {
    const { database } = this.options;
    const claimed = await database.transactAcross('job claim', (connection) =>
      this.claim(
        connection,
        `SELECT ${COLUMNS} FROM job WHERE tenant_id = ? AND is_on_test_clock = 1 AND state = 'READY' AND due_at <= ?
         ORDER BY due_at, job_key LIMIT 200${forUpdateSkipLocked(database.engine)}`,
        [tenantId, instantToText(at)],
      ),
    );
    for (const row of claimed) {
      const error = await this.run(row);
      if (error) throw error;
    }
    return claimed.length;
  }

  private async claim(connection: Connection, select: string, parameters: SqlValue[]): Promise<Row[]> {
    const rows = (await connection.query(select, parameters)).filter(({ kind }) => this.jobs.has(kind as string));
    const leasedUntil = instantToText(addMs(realClock.now(), LEASE_MS));
    for (const row of rows) {
      row.attempts = Number(row.attempts) + 1;
      await connection.execute(`UPDATE job SET attempts = ?, retry_at = ? WHERE ${KEY}`, [
        row.attempts as number,
        leasedUntil,
        ...keyOf(row),
      ]);
    }
    return rows;
  }

  private async run(row: Row): Promise<unknown> {
    const { openDesk, onError, onRun } = this.options;
    const job = this.jobs.get(row.kind as string)!;
    // A run that fails to renew its lease is repeated by another worker, which every job allows.
    const heartbeat = setInterval(() => void this.renew(row).catch(() => undefined), LEASE_MS / 3);
    try {
      const desk = await openDesk(row.tenant_id as string);
      await job.run(desk, JSON.parse(row.payload as string) as never);
      await this.finish(row);
      onRun(job.kind, 'done');
      return null;
    } catch (error) {
      onError(error, { kind: job.kind, key: row.job_key as string });
      onRun(job.kind, 'failed');
      await this.fail(row, error);
      return error;
    } finally {
      clearInterval(heartbeat);
    }
  }

  private async renew(row: Row): Promise<void> {
    await this.options.database
      .across('job claim')
      .execute(`UPDATE job SET retry_at = ? WHERE ${KEY} AND attempts = ?`, [
        instantToText(addMs(realClock.now(), LEASE_MS)),
        ...keyOf(row),
        row.attempts as number,
      ]);
  }

  /** Only while the row is still as it was claimed: a job that scheduled itself again stays on the list. */
  private async finish(row: Row): Promise<void> {
    await this.options.database
      .across('job claim')
      .execute(`DELETE FROM job WHERE ${KEY} AND attempts = ? AND due_at = ?`, [
        ...keyOf(row),
        row.attempts as number,
        row.due_at as string,
      ]);
  }

  private async fail(row: Row, error: unknown): Promise<void> {
    const attempts = row.attempts as number;
    await this.options.database
      .across('job claim')
      .execute(`UPDATE job SET state = ?, retry_at = ?, error = ? WHERE ${KEY} AND attempts = ?`, [
        attempts >= MAX_ATTEMPTS ? 'PARKED' : 'READY',
        instantToText(addMs(realClock.now(), FIRST_RETRY_MS * 2 ** attempts)),
        String(error instanceof Error ? (error.stack ?? error.message) : error).slice(0, 4_000),
        ...keyOf(row),
        attempts,
      ]);
  }
}

function keyOf(row: Row): SqlValue[] {
  return [row.tenant_id as string, row.kind as string, row.job_key as string];
}
