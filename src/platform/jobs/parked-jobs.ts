import type { Database } from '../database/database';
import type { Work } from '../database/work';

/** A job that failed again and again; nobody tries it any more. */
export interface ParkedJob {
  readonly tenantId: string;
  readonly kind: string;
  readonly key: string;
  readonly attempts: number;
  /** The first line of the last failure. */
  readonly error: string;
}

/** What waits for a person in all tenants, at most 1,000. */
export async function parkedJobs(database: Database): Promise<ParkedJob[]> {
  const rows = await database
    .across('platform administration')
    .query(`SELECT tenant_id, kind, job_key, attempts, error FROM job WHERE state = 'PARKED' ORDER BY tenant_id, kind, job_key LIMIT 1000`, []);
  return rows.map((row) => ({
    tenantId: row.tenant_id as string,
    kind: row.kind as string,
    key: row.job_key as string,
    attempts: Number(row.attempts),
    error: ((row.error as string | null) ?? '').split('\n')[0]!,
  }));
}

/** Gives the parked jobs of one kind all their attempts again, the first of them at once. Returns how many there were. */
export async function retryParkedJobs(work: Work, { kind }: { kind: string }): Promise<number> {
  return work.change(
    'job: retry parked',
    `UPDATE job SET state = 'READY', attempts = 0, retry_at = '1970-01-01 00:00:00.000' WHERE tenant_id = :tenant AND kind = :kind AND state = 'PARKED'`,
    { kind },
  );
}
