import { busyShare, coreTimes, cpuSeconds, LOAD_CORE, SERVER_CORE } from './machine';
import type { LoadResult } from './load';
import { median, percentile, rounded, type Measured, type Target } from './report';
import type { Workload, WorkloadName } from './workloads';

const MIN_BUSY = Number(process.env.BENCH_MIN_BUSY ?? 0.9);

/** Some seconds of load on one target. */
export interface Slice {
  readonly target: Target;
  readonly result: LoadResult;
  readonly requestsPerSecond: number;
  readonly cpuMsPerRequest: number;
  readonly serverCoreBusy: number;
  readonly loadCoreBusy: number;
}

export async function measureSlice(target: Target, pid: number, run: () => Promise<LoadResult>): Promise<Slice> {
  const cores = coreTimes();
  const cpu = cpuSeconds(pid);
  const result = await run();
  const coresAfter = coreTimes();
  if (process.env.BENCH_TRACE) console.log(target, Math.round(result.answered / result.seconds), busyShare(cores, coresAfter, 0).toFixed(2), busyShare(cores, coresAfter, 1).toFixed(2), (((cpuSeconds(pid) - cpu) * 1_000) / result.answered).toFixed(3));
  return {
    target,
    result,
    requestsPerSecond: result.answered / result.seconds,
    cpuMsPerRequest: ((cpuSeconds(pid) - cpu) * 1_000) / result.answered,
    serverCoreBusy: busyShare(cores, coresAfter, SERVER_CORE),
    loadCoreBusy: busyShare(cores, coresAfter, LOAD_CORE),
  };
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
