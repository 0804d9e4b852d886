import { setTimeout as sleep } from 'node:timers/promises';
import { withGadgets } from '../../../tests/kit/gadgets';
import { Gadget } from '../../../tests/kit/gadgets/gadget.entity';
import { gadgetBehavior, ringJob, tickJob } from '../../../tests/kit/gadgets/gadget-behavior';
import { World } from '../../../tests/kit/world';
import { addMs, type Clock } from '../../kernel/clock';
import { invalid } from '../../kernel/refusal';
import type { Context } from '../graphql/context';
import { schedule, unschedule } from './job';
import { JobRunner } from './job-runner';

let world: World;
let context: Context;
let clock: Clock & { at: Date };
let errors: string[];
let ran: number[];
const start = new Date('2030-01-01T00:00:00.000Z');

beforeAll(async () => {
  world = await World.open(withGadgets);
});
beforeEach(async () => {
  gadgetBehavior.reset();
  gadgetBehavior.ring = async (_desk, { n }) => void ran.push(n);
  context = await world.program.openSystemContext((await world.tenant()).tenantId);
  clock = { at: start, now: () => clock.at };
  [errors, ran] = [[], []];
  await world.program.database.across('job claim').execute('DELETE FROM job', []);
});
afterAll(() => world.close());

function runner({ leaseMs = 60_000 } = {}): JobRunner {
  return new JobRunner({
    database: world.program.database,
    jobs: [tickJob, ringJob] as never,
    openDesk: (tenantId) => world.program.openSystemContext(tenantId),
    onError: (error) => errors.push((error as Error).message),
    onRun: () => undefined,
    clock,
    leaseMs,
  });
}

/** `inMs`: from the test's present. */
const ring = (key: string, n: number, inMs = 0) =>
  context.transact((work) => schedule(work, ringJob, { key, dueAt: addMs(clock.at, inMs), payload: { n } }));
const runDue = async (worker = runner(), limit = 50) => void (await Promise.all(await worker.startDue(limit)));
const list = async () =>
  (await context.view.rows('jobs', 'SELECT job_key, state, attempts FROM job WHERE tenant_id = :tenant ORDER BY job_key')).map(
    ({ job_key: key, state, attempts }) => [key, state, Number(attempts)],
  );

test('a job runs once it is due, with its payload, and leaves the list', async () => {
  await ring('now', 1);
  await ring('later', 2, 1_000);
  await runDue();
  expect([ran, await list()]).toEqual([[1], [['later', 'READY', 0]]]);
  clock.at = addMs(clock.at, 999);
  await runDue();
  expect(ran).toEqual([1]);
  clock.at = addMs(clock.at, 1);
  await runDue();
  expect([ran, await list()]).toEqual([[1, 2], []]);
});

test('jobs start in the order of their due time, as many as are asked for', async () => {
  for (const n of [3, 1, 2]) await ring(`job-${n}`, n, -1_000 * (10 - n));
  await runDue(runner(), 2);
  expect(ran).toEqual([1, 2]);
});

test('a job of a rolled back transaction is not on the list', async () => {
  const failing = context.transact(async (work) => {
    await schedule(work, ringJob, { key: 'lost', dueAt: start, payload: { n: 1 } });
    throw invalid('no');
  });
  await expect(failing).rejects.toMatchObject({ code: 'INVALID' });
  expect(await list()).toEqual([]);
});

test('the same key again moves the one that waits; unschedule takes it off', async () => {
  await ring('one', 1);
  await ring('one', 2, 5_000);
  await ring('two', 3);
  await context.transact((work) => unschedule(work, ringJob, 'two'));
  await context.transact((work) => unschedule(work, ringJob, 'nothing'));
  await runDue();
  expect([ran, await list()]).toEqual([[], [['one', 'READY', 0]]]);
  clock.at = addMs(clock.at, 5_000);
  await runDue();
  expect(ran).toEqual([2]);
});

test('a failed job is tried again after waits that double, and parked after ten attempts', async () => {
  gadgetBehavior.ring = async () => {
    throw new Error('no line');
  };
  await ring('one', 1);
  await runDue();
  for (let attempt = 1; attempt < 10; attempt += 1) {
    const waitMs = 2_000 * 2 ** attempt;
    clock.at = addMs(clock.at, waitMs - 1);
    await runDue();
    expect(errors).toHaveLength(attempt);
    clock.at = addMs(clock.at, 1);
    await runDue();
    expect(errors).toHaveLength(attempt + 1);
  }
  expect(await list()).toEqual([['one', 'PARKED', 10]]);
  clock.at = addMs(clock.at, 86_400_000);
  await runDue();
  expect(errors).toHaveLength(10);
  // Scheduled anew, it has all its attempts again.
  gadgetBehavior.ring = async (_desk, { n }) => void ran.push(n);
  await ring('one', 2);
  await runDue();
  expect([ran, await list()]).toEqual([[2], []]);
});

test('a run never rejects, not even when the database is gone', async () => {
  await ring('one', 1);
  gadgetBehavior.ring = async () => {
    jest.spyOn(world.program.database, 'across').mockImplementation(() => {
      throw new Error('gone');
    });
    throw new Error('no line');
  };
  try {
    await expect(Promise.all(await runner().startDue(1))).resolves.toHaveLength(1);
  } finally {
    jest.restoreAllMocks();
  }
  expect(errors).toEqual(['no line', 'gone']);
});

