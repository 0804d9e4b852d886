import { setTimeout as sleep } from 'node:timers/promises';
import { busyShare, coreTimes, cpuSeconds, LOAD_CORE, SERVER_CORE } from './machine';
import type { LoadResult } from './load';
import { median, percentile, rounded, type Measured, type Target } from './report';
import type { Workload, WorkloadName } from './workloads';

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

/** A server that waits was not measured: throws when its core was not busy (for W3, where commits wait for the disk: neither core). */
export function assertBusy({ name }: Workload, slices: readonly Slice[]): void {
  for (const target of ['perennial', 'floor'] as const) {
    const own = slices.filter((slice) => slice.target === target);
    const server = median(own.map(({ serverCoreBusy }) => serverCoreBusy));
    const load = median(own.map(({ loadCoreBusy }) => loadCoreBusy));
    const busiest = name === 'W3' ? Math.max(server, load) : server;
    if (busiest >= MIN_BUSY) continue;
    throw new Error(`${name}: ${target} was not the bottleneck; its core was ${percent(server)} busy and the load's core ${percent(load)}.`);
  }
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
    ratioToFloor: rounded(median(ratios)),
    ratioSpread: [rounded(Math.min(...ratios)), rounded(Math.max(...ratios))],
    cpuRatio: rounded(median(cpuRatios)),
    cpuMsPerRequest: rounded(median(own.map((slice) => slice.cpuMsPerRequest)), 3),
    serverCoreBusy: median(own.map((slice) => slice.serverCoreBusy)),
  };
}
