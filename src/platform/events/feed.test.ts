import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { openProgram, type Program } from '../../app/program';
import { withGadgets } from '../../../tests/kit/gadgets';
import { gadgetMade } from '../../../tests/kit/gadgets/gadget-behavior';
import { World } from '../../../tests/kit/world';
import type { Context } from '../graphql/context';
import type { EventFeed } from './feed';

let world: World;
let context: Context;
let feed: EventFeed;
const open: AbortController[] = [];
beforeAll(async () => {
  world = await World.open(withGadgets);
  feed = world.program.feed;
});
beforeEach(async () => {
  context = await world.program.openSystemContext((await world.tenant()).tenantId);
});
afterEach(async () => {
  for (const stop of open.splice(0)) stop.abort();
  await sleep(1);
  expect(feed.followersOf(context.view.tenantId)).toBe(0);
});
afterAll(() => world.close());

async function emit(first: number, last: number): Promise<void> {
  await context.transact(async (work) => {
    for (let n = first; n <= last; n += 1) work.emit(gadgetMade({ gadgetId: 'gdg_x', ownerId: null, n }));
  });
}
/** Emits and relays, as this process does. */
async function happen(first: number, last = first): Promise<void> {
  await emit(first, last);
  await world.program.relay.settle(context.view.tenantId);
}

/** Follows in the background. The numbers are those that the events carry, which are their sequences too. */
function follow({ after = null, from = feed, pause = async () => undefined }: { after?: number | null; from?: EventFeed; pause?: (n: number) => Promise<unknown> } = {}) {
  const stop = new AbortController();
  open.push(stop);
  const seen: number[] = [];
  const ended = (async () => {
    for await (const { sequence, data } of from.follow(context.view.tenantId, after, stop.signal)) {
      expect(Number(sequence)).toBe(data.n);
      seen.push(data.n as number);
      await pause(data.n as number);
    }
  })();
  const until = async (count: number) => {
    for (let waited = 0; seen.length < count && waited < 10_000; waited += 1) await sleep(1);
    // A moment more, for what should not come.
    await sleep(5);
    return seen;
  };
  return { seen, until, ended, stop };
}

const from = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_n, index) => first + index);

test('without a cursor it begins now', async () => {
  await happen(1, 3);
  const follower = follow();
  await sleep(20);
  await happen(4, 5);
  await happen(6);
  expect(await follower.until(3)).toEqual([4, 5, 6]);
});

test('with a cursor it begins behind it, over several pages, and goes on live', async () => {
  await happen(1, 1_200);
  const followers = [follow({ after: 0 }), follow({ after: 700 }), follow({ after: 1_199 }), follow({ after: 1_200 }), follow({ after: 5_000 })];
  expect(await followers[0]!.until(1_200)).toEqual(from(1, 1_200));
  await happen(1_201, 1_203);
  const [all, behind, last, end, future] = await Promise.all([1_203, 503, 4, 3, 0].map((count, index) => followers[index]!.until(count)));
  expect(all).toEqual(from(1, 1_203));
  expect(behind).toEqual(from(701, 1_203));
  expect(last).toEqual(from(1_200, 1_203));
  expect(end).toEqual(from(1_201, 1_203));
  expect(future).toEqual([]);
});

test('those who join in the middle of a burst lose and repeat nothing', async () => {
  const followers: ReturnType<typeof follow>[] = [];
  const writing = (async () => {
    for (let n = 1; n <= 400; n += 4) {
      await emit(n, n + 3);
      if (n % 3 === 0) await world.program.relay.drain();
    }
    await world.program.relay.settle(context.view.tenantId);
  })();
  for (let joined = 0; joined < 30; joined += 1) {
    followers.push(follow({ after: joined % 2 ? joined : null }));
    await sleep(2);
  }
  await writing;
  await sleep(20);
  await happen(401);
  for (const [joined, follower] of followers.entries()) {
    const seen = await follower.until(joined % 2 ? 401 - joined : 1);
    expect(seen).toEqual(from(joined % 2 ? joined + 1 : seen[0]!, 401));
  }
});

