import type { WorkloadName } from './workloads';

export type Target = 'perennial' | 'floor';

export interface Measured {
  readonly workload: WorkloadName;
  readonly target: Target;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly statementsPerRequest: number;
  readonly rssMb: number;
  /** Median over the slices, each against the floor's slice beside it; 1 for the floor. */
  readonly ratioToFloor: number;
  /** The smallest and the largest of them. */
  readonly ratioSpread: readonly [number, number];
  /** The floor's processor time for a request against this server's; median over the slices. */
  readonly cpuRatio: number;
  readonly cpuMsPerRequest: number;
  readonly serverCoreBusy: number;
}

export function toJson(measured: readonly Measured[]): object[] {
  return measured.map(({ workload, target, requestsPerSecond, p50Ms, p99Ms, statementsPerRequest, rssMb, ratioToFloor }) => ({
    workload, target, requestsPerSecond, p50Ms, p99Ms, statementsPerRequest, rssMb, ratioToFloor,
  }));
}

/** A table in Markdown. */
export function tableOf(measured: readonly Measured[]): string {
  const head = ['workload', 'target', 'requests/s', 'p50 ms', 'p99 ms', 'statements', 'CPU ms/request', 'server core busy', 'RSS MB', 'ratio to floor (spread)', 'by CPU time'];
  const rows = measured.map((one) => [
    one.workload,
    one.target,
    one.requestsPerSecond,
    one.p50Ms,
    one.p99Ms,
    one.statementsPerRequest,
    one.cpuMsPerRequest,
    `${Math.round(one.serverCoreBusy * 100)} %`,
    one.rssMb,
    one.target === 'floor' ? '1' : `${one.ratioToFloor} (${one.ratioSpread.join('-')})`,
    one.cpuRatio,
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
