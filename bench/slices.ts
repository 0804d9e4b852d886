import { setTimeout as sleep } from 'node:timers/promises';
import { busyShare, coreTimes, cpuSeconds, LOAD_CORE, SERVER_CORE } from './machine';
import type { LoadResult } from './load';
import { median, percentile, rounded, type Measured, type Spread, type Target } from './report';
import type { WorkloadName } from './workloads';

const MIN_BUSY = 0.9;

/** Some seconds of load on one target. */
export interface Slice {
  readonly target: Target;
  readonly result: LoadResult;
  readonly requestsPerSecond: number;
  readonly cpuMsPerRequest: number;
  readonly serverCoreBusy: number;
  readonly loadCoreBusy: number;
}

/** Connections open at the start of a slice and drain at its end; how busy the cores are is seen in between. */
const EDGE_MS = 200;

export async function measureSlice(target: Target, { pid, seconds }: { pid: number; seconds: number }, run: () => Promise<LoadResult>): Promise<Slice> {
  const cpu = cpuSeconds(pid);
  const [result, busy] = await Promise.all([run(), busyWithin(seconds * 1_000)]);
  return {
    target,
    result,
    requestsPerSecond: result.answered / result.seconds,
    cpuMsPerRequest: ((cpuSeconds(pid) - cpu) * 1_000) / result.answered,
    ...busy,
  };
}

async function busyWithin(ms: number): Promise<Pick<Slice, 'serverCoreBusy' | 'loadCoreBusy'>> {
  await sleep(EDGE_MS);
  const before = coreTimes();
  await sleep(ms - 2 * EDGE_MS);
  const after = coreTimes();
  return { serverCoreBusy: busyShare(before, after, SERVER_CORE), loadCoreBusy: busyShare(before, after, LOAD_CORE) };
}

/**
 * False when Perennial was not what its clients waited for; in W3, which is mostly the database's work, one full core is enough. The
 * floor rests wherever the database is slower than it, for which the ratio by processor time makes up.
 */
export function wasBusy({ target, serverCoreBusy, loadCoreBusy }: Slice, name: WorkloadName): boolean {
  if (target === 'floor') return true;
  return (name === 'W3' ? Math.max(serverCoreBusy, loadCoreBusy) : serverCoreBusy) >= MIN_BUSY;
}

export function describeBusy({ serverCoreBusy, loadCoreBusy }: Slice): string {
  return `its core was ${percent(serverCoreBusy)} busy and the database's ${percent(loadCoreBusy)}`;
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

export function summaryOf({ workload, target, slices, statementsPerRequest, rssMb }: {
  workload: WorkloadName;
  target: Target;
  slices: readonly Slice[];
  statementsPerRequest: number;
  rssMb: number;
}): Measured {
  const own = slices.filter((slice) => slice.target === target);
  const beside = slices.filter((slice) => slice.target === 'floor');
  const ratios = own.map(({ requestsPerSecond }, index) => requestsPerSecond / beside[index]!.requestsPerSecond);
  const cpuRatios = own.map(({ cpuMsPerRequest }, index) => beside[index]!.cpuMsPerRequest / cpuMsPerRequest);
  const latencies = own.flatMap(({ result }) => result.latenciesMs);
  return {
    workload,
    target,
    requestsPerSecond: rounded(median(own.map((slice) => slice.requestsPerSecond)), 1),
    p50Ms: rounded(percentile(latencies, 0.5), 1),
    p99Ms: rounded(percentile(latencies, 0.99), 1),
    statementsPerRequest: rounded(statementsPerRequest, 1),
    rssMb,
    byRequests: spreadOf(ratios),
    byCpu: spreadOf(cpuRatios),
    cpuMsPerRequest: rounded(median(own.map((slice) => slice.cpuMsPerRequest)), 3),
    serverCoreBusy: median(own.map((slice) => slice.serverCoreBusy)),
    databaseCoreBusy: median(own.map((slice) => slice.loadCoreBusy)),
  };
}

function spreadOf(ratios: readonly number[]): Spread {
  return { median: rounded(median(ratios)), least: rounded(Math.min(...ratios)), most: rounded(Math.max(...ratios)) };
}
