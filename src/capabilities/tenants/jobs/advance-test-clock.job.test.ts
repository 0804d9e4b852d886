import { withGadgets } from '../../../../tests/kit/gadgets';
import { Gadget } from '../../../../tests/kit/gadgets/gadget.entity';
import { gadgetBehavior, gadgetMade, ringJob, tickJob } from '../../../../tests/kit/gadgets/gadget-behavior';
import type { Shop } from '../../../../tests/kit/shop';
import { World } from '../../../../tests/kit/world';
import type { Desk } from '../../../platform/database/desk';
import { schedule, unschedule } from '../../../platform/jobs/job';

const CREATE = 'mutation ($input: TestClockCreateInput!) { testClockCreate(input: $input) { testClock { now status } userErrors { code field } } }';
const ADVANCE = 'mutation ($input: TestClockAdvanceInput!) { testClockAdvance(input: $input) { testClock { now status } userErrors { code field } } }';
const day = (n: number) => new Date(Date.UTC(2026, 0, n)).toISOString();

let world: World;
let shop: Shop;
/** What ran, with the business day on which it ran. */
let ran: string[];
beforeAll(async () => {
  world = await World.open(withGadgets);
});
beforeEach(async () => {
  gadgetBehavior.reset();
  ran = [];
  gadgetBehavior.tick = async ({ view }, { n }) => void ran.push(`${n} on ${view.now.toISOString().slice(8, 10)}`);
  shop = await world.tenant();
  await shop.server.do(CREATE, { input: { now: day(1) } });
});
afterAll(() => world.close());

const desk = () => world.program.openSystemContext(shop.tenantId);
const tick = async (n: number, onDay: number, by?: Desk) =>
  (by ?? (await desk())).transact((work) => schedule(work, tickJob, { key: `tick-${n}`, dueAt: new Date(day(onDay)), payload: { n } }));
const advance = async (to: number) => (await shop.server.do(ADVANCE, { input: { to: day(to) } })).testClockAdvance;
const clock = async () => (await shop.server.do('{ testClock { now status } }')).testClock as { now: string; status: string };
async function arrive(to: number): Promise<void> {
  expect(await advance(to)).toMatchObject({ testClock: { status: 'ADVANCING' }, userErrors: [] });
  await world.settle();
}