test('a slow follower gets everything in the end and holds up nobody', async () => {
  let release = () => undefined as void;
  const held = new Promise<void>((resolve) => (release = resolve));
  const slow = follow({ pause: async (n) => (n === 1 ? held : undefined) });
  const quick = follow();
  await sleep(20);
  await happen(1);
  // More than what is remembered for everybody: the slow one reads the rest from the log by itself.
  for (let n = 2; n <= 3_000; n += 1_000) await happen(n, Math.min(n + 999, 3_000));
  expect(await quick.until(3_000)).toEqual(from(1, 3_000));
  expect(slow.seen).toEqual([1]);
  const late = follow();
  await sleep(20);
  await happen(3_001);
  expect(await late.until(1)).toEqual([3_001]);
  release();
  expect(await slow.until(3_001)).toEqual(from(1, 3_001));
}, 60_000);

test('a thousand followers cost one read an event', async () => {
  const { database } = world.program;
  const law = database.onStatement;
  let looks = 0;
  const reads: string[] = [];
  database.onStatement = (statement) => {
    law?.(statement);
    const { sql } = statement;
    if (sql.includes('SELECT last FROM event_feed')) looks += 1;
    if (sql.includes('event_log') && sql.includes('SELECT `tenant_id`')) reads.push(sql);
  };
  const followers = Array.from({ length: 1_000 }, () => follow());
  // Each of them looks where the log ends, and from then on wants what comes.
  for (let before = -1; looks > before; await sleep(250)) before = looks;
  await happen(1);
  await Promise.all(followers.map((follower) => follower.until(1)));
  database.onStatement = law;
  expect(reads).toHaveLength(1);
  for (const { seen } of followers) expect(seen).toEqual([1]);
});

test('one that is stopped while it waits, reads or hands over an event ends, and is forgotten', async () => {
  const waiting = follow();
  const busy = follow({ after: 0, pause: (n) => (n === 2 ? sleep(30) : Promise.resolve()) });
  const reading = follow({ after: 0 });
  reading.stop.abort();
  await happen(1, 5);
  await busy.until(2);
  expect(feed.followersOf(context.view.tenantId)).toBe(2);
  for (const each of [waiting, busy]) each.stop.abort();
  await Promise.all([waiting.ended, busy.ended, reading.ended]);
  expect(feed.followersOf(context.view.tenantId)).toBe(0);
  expect(busy.seen).toEqual([1, 2]);
  expect(reading.seen).toEqual([]);
});

test('one that was never asked for its first event leaves nothing behind', async () => {
  const generator = feed.follow(context.view.tenantId, null, new AbortController().signal);
  await generator.return();
  expect(feed.followersOf(context.view.tenantId)).toBe(0);
});

test('another tenant\'s events are not heard', async () => {
  const other = await world.program.openSystemContext((await world.tenant()).tenantId);
  const follower = follow();
  await sleep(20);
  await other.transact(async (work) => work.emit(gadgetMade({ gadgetId: 'gdg_x', ownerId: null, n: 99 })));
  await world.program.relay.settle(other.view.tenantId);
  await happen(1);
  expect(await follower.until(1)).toEqual([1]);
});

describe('with a second process on the same database', () => {
  let second: Program;
  beforeAll(async () => {
    second = await openProgram(world.program.config, pino({ level: 'silent' }), { ...withGadgets.program, migrate: false });
  });
  afterAll(() => second.close());

  test('what one relays, the other hears', async () => {
    const [here, there] = [follow(), follow({ from: second.feed })];
    await sleep(30);
    await happen(1, 3);
    expect(await there.until(3)).toEqual([1, 2, 3]);
    await emit(4, 6);
    await second.relay.settle(context.view.tenantId);
    expect(await here.until(6)).toEqual(from(1, 6));
    expect(await there.until(6)).toEqual(from(1, 6));
  });

  test('closing ends every follower', async () => {
    const follower = follow({ from: second.feed });
    await sleep(20);
    second.feed.close();
    await follower.ended;
    expect(second.feed.followersOf(context.view.tenantId)).toBe(0);
  });
});
