import type { WorkloadName } from './workloads';

export type Target = 'perennial' | 'floor';

/** Over the slices of a run. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export interface Measured {
  readonly workload: WorkloadName;
  readonly target: Target;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly statementsPerRequest: number;
  readonly rssMb: number;
  /** Requests a second against the floor's slice beside it. Flatters where the database holds the floor back. */
  readonly byRequests: Spread;
  /** The floor's processor time for a request against this server's: whatever the database does. */
  readonly byCpu: Spread;
  readonly cpuMsPerRequest: number;
  readonly serverCoreBusy: number;
  readonly databaseCoreBusy: number;
}

export function toJson(measured: readonly Measured[]): object[] {
  return measured.map(({ workload, target, requestsPerSecond, p50Ms, p99Ms, statementsPerRequest, rssMb, byRequests }) => ({
    workload, target, requestsPerSecond, p50Ms, p99Ms, statementsPerRequest, rssMb, ratioToFloor: byRequests.median,
  }));
}

/** A table in Markdown. */
export function tableOf(measured: readonly Measured[]): string {
  const head = ['workload', 'target', 'requests/s', 'p50 ms', 'p99 ms', 'statements', 'CPU ms/request', 'cores busy: server, database', 'RSS MB', 'of the floor by requests/s', 'by CPU time'];
  const rows = measured.map((one) => [
    one.workload,
    one.target,
    one.requestsPerSecond,
    one.p50Ms,
    one.p99Ms,
    one.statementsPerRequest,
    one.cpuMsPerRequest,
    `${Math.round(one.serverCoreBusy * 100)} %, ${Math.round(one.databaseCoreBusy * 100)} %`,
    one.rssMb,
    ...[one.byRequests, one.byCpu].map(({ median: middle, least, most }) => (one.target === 'floor' ? '1' : `${middle} (${least}-${most})`)),
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