describe('advance-test-clock', () => {
  test('runs what is due on the way, in order, each at its own time', async () => {
    for (const [n, onDay] of [[1, 20], [2, 5], [3, 12], [4, 12], [5, 31]] as const) await tick(n, onDay);
    await arrive(25);
    expect(ran).toEqual(['2 on 05', '3 on 12', '4 on 12', '1 on 20']);
    expect(await clock()).toEqual({ now: day(25), status: 'READY' });
    await arrive(31);
    expect(ran.slice(4)).toEqual(['5 on 31']);
  });

  test('runs in the same advance what jobs and reactions schedule before its target', async () => {
    gadgetBehavior.tick = async (by, { n }) => {
      ran.push(`${n} on ${by.view.now.toISOString().slice(8, 10)}`);
      if (n < 5) await tick(n + 1, n * 4 + 4, by);
      if (n === 2) await by.transact(async (work) => {
        const { id } = await work.insert(Gadget, { sku: 'a', isActive: true });
        work.emit(gadgetMade({ gadgetId: id, ownerId: null, n: 50 }));
      });
    };
    gadgetBehavior.count = async (work, { data }) => {
      ran.push(`reaction on ${work.now.toISOString().slice(8, 10)}`);
      await schedule(work, tickJob, { key: 'from reaction', dueAt: new Date(day(10)), payload: { n: data.n } });
    };
    await tick(1, 4);
    await arrive(17);
    expect(ran).toEqual(['1 on 04', '2 on 08', 'reaction on 08', '50 on 10', '3 on 12', '4 on 16']);
    await arrive(20);
    expect(ran.slice(6)).toEqual(['5 on 20']);
  });

  test('does not run what a job or reaction of the same instant called off', async () => {
    gadgetBehavior.tick = async (by, { n }) => {
      ran.push(String(n));
      if (n === 1) await by.transact((work) => unschedule(work, tickJob, 'tick-2'));
    };
    for (const n of [1, 2, 3]) await tick(n, 10);
    await arrive(11);
    expect(ran).toEqual(['1', '3']);
  });

  test('leaves business jobs alone while the clock stands, and real ones to real time', async () => {
    let rings = 0;
    gadgetBehavior.ring = async () => void (rings += 1);
    await tick(1, 1);
    const by = await desk();
    // Long past in real time, far ahead on the test clock.
    await by.transact((work) => schedule(work, ringJob, { key: 'ring', dueAt: new Date('2026-06-01T00:00:00Z'), payload: { n: 1 } }));
    await world.settle();
    expect([ran, rings]).toEqual([[], 1]);
    await arrive(2);
    expect(ran).toEqual(['1 on 01']);
  });

  test('takes business jobs along that were scheduled before there was a clock', async () => {
    shop = await world.tenant();
    await tick(1, 5);
    await shop.server.do(CREATE, { input: { now: day(1) } });
    await world.settle();
    expect(ran).toEqual([]);
    await arrive(6);
    expect(ran).toEqual(['1 on 05']);
  });

  test('ends FAILED where a job fails, keeps it, and resumes there', async () => {
    for (const n of [1, 2, 3]) await tick(n, n * 5);
    let isBroken = true;
    gadgetBehavior.tick = async (_by, { n }) => {
      if (n === 2 && isBroken) throw new Error('broken');
      ran.push(String(n));
    };
    await arrive(20);
    expect([ran, await clock()]).toEqual([['1'], { now: day(10), status: 'FAILED' }]);
    await arrive(20);
    expect([ran, await clock()]).toEqual([['1'], { now: day(10), status: 'FAILED' }]);
    isBroken = false;
    await arrive(20);
    expect([ran, await clock()]).toEqual([['1', '2', '3'], { now: day(20), status: 'READY' }]);
  });

  test('ends FAILED where a reaction fails, and resumes there', async () => {
    let isBroken = true;
    gadgetBehavior.tick = async (by, { n }) => {
      ran.push(String(n));
      if (n === 1) await by.transact(async (work) => work.emit(gadgetMade({ gadgetId: 'gdg_x', ownerId: null, n })));
    };
    gadgetBehavior.count = async () => {
      if (isBroken) throw new Error('broken');
      ran.push('reaction');
    };
    for (const n of [1, 2]) await tick(n, n * 5);
    await arrive(20);
    expect([ran, await clock()]).toEqual([['1'], { now: day(5), status: 'FAILED' }]);
    isBroken = false;
    await arrive(20);
    expect([ran, await clock()]).toEqual([['1', 'reaction', '2'], { now: day(20), status: 'READY' }]);
  });

  test('is taken over where it stood when its process dies, and the dead one cannot turn the clock back', async () => {
    for (const n of [1, 2, 3]) await tick(n, n * 5);
    let wakeUp = () => undefined as void;
    let hang = () => undefined as void;
    const hanging = new Promise<void>((resolve) => (hang = resolve));
    gadgetBehavior.tick = async ({ view }, { n }) => {
      ran.push(`${n} on ${view.now.toISOString().slice(8, 10)}`);
      if (n === 2 && ran.length === 2) await new Promise<void>((resolve) => { wakeUp = resolve; hang(); });
    };
    await advance(20);
    const [dead] = await world.program.jobs.startDue(1);
    await hanging;
    // Its lease ends.
    await (await desk()).transact((work) => work.change('test: lease', "UPDATE job SET retry_at = '2020-01-01 00:00:00.000' WHERE tenant_id = :tenant AND is_on_test_clock = 0"));
    await world.settle();
    expect([ran, await clock()]).toEqual([['1 on 05', '2 on 10', '2 on 10', '3 on 15'], { now: day(20), status: 'READY' }]);
    await arrive(30);
    wakeUp();
    await dead;
    await world.settle();
    expect([ran.length, await clock()]).toEqual([4, { now: day(30), status: 'READY' }]);
  });

  test('does not run jobs of other tenants', async () => {
    const mine = shop;
    const other = await world.tenant();
    await other.server.do(CREATE, { input: { now: day(1) } });
    shop = other;
    await tick(1, 5);
    shop = mine;
    await tick(2, 5);
    await arrive(10);
    expect(ran).toEqual(['2 on 05']);
  });
});

describe('testClockAdvance and testClockCreate', () => {
  test('move forward only, one at a time', async () => {
    await arrive(10);
    expect(await advance(9)).toEqual({ testClock: null, userErrors: [{ code: 'TEST_CLOCK_MOVES_FORWARD_ONLY', field: ['to'] }] });
    expect(await advance(10)).toMatchObject({ testClock: { status: 'ADVANCING' } });
    expect(await advance(12)).toEqual({ testClock: null, userErrors: [{ code: 'TEST_CLOCK_ADVANCING', field: null }] });
    await world.settle();
    expect(await clock()).toEqual({ now: day(10), status: 'READY' });
  });

  test('refuse a LIVE tenant, a second clock, and a tenant without one', async () => {
    const live = await world.tenant({ mode: 'LIVE' });
    expect((await live.server.do(CREATE, { input: { now: day(1) } })).testClockCreate).toEqual({
      testClock: null,
      userErrors: [{ code: 'TEST_CLOCK_NOT_ALLOWED', field: null }],
    });
    expect((await live.server.do(ADVANCE, { input: { to: day(1) } })).testClockAdvance.userErrors).toEqual([{ code: 'NOT_FOUND', field: null }]);
    expect((await live.server.do('{ testClock { id } }')).testClock).toBeNull();
    expect((await shop.server.do(CREATE, { input: { now: day(5) } })).testClockCreate).toEqual({
      testClock: null,
      userErrors: [{ code: 'ALREADY_EXISTS', field: null }],
    });
    expect(await clock()).toEqual({ now: day(1), status: 'READY' });
  });

  test('are for ADMIN and secret keys', async () => {
    for (const client of [shop.visitor, await shop.user(), await shop.user({ role: 'STAFF' })]) {
      const answer = await client.ask(ADVANCE, { input: { to: day(9) } });
      expect(['FORBIDDEN', 'UNAUTHENTICATED']).toContain(answer.errors![0]!.extensions.code);
    }
    expect(await clock()).toEqual({ now: day(1), status: 'READY' });
    const admin = await shop.user({ role: 'ADMIN' });
    expect((await admin.do(ADVANCE, { input: { to: day(9) } })).testClockAdvance.userErrors).toEqual([]);
    await world.settle();
  });
});
