import { setTimeout as sleep } from 'node:timers/promises';
import { withGadgets } from '../../../tests/kit/gadgets';
import { Gadget, GadgetPart } from '../../../tests/kit/gadgets/gadget.entity';
import { countWhenGadgetIsMade, gadgetBehavior, gadgetMade } from '../../../tests/kit/gadgets/gadget-behavior';
import { World } from '../../../tests/kit/world';
import type { Context } from '../graphql/context';
import { Consumers } from './consumers';
import { defineReaction } from './reaction';

let world: World;
beforeAll(async () => {
  world = await World.open(withGadgets);
});
beforeEach(() => gadgetBehavior.reset());
afterAll(() => world.close());

function worker(reactions = [countWhenGadgetIsMade], onError: (error: unknown) => void = () => undefined): Consumers {
  return new Consumers({
    database: world.program.database,
    reactions,
    openScope: async (tenantId) => (await world.program.openSystemContext(tenantId)).scope,
    onError,
  });
}

async function shop(): Promise<{ context: Context; gadgets: Gadget[] }> {
  const context = await world.program.openSystemContext((await world.tenant()).tenantId);
  const gadgets = await context.transact((work) => work.insertAll(Gadget, ['a', 'b', 'c', 'd'].map((sku) => ({ sku, isActive: true }))));
  return { context, gadgets };
}

async function happen({ context, gadgets }: { context: Context; gadgets: Gadget[] }, count: number, start = 0): Promise<void> {
  await context.transact(async (work) => {
    for (let n = start; n < start + count; n += 1) work.emit(gadgetMade({ gadgetId: gadgets[n % 4]!.id, ownerId: null, n }));
  });
  await world.program.relay.settle(context.view.tenantId);
}

const places = async (context: Context) => (await context.view.from(GadgetPart).orderBy('place').all()).map(({ place }) => place);
const upTo = (count: number) => Array.from({ length: count }, (_n, index) => index);

test('workers that drain at once share the tenants; every effect is there once and in its object\'s order', async () => {
  const order = new Map<string, number[]>();
  gadgetBehavior.count = async (work, { data }) => {
    await work.insert(GadgetPart, { gadgetId: data.gadgetId, place: data.n });
    await sleep(data.n % 3);
    work.afterCommit(() => order.set(data.gadgetId, [...(order.get(data.gadgetId) ?? []), data.n]));
  };
  const shops = [await shop(), await shop(), await shop()];
  for (const each of shops) await happen(each, 90);
  const workers = [worker(), worker(), worker(), worker()];
  const drained = Promise.all(workers.map(async (each) => {
    for (let idle = 0; idle < 5; ) idle = (await each.drain()) > 0 ? 0 : idle + 1;
  }));
  await happen(shops[0]!, 30, 90);
  await drained;
  await worker().drain();
  expect(await places(shops[0]!.context)).toEqual(upTo(120));
  expect(await places(shops[1]!.context)).toEqual(upTo(90));
  expect(await places(shops[2]!.context)).toEqual(upTo(90));
  for (const numbers of order.values()) expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
});

test('events that a reaction does nothing about are passed over', async () => {
  const each = await shop();
  const seen: number[] = [];
  gadgetBehavior.count = async (_work, { data }) => void seen.push(data.n);
  const oddOnes = { ...countWhenGadgetIsMade, when: ({ data }: { data: { n: number } }) => data.n % 2 === 1 };
  await happen(each, 250);
  const passing = worker([oddOnes]);
  expect(await passing.settle(each.context.view.tenantId)).toBe(125);
  expect(seen).toEqual(upTo(125).map((n) => 2 * n + 1));
  await happen(each, 1, 250);
  expect(await passing.settle(each.context.view.tenantId)).toBe(0);
  // It stands behind them all.
  expect(await worker().settle(each.context.view.tenantId)).toBe(0);
});

