import { withGadgets } from '../../../tests/kit/gadgets';
import { gadgetBehavior, ringJob, swarmJob } from '../../../tests/kit/gadgets/gadget-behavior';
import type { Shop } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';
import { addMs, type Clock } from '../../kernel/clock';
import type { Context } from '../graphql/context';
import { schedule } from './job';
import { JobRunner } from './job-runner';

let world: World;
let shop: Shop;
let context: Context;
let clock: Clock & { at: Date };
let errors: string[];
/** The crowds that ran, each with the numbers of its jobs. */
let crowds: number[][];
const start = new Date('2030-01-01T00:00:00.000Z');

beforeAll(async () => {
  world = await World.open(withGadgets);
});
beforeEach(async () => {
  gadgetBehavior.reset();
  gadgetBehavior.swarm = async (_desk, payloads) => {
    crowds.push(payloads.map(({ n }) => n));
    return Promise.allSettled(payloads.map(async ({ n }) => fail(n)));
  };
  shop = await world.tenant();
  context = await world.program.openSystemContext(shop.tenantId);
  clock = { at: start, now: () => clock.at };
  [errors, crowds, bad] = [[], [], new Set()];
  await world.program.database.across('job claim').execute('DELETE FROM job', []);
});
afterAll(() => world.close());

let bad: Set<number>;
function fail(n: number): void {
  if (bad.has(n)) throw new Error(`bad ${n}`);
}

const numbers = (count: number) => Array.from({ length: count }, (_none, index) => index);
const swarm = (ns: readonly number[], desk = context) =>
  desk.transact(async (work) => {
    for (const n of ns) await schedule(work, swarmJob, { key: `swarm-${String(n).padStart(4, '0')}`, dueAt: addMs(start, n), payload: { n } });
  });
const list = async () =>
  (await context.view.rows('jobs', 'SELECT job_key, state, attempts FROM job WHERE tenant_id = :tenant ORDER BY job_key')).map(
    ({ job_key: key, state, attempts }) => `${key as string} ${state as string} ${Number(attempts)}`,
  );
const runner = () =>
  new JobRunner({
    database: world.program.database,
    jobs: [ringJob, swarmJob] as never,
    openDesk: (tenantId) => world.program.openSystemContext(tenantId),
    onError: (error) => errors.push((error as Error).message),
    onRun: () => undefined,
    clock,
  });
const runDue = async (worker = runner(), limit = 50) => {
  const runs = await worker.startDue(limit);
  await Promise.all(runs);
  return runs.length;
};

test('due jobs of one tenant and kind are one run, the earliest first, a hundred at most', async () => {
  const other = await world.program.openSystemContext((await world.tenant()).tenantId);
  await swarm(numbers(130));
  await swarm([7, 8], other);
  clock.at = addMs(start, 128);
  expect(await runDue()).toBe(2);
  expect(crowds.map((crowd) => crowd.length).sort((one, two) => one - two)).toEqual([2, 100]);
  expect(crowds.find((crowd) => crowd.length === 100)).toEqual(numbers(100));
  expect(await runDue()).toBe(1);
  expect(await list()).toEqual(['swarm-0129 READY 0']);
});

test('each has an outcome of its own: one that fails is tried again alone in time, and parked in the end', async () => {
  await swarm(numbers(5));
  bad.add(3);
  clock.at = addMs(start, 10);
  await runDue();
  expect([errors, await list()]).toEqual([['bad 3'], ['swarm-0003 READY 1']]);
  await swarm([9]);
  for (let attempt = 1; attempt < 10; attempt += 1) {
    clock.at = addMs(clock.at, 2_000 * 2 ** attempt);
    await runDue();
  }
  expect(await list()).toEqual(['swarm-0003 PARKED 10']);
  // One that has failed again and again takes nobody along any more.
  expect(crowds.slice(1)).toEqual([[3, 9], [3], [3], [3], [3], [3], [3], [3], [3]]);
});

test('one that took its worker along three times runs alone', async () => {
  await swarm(numbers(4));
  await context.transact((work) => work.change('worn', `UPDATE job SET attempts = 3 WHERE tenant_id = :tenant AND job_key = 'swarm-0002'`));
  clock.at = addMs(start, 10);
  expect(await runDue()).toBe(1);
  expect([crowds, await list()]).toEqual([[[0, 1, 3], [2]], []]);
});

test('a crowd that fails as a whole fails for each', async () => {
  await swarm(numbers(3));
  gadgetBehavior.swarm = async () => {
    throw new Error('gone');
  };
  clock.at = addMs(start, 10);
  await runDue();
  expect([errors, await list()]).toEqual([['gone', 'gone', 'gone'], ['swarm-0000 READY 1', 'swarm-0001 READY 1', 'swarm-0002 READY 1']]);
});

test('a job that is scheduled again while its crowd runs stays on the list', async () => {
  await swarm(numbers(3));
  gadgetBehavior.swarm = async (desk, payloads) =>
    desk.transactTogether(payloads, async (work, { n }) => {
      if (n === 1) await schedule(work, swarmJob, { key: 'swarm-0001', dueAt: addMs(start, 60_000), payload: { n: 10 } });
    });
  clock.at = addMs(start, 10);
  await runDue();
  expect(await list()).toEqual(['swarm-0001 READY 0']);
});

test('a crowd takes one of the runs that may start; three of a tenant run at once', async () => {
  await swarm(numbers(420));
  await context.transact((work) => schedule(work, ringJob, { key: 'ring', dueAt: addMs(start, -1), payload: { n: 1 } }));
  clock.at = addMs(start, 1_000);
  let open = () => undefined as void;
  const gate = new Promise<void>((resolve) => (open = resolve));
  gadgetBehavior.swarm = async (_desk, payloads) => {
    await gate;
    return payloads.map((value) => ({ status: 'fulfilled' as const, value }));
  };
  const worker = runner();
  const started: Promise<unknown>[] = [];
  const counts: number[] = [];
  for (let look = 0; look < 5; look += 1) {
    const runs = await worker.startDue(look === 0 ? 1 : 8);
    counts.push(runs.length);
    started.push(...runs);
  }
  expect(counts).toEqual([1, 1, 1, 1, 0]);
  open();
  await Promise.all(started);
  expect((await list()).length).toBe(120);
});

test('workers at once share a thousand jobs in crowds; none is run twice', async () => {
  await swarm(numbers(1_000));
  clock.at = addMs(start, 2_000);
  await Promise.all(
    numbers(4).map(async () => {
      const worker = runner();
      while ((await runDue(worker)) > 0);
    }),
  );
  await runDue();
  expect(await list()).toEqual([]);
  expect(crowds.flat().sort((one, two) => one - two)).toEqual(numbers(1_000));
}, 60_000);

test('on a test clock a crowd is what is due at the same instant', async () => {
  await shop.server.do(`mutation Start($input: TestClockCreateInput!) { testClockCreate(input: $input) { userErrors { code } } }`, {
    input: { now: start.toISOString() },
  });
  context = await world.program.openSystemContext(shop.tenantId);
  await context.transact(async (work) => {
    for (const n of numbers(30)) await schedule(work, swarmJob, { key: `swarm-${n}`, dueAt: addMs(start, 1_000 * (n % 3)), payload: { n } });
  });
  await shop.advance(addMs(start, 60_000).toISOString());
  expect(crowds.map((crowd) => crowd.map((n) => n % 3))).toEqual([Array(10).fill(0), Array(10).fill(1), Array(10).fill(2)]);
  expect(await list()).toEqual([]);
});
