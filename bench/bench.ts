import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BenchDatabase } from './database';
import { describeMachine, LOAD_CORE, moveToCore, whyNotPinned } from './machine';
import { measureRenewals, tableOfRenewals } from './renewals';
import { tableOf, toJson, type Measured } from './report';
import { Run } from './run';
import type { WorkloadName } from './workloads';
import { measureYear, tableOfYear } from './year';

/** In memory commits cost what they take of the processor, which is what is compared, and not what a disk does. */
const MEMORY = '/dev/shm';

const ALL: readonly WorkloadName[] = ['W1', 'W2', 'W3', 'W4'];

interface Wish {
  readonly folder: string;
  readonly slices: number;
  readonly seconds: number;
  readonly count: number | undefined;
  readonly floor: number;
  readonly kills: number;
  readonly days: number;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      slices: { type: 'string', default: '7' },
      seconds: { type: 'string', default: '3' },
      count: { type: 'string' },
      floor: { type: 'string', default: '4000' },
      kills: { type: 'string', default: '0' },
      days: { type: 'string', default: '1' },
    },
  });
  const [slices, seconds, floor, kills, days] = [values.slices, values.seconds, values.floor, values.kills, values.days].map(Number) as [number, number, number, number, number];
  const count = values.count === undefined ? undefined : Number(values.count);
  const [first] = positionals;
  const measure = first === 'year' ? runYear : first === 'renewals' ? runRenewals : (wish: Wish) => runRequests(wish, positionals.length > 0 ? positionals.map(known) : ALL);
  const unpinned = whyNotPinned();
  if (unpinned) console.log(`Not pinned: ${unpinned}. The numbers say less than those of a machine with two cores.`);
  moveToCore(LOAD_CORE, process.pid);
  if (existsSync(MEMORY)) process.env.TMPDIR = MEMORY;
  const folder = mkdtempSync(join(tmpdir(), 'perennial-bench-'));
  try {
    const { table, rows } = await measure({ folder, slices, seconds, count, floor, kills, days });
    console.log(table);
    if (values.json) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Result {
  readonly table: string;
  readonly rows: readonly object[];
}

async function runYear({ folder, count = 1_000, days }: Wish): Promise<Result> {
  console.log(`${describeMachine()}. Subscribing.`);
  const year = await measureYear({ folder, count, days });
  return { table: tableOfYear(year), rows: [year] };
}

async function runRenewals({ folder, count = 100_000, floor: floorCount, kills }: Wish): Promise<Result> {
  return onMysql(async (database) => {
    const renewals = await measureRenewals({ database, folder, count, floorCount, kills });
    return { table: tableOfRenewals(renewals), rows: renewals };
  });
}

async function runRequests({ folder, slices, seconds: sliceSeconds }: Wish, names: readonly WorkloadName[]): Promise<Result> {
  return onMysql(async (database) => {
    const run = await Run.open({ database, folder, slices, sliceSeconds });
    const measured: Measured[] = [];
    try {
      for (const name of names) {
        console.log(`Measuring ${name}.`);
        measured.push(...(await run.measure(name)));
      }
    } finally {
      await run.close();
    }
    return { table: tableOf(measured), rows: toJson(measured) };
  });
}

async function onMysql(measure: (database: BenchDatabase) => Promise<Result>): Promise<Result> {
  const database = await BenchDatabase.start();
  try {
    console.log(`${describeMachine()}, ${await database.version()}. Filling the shop.`);
    return await measure(database);
  } finally {
    await database.stop();
  }
}

function known(name: string): WorkloadName {
  const found = ALL.find((workload) => workload === name.toUpperCase());
  if (!found) throw new Error(`There is no workload ${name}; there are ${ALL.join(', ')}.`);
  return found;
}

main().catch((error: unknown) => {
  console.error(`The benchmark failed: ${(error as Error).stack ?? String(error)}`);
  process.exit(1);
});
