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

/** In memory commits cost what they take of the processor, which is what is compared, and not what a disk does. */
const MEMORY = '/dev/shm';

const ALL: readonly WorkloadName[] = ['W1', 'W2', 'W3', 'W4'];

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      slices: { type: 'string', default: '7' },
      seconds: { type: 'string', default: '3' },
      count: { type: 'string', default: '100000' },
      floor: { type: 'string', default: '4000' },
      kills: { type: 'string', default: '0' },
    },
  });
  const isRenewals = positionals[0] === 'renewals';
  const names = isRenewals ? [] : positionals.length > 0 ? positionals.map((name) => known(name)) : ALL;
  const unpinned = whyNotPinned();
  if (unpinned) console.log(`Not pinned: ${unpinned}. The numbers say less than those of a machine with two cores.`);
  moveToCore(LOAD_CORE, process.pid);
  if (existsSync(MEMORY)) process.env.TMPDIR = MEMORY;
  const folder = mkdtempSync(join(tmpdir(), 'perennial-bench-'));
  const database = await BenchDatabase.start();
  const measured: Measured[] = [];
  try {
    console.log(`${describeMachine()}, ${await database.version()}. Filling the shop.`);
    if (isRenewals) {
      const [count, floorCount, kills] = [values.count, values.floor, values.kills].map(Number);
      const renewals = await measureRenewals({ database, folder, count: count!, floorCount: floorCount!, kills: kills! });
      console.log(tableOfRenewals(renewals));
      if (values.json) writeFileSync(values.json, `${JSON.stringify(renewals, null, 2)}\n`);
      return;
    }
    const run = await Run.open({ database, folder, slices: Number(values.slices), sliceSeconds: Number(values.seconds) });
    try {
      for (const name of names) {
        console.log(`Measuring ${name}.`);
        measured.push(...(await run.measure(name)));
      }
    } finally {
      await run.close();
    }
  } finally {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(tableOf(measured));
  if (values.json) writeFileSync(values.json, `${JSON.stringify(toJson(measured), null, 2)}\n`);
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
