import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openSandboxLedger } from '../src/capabilities/billing/gateways/sandbox-ledger';
import { instantToText } from '../src/platform/database/instant-text';
import { DAY_MS, addMs, realClock } from '../src/kernel/clock';
import type { BenchDatabase } from './database';
import { cpuSeconds, rssMb, SERVER_CORE } from './machine';
import type { Memory } from './memory';
import type { FloorRenewals } from './renewals-floor';
import { seedRenewals } from './renewals-seed';
import { percentile, rounded } from './report';
import { startProcess, type Started } from './servers';

export interface RenewalsOptions {
  readonly database: BenchDatabase;
  readonly folder: string;
  readonly count: number;
  /** How many of them the floor repeats. */
  readonly floorCount: number;
  /** How often the worker is killed on the way. */
  readonly kills: number;
}

export interface MeasuredRenewals {
  readonly workload: 'W7';
  readonly target: 'perennial' | 'floor';
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly statementsPerRequest: number;
  readonly rssMb: number;
  readonly ratioToFloor: number;
  readonly charges: number;
  readonly cpuMsPerRenewal: number;
  readonly rssStartMb: number;
  readonly rssPeakMb: number;
  /** When a tenth and a half were done, and at the end. Where memory is flat, they say the same. */
  readonly memory: readonly MemoryPoint[];
}

interface MemoryPoint extends Memory {
  readonly done: number;
}

const MEMORY_SHARES = [0.1, 0.5];
const LOOK_MS = 250;
const IS_DUE = `kind = 'subscriptions.bill-cycle' AND is_on_test_clock = 0 AND state = 'READY' AND due_at <= ?`;

type WorkerProcess = Started<unknown>;

/** Due renewals to the last, by one worker on a core of its own, beside the same statements through mysql2. */
export async function measureRenewals(options: RenewalsOptions): Promise<MeasuredRenewals[]> {
  const { database, folder, count, floorCount, kills } = options;
  const ledgerFile = join(folder, 'renewals-ledger');
  const env = {
    NODE_ENV: 'production',
    DATABASE_URL: database.url,
    DATA_DIR: folder,
    PERENNIAL_SECRET: 'the secret of a benchmark which is no secret',
    LEDGER: ledgerFile,
  };
  const { tenantId } = await seedRenewals(env, { count: count + floorCount, ledgerFile });
  const floor = floorCount > 0 ? await measureFloor({ ...options, env, ledgerFile }) : null;
  const startWorker = () => startProcess<unknown>('renewals-worker.ts', { core: SERVER_CORE, env });
  let worker = await startWorker();
  const isKilled = kills > 0;
  const before = { charges: floor?.charges ?? 0, questions: await database.questions(), cpu: cpuSeconds(worker.pid), rss: rssMb(worker.pid) };
  const startedAt = performance.now();
  await worker.ask({ run: true });
  let [looks, rssPeakMb] = [0, before.rss];
  const memory: MemoryPoint[] = [];
  const noteMemory = async (done: number) => void memory.push({ done, ...(await worker.ask<Memory>({ memory: true })) });
  for (let killed = 0; ; looks += 1) {
    await sleep(LOOK_MS);
    const isExact = looks % 8 === 0 || isKilled;
    const left = await dueIn(database, isExact);
    rssPeakMb = Math.max(rssPeakMb, rssMb(worker.pid));
    if (left === 0) break;
    if (isExact && count - left >= count * (MEMORY_SHARES[memory.length] ?? Infinity)) await noteMemory(count - left);
    if (killed < kills && left <= (count * (kills - killed)) / (kills + 1)) {
      process.kill(worker.pid, 'SIGKILL');
      killed += 1;
      worker = await startWorker();
      await worker.ask({ run: true });
    }
  }
  if (isKilled) await untilSettled(database);
  const seconds = (performance.now() - startedAt) / 1_000;
  looks += (await database.untilDrained()) + 2;
  const questions = (await database.questions()) - before.questions - looks;
  const cpuMs = (cpuSeconds(worker.pid) - before.cpu) * 1_000;
  const rssEndMb = rssMb(worker.pid);
  await noteMemory(count);
  const latencies = await stop(worker);
  const charges = await checkRenewals(database, { tenantId, ledgerFile, count: count + before.charges });
  const perSecond = count / seconds;
  const measured: MeasuredRenewals = {
    workload: 'W7',
    target: 'perennial',
    requestsPerSecond: rounded(perSecond, 1),
    p50Ms: rounded(percentile(latencies, 0.5), 1),
    p99Ms: rounded(percentile(latencies, 0.99), 1),
    statementsPerRequest: rounded(questions / count),
    rssMb: rssEndMb,
    ratioToFloor: floor ? rounded(perSecond / floor.requestsPerSecond) : 0,
    charges: charges - before.charges,
    cpuMsPerRenewal: rounded(cpuMs / count, 3),
    rssStartMb: before.rss,
    rssPeakMb,
    memory,
  };
  return floor ? [measured, floor] : [measured];
}

async function stop(worker: WorkerProcess): Promise<readonly number[]> {
  const latencies = await worker.ask<number[]>({ stop: true });
  await worker.stop();
  return latencies;
}