test('the job of a worker that died is taken by another when its lease ends', async () => {
  await ring('one', 1);
  let die = null as (() => void) | null;
  gadgetBehavior.ring = () => new Promise<void>((resolve) => (die = resolve));
  const [dead] = await runner().startDue(1);
  while (!die) await sleep(1);
  gadgetBehavior.ring = async (_desk, { n }) => void ran.push(n);
  clock.at = addMs(clock.at, 59_999);
  await runDue();
  expect(ran).toEqual([]);
  clock.at = addMs(clock.at, 1);
  await runDue();
  expect([ran, await list()]).toEqual([[1], []]);
  (die as () => void)();
  await dead;
});

test('a worker renews its lease while a job runs', async () => {
  await ring('one', 1);
  let finish = null as (() => void) | null;
  gadgetBehavior.ring = () => new Promise<void>((resolve) => (finish = resolve));
  const [run] = await runner({ leaseMs: 30 }).startDue(1);
  while (!finish) await sleep(1);
  const leaseEnd = async () => (await context.view.rows('lease', 'SELECT retry_at FROM job WHERE tenant_id = :tenant'))[0]!.retry_at;
  const first = await leaseEnd();
  clock.at = addMs(clock.at, 29);
  while ((await leaseEnd()) === first) await sleep(5);
  clock.at = addMs(clock.at, 2);
  await runDue();
  expect(ran).toEqual([]);
  finish!();
  await run;
  expect(await list()).toEqual([]);
});

test('one that outlives its lease runs twice and changes nothing of the second run', async () => {
  await ring('one', 1);
  const ends: (() => void)[] = [];
  gadgetBehavior.ring = () => new Promise<void>((resolve) => ends.push(resolve));
  const [first] = await runner().startDue(1);
  while (ends.length < 1) await sleep(1);
  clock.at = addMs(clock.at, 60_000);
  const [second] = await runner().startDue(1);
  while (ends.length < 2) await sleep(1);
  ends[0]!();
  await first;
  // The first is done; the second still holds the job, and its failure is written.
  expect(await list()).toEqual([['one', 'READY', 2]]);
  clock.at = addMs(clock.at, 59_999);
  expect(await runner().startDue(1)).toEqual([]);
  ends[1]!();
  await second;
  expect(await list()).toEqual([]);
});

test('a job that schedules itself stays on the list for its next time', async () => {
  gadgetBehavior.ring = async (desk, { n }) => {
    ran.push(n);
    await desk.transact((work) => schedule(work, ringJob, { key: 'every', dueAt: addMs(clock.at, 1_000), payload: { n: n + 1 } }));
  };
  await ring('every', 1);
  for (let round = 0; round < 3; round += 1) {
    await runDue();
    clock.at = addMs(clock.at, 1_000);
  }
  expect([ran, await list()]).toEqual([[1, 2, 3], [['every', 'READY', 0]]]);
});

test('a job that is scheduled again while it runs, for the same instant, runs once more', async () => {
  await ring('one', 1);
  gadgetBehavior.ring = async (_desk, { n }) => {
    ran.push(n);
    if (n === 1) await ring('one', 2);
  };
  await runDue();
  expect([ran, await list()]).toEqual([[1], [['one', 'READY', 0]]]);
  await runDue();
  expect([ran, await list()]).toEqual([[1, 2], []]);
});

test('one that was taken off the list while it ran stays off, also when it fails', async () => {
  await ring('one', 1);
  gadgetBehavior.ring = async (desk) => {
    await desk.transact((work) => unschedule(work, ringJob, 'one'));
    throw new Error('no line');
  };
  await runDue();
  expect([errors, await list()]).toEqual([['no line'], []]);
});

test('jobs that this program does not know are left alone and keep nobody waiting', async () => {
  await context.transact(async (work) => {
    for (let n = 0; n < 20; n += 1) await schedule(work, { ...ringJob, kind: 'gadgets.of-tomorrow' }, { key: `${n}`, dueAt: addMs(start, -9_000), payload: { n } });
  });
  await ring('ours', 1);
  await runDue(runner(), 5);
  expect(ran).toEqual([1]);
  expect((await list()).every(([, state, attempts]) => state === 'READY' && attempts === 0)).toBe(true);
});

test('workers at once share two thousand jobs; none is run twice', async () => {
  await context.transact(async (work) => {
    await work.insert(Gadget, { sku: 'counter', isActive: true, rank: 0 });
    for (let n = 0; n < 2_000; n += 1) await schedule(work, ringJob, { key: `job-${n}`, dueAt: addMs(start, n % 7), payload: { n } });
  });
  clock.at = addMs(start, 10);
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      const worker = runner();
      for (let runs = await worker.startDue(60); runs.length > 0; runs = await worker.startDue(60)) await Promise.all(runs);
    }),
  );
  // What one worker held when another found nothing is done by now; nothing is left.
  await runDue();
  expect(await list()).toEqual([]);
  expect([...ran].sort((a, b) => a - b)).toEqual(Array.from({ length: 2_000 }, (_n, index) => index));
}, 60_000);

test('with nothing to do, a look is one statement and no transaction', async () => {
  const statements: string[] = [];
  const { database } = world.program;
  const law = database.onStatement;
  database.onStatement = ({ sql }) => void statements.push(sql);
  await runner().startDue(8);
  database.onStatement = law;
  expect(statements).toHaveLength(1);
});