test('a consumer that another worker holds is left to it by drain, and waited for by settle', async () => {
  const each = await shop();
  await happen(each, 3);
  let go = () => undefined as void;
  let runs = 0;
  const started = new Promise<void>((resolve) => {
    gadgetBehavior.count = async (work, { data }) => {
      runs += 1;
      if (data.n === 0) await new Promise<void>((release) => { go = release; resolve(); });
      await work.insert(GadgetPart, { gadgetId: data.gadgetId, place: data.n });
    };
  });
  const slow = worker().drain();
  await started;
  let isSettled = false;
  const settled = worker().settle(each.context.view.tenantId).then(() => (isSettled = true));
  // SQLite has one writer: there the second worker waits for the first one's commit in any case.
  if (world.program.database.engine === 'mysql') expect(await worker().drain()).toBe(0);
  await sleep(30);
  expect([isSettled, await places(each.context)]).toEqual([false, []]);
  go();
  await Promise.all([slow, settled]);
  expect([await places(each.context), runs]).toEqual([[0, 1, 2], 3]);
});

test('settle throws while something stays set aside, and goes on once it is mended', async () => {
  const each = await shop();
  const { tenantId } = each.context.view;
  gadgetBehavior.count = async (work, { data }) => {
    if (data.n === 1) throw new Error('fails on 1');
    await work.insert(GadgetPart, { gadgetId: data.gadgetId, place: data.n });
  };
  await happen(each, 6);
  const settle = async () => {
    while ((await worker().settle(tenantId)) > 0);
  };
  await expect(settle()).rejects.toThrow(`the reaction ${countWhenGadgetIsMade.name} failed on event 2`);
  expect(await places(each.context)).toEqual([0, 2, 3, 4]);
  gadgetBehavior.count = async (work, { data }) => void (await work.insert(GadgetPart, { gadgetId: data.gadgetId, place: data.n }));
  await settle();
  expect(await places(each.context)).toEqual(upTo(6));
});

test('what goes wrong in one tenant does not stop the others', async () => {
  const [broken, fine] = [await shop(), await shop()];
  gadgetBehavior.count = async (work, { data }) => void (await work.insert(GadgetPart, { gadgetId: data.gadgetId, place: data.n }));
  for (const each of [broken, fine]) await happen(each, 2);
  const failing = new Consumers({
    database: world.program.database,
    reactions: [countWhenGadgetIsMade],
    openScope: async (tenantId) => {
      if (tenantId === broken.context.view.tenantId) throw new Error('no scope');
      return (await world.program.openSystemContext(tenantId)).scope;
    },
    onError: () => undefined,
  });
  await expect(failing.drain()).rejects.toThrow('no scope');
  expect([await places(broken.context), await places(fine.context)]).toEqual([[], [0, 1]]);
  await worker().drain();
  expect(await places(broken.context)).toEqual([0, 1]);
});

test('a new reaction starts at the end of each log, whoever registers it first', async () => {
  const each = await shop();
  await happen(each, 3);
  const seen: number[] = [];
  const fresh = defineReaction({ name: `greet-when-gadget-is-made-${each.gadgets[0]!.id}`, on: gadgetMade, run: async (_work, { data }) => void seen.push(data.n) });
  await Promise.all(upTo(6).map(() => worker([fresh]).register()));
  await worker([fresh]).register();
  await happen(each, 2, 3);
  while ((await worker([fresh]).drain()) > 0);
  expect(seen).toEqual([3, 4]);
});

test('a consumer that is sent back while it works does not skip what it was sent back for', async () => {
  const each = await shop();
  const runs: number[] = [];
  let isSentBack = false;
  await happen(each, 60);
  gadgetBehavior.count = async (work, { data }) => {
    work.afterCommit(() => void runs.push(data.n));
    if (data.n === 25 && !isSentBack) throw new Error('now');
  };
  // As a replay does from another process.
  const sendBack = () =>
    each.context.transact(async (work) => {
      const consumer = countWhenGadgetIsMade.name;
      await work.change('test: replay', 'UPDATE event_consumer SET position = 5 WHERE tenant_id = :tenant AND consumer = :consumer', { consumer });
      await work.change('test: replay', 'DELETE FROM event_stuck WHERE tenant_id = :tenant AND consumer = :consumer', { consumer });
      isSentBack = true;
    });
  let sending: Promise<unknown> = Promise.resolve();
  const busy = worker([countWhenGadgetIsMade], () => void (sending = sendBack()));
  while ((await busy.drain()) > 0);
  await sending;
  while ((await busy.drain()) > 0);
  expect([...new Set(runs)].sort((a, b) => a - b)).toEqual(upTo(60));
  expect(runs.filter((n) => n >= 5 && n < 20)).toHaveLength(30);
});