/** How many wait; whether any does, where that is enough. */
async function dueIn(database: BenchDatabase, exactly: boolean): Promise<number> {
  const now = instantToText(realClock.now());
  const [row] = await database.rows(exactly ? `SELECT COUNT(*) AS n FROM job WHERE ${IS_DUE}` : `SELECT EXISTS (SELECT 1 FROM job WHERE ${IS_DUE}) AS n`, [now]);
  return Number(row!.n);
}

/** What a killed worker left behind is asked about five minutes later. */
async function untilSettled(database: BenchDatabase): Promise<void> {
  for (;;) {
    const [row] = await database.rows(`SELECT EXISTS (SELECT 1 FROM payment WHERE status IN ('PROCESSING', 'UNKNOWN')) AS n`);
    if (Number(row!.n) === 0) return;
    await sleep(2_000);
  }
}

/** The first renewals are done by Perennial while it is heard, and by the floor on a copy of the rows as they were before. */
async function measureFloor({ database, folder, floorCount, env, ledgerFile }: RenewalsOptions & { env: NodeJS.ProcessEnv; ledgerFile: string }): Promise<MeasuredRenewals> {
  const copy = await database.copied('bench_floor');
  const floorLedger = join(folder, 'floor-ledger');
  copyFileSync(ledgerFile, floorLedger);
  const file = join(folder, 'batches');
  const heard = await startProcess<unknown>('renewals-worker.ts', { core: SERVER_CORE, env });
  const charges = await heard.ask<number>({ capture: floorCount, file });
  await stop(heard);
  const floor = await startProcess<unknown>('renewals-floor.ts', { core: SERVER_CORE, env: { DATABASE_URL: copy, LEDGER: floorLedger, BATCHES: file } });
  const questions = await database.questions();
  const before = { cpu: cpuSeconds(floor.pid), rss: rssMb(floor.pid) };
  const { seconds, latenciesMs } = await floor.ask<FloorRenewals>({});
  const statements = (await database.questions()) - questions - 1;
  const rssEndMb = rssMb(floor.pid);
  const cpuMs = (cpuSeconds(floor.pid) - before.cpu) * 1_000;
  await floor.stop();
  return {
    workload: 'W7',
    target: 'floor',
    requestsPerSecond: rounded(charges / seconds, 1),
    p50Ms: rounded(percentile(latenciesMs, 0.5), 1),
    p99Ms: rounded(percentile(latenciesMs, 0.99), 1),
    statementsPerRequest: rounded(statements / charges),
    rssMb: rssEndMb,
    ratioToFloor: 1,
    charges,
    cpuMsPerRenewal: rounded(cpuMs / charges, 3),
    rssStartMb: before.rss,
    rssPeakMb: rssEndMb,
    memory: [],
  };
}

/** Exactly one charge at the gateway for each, one paid invoice, one next period. Returns how many the gateway has. */
async function checkRenewals(database: BenchDatabase, { tenantId, ledgerFile, count }: { tenantId: string; ledgerFile: string; count: number }): Promise<number> {
  const ledger = await openSandboxLedger({ file: ledgerFile });
  const { charges } = await ledger.report();
  await ledger.close();
  const succeeded = charges.filter(({ status }) => status === 'SUCCEEDED');
  const [rows] = await database.rows(
    `SELECT (SELECT COUNT(*) FROM invoice WHERE tenant_id = ? AND status = 'PAID') AS paid,
       (SELECT COUNT(*) FROM invoice WHERE tenant_id = ?) AS invoices,
       (SELECT COUNT(DISTINCT sequence) FROM invoice WHERE tenant_id = ? AND sequence BETWEEN 1 AND ?) AS numbers,
       (SELECT COUNT(*) FROM billing_cycle WHERE tenant_id = ? AND status = 'UPCOMING' AND start_at > ?) AS upcoming,
       (SELECT COUNT(*) FROM billing_cycle WHERE tenant_id = ? AND settled_at IS NOT NULL) AS settled`,
    [tenantId, tenantId, tenantId, count, tenantId, instantToText(addMs(realClock.now(), -DAY_MS)), tenantId],
  );
  const found = { charges: charges.length, succeeded: succeeded.length, ...Object.fromEntries(Object.entries(rows!).map(([key, value]) => [key, Number(value)])) };
  const wrong = Object.entries(found).filter(([, value]) => value !== count);
  if (wrong.length > 0) throw new Error(`${count} renewals should have left ${count} of each: ${JSON.stringify(found)}`);
  return charges.length;
}

export function tableOfRenewals(measured: readonly MeasuredRenewals[]): string {
  const head = ['workload', 'target', 'renewals/s', 'p50 ms', 'p99 ms', 'statements', 'CPU ms/renewal', 'RSS MB: start, peak, end', 'RSS MB (heap) when done', 'of the floor', 'charges'];
  const rows = measured.map((one) => [
    one.workload, one.target, one.requestsPerSecond, one.p50Ms, one.p99Ms, one.statementsPerRequest, one.cpuMsPerRenewal,
    `${one.rssStartMb}, ${one.rssPeakMb}, ${one.rssMb}`,
    one.memory.map((point) => `${point.rssMb} (${point.heapMb}) ${point.done}`).join(', '), one.ratioToFloor, one.charges,
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
