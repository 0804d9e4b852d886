import { setTimeout as sleep } from 'node:timers/promises';
import { withGadgets } from '../../../tests/kit/gadgets';
import { Gadget, GadgetPart } from '../../../tests/kit/gadgets/gadget.entity';
import { gadgetBehavior, gadgetMade } from '../../../tests/kit/gadgets/gadget-behavior';
import { kill, startProcess } from '../../../tests/kit/worker-process';
import { World } from '../../../tests/kit/world';
import { createTenant } from '../../capabilities/tenants/actions/create-tenant';
import type { Context } from '../graphql/context';
import { Event } from './event.entity';
import { Relay } from './relay';

let world: World;
beforeAll(async () => {
  world = await World.open(withGadgets);
});
beforeEach(async () => {
  gadgetBehavior.reset();
  // What an earlier test left to move would be counted here.
  await world.settle();
});
afterAll(() => world.close());

const made = (gadgetId: string, n: number) => gadgetMade({ gadgetId, ownerId: null, n });
const emit = (context: Context, ...numbers: number[]) =>
  context.transact(async (work) => {
    for (const n of numbers) work.emit(made('gdg_x', n));
  });
const log = (context: Context) => context.view.from(Event).orderBy('sequence').all();
const seen = async (context: Context) => (await log(context)).map(({ sequence, data }) => [Number(sequence), data.n]);

async function tenants(count: number): Promise<Context[]> {
  const { database } = world.program;
  const names = ['count-when-gadget-is-made', 'copy-when-gadget-is-made'];
  const shop = { name: 'Shop', mode: 'TEST', currency: 'GBP', timeZone: 'Europe/London' } as const;
  const contexts = [];
  for (let n = 0; n < count; n += 1) contexts.push(await world.program.openSystemContext((await createTenant(database, shop, names)).tenantId));
  return contexts;
}

test('the log of a tenant counts from one without a gap, in the order of the commits', async () => {
  const [context] = await tenants(1);
  await emit(context!, 1, 2);
  await emit(context!, 3);
  expect(await world.program.relay.drain()).toBe(3);
  await emit(context!, 4);
  expect(await world.program.relay.drain()).toBe(1);
  expect(await world.program.relay.drain()).toBe(0);
  expect(await seen(context!)).toEqual([[1, 1], [2, 2], [3, 3], [4, 4]]);
});

test('an event is the one that was emitted', async () => {
  const [context] = await tenants(1);
  const gadget = await context!.transact(async (work) => {
    const row = await work.insert(Gadget, { sku: 'a', isActive: true });
    work.emit(gadgetMade({ gadgetId: row.id, ownerId: 'user_1', n: 5 }));
    return row;
  });
  await world.program.relay.drain();
  expect(await log(context!)).toEqual([
    expect.objectContaining({
      type: 'gadget.made',
      version: 1,
      sequence: 1n,
      objectId: gadget.id,
      objectVersion: 1,
      userId: 'user_1',
      occurredAt: expect.any(Date),
      data: { gadgetId: gadget.id, ownerId: 'user_1', n: 5 },
      id: expect.stringMatching(/^evt_/),
    }),
  ]);
});

test('more tenants than are looked up at once all have their turn', async () => {
  const contexts = await tenants(120);
  for (const [n, context] of contexts.entries()) await emit(context, n, n + 1);
  expect(await world.program.relay.drain()).toBe(240);
  for (const [n, context] of contexts.entries()) expect(await seen(context)).toEqual([[1, n], [2, n + 1]]);
});

test('a tenant with more than a batch keeps its order', async () => {
  const [context] = await tenants(1);
  const numbers = Array.from({ length: 1_300 }, (_n, index) => index);
  await emit(context!, ...numbers);
  expect(await world.program.relay.settle(context!.view.tenantId)).toBe(1_300);
  expect(await seen(context!)).toEqual(numbers.map((n) => [n + 1, n]));
});

test('what goes wrong in one tenant does not stop the others', async () => {
  const [broken, fine] = await tenants(2);
  await broken!.transact((work) =>
    work.change(
      'test: block',
      `INSERT INTO event_log (tenant_id, sequence, id, type, version, object_id, object_version, occurred_at, data)
       VALUES (:tenant, 1, 'evt_1', 't', 1, 'o', 1, '2026-01-01 00:00:00.000', '{}')`,
    ),
  );
  for (const context of [broken!, fine!]) await emit(context, 1);
  await expect(world.program.relay.drain()).rejects.toThrow();
  expect(await seen(fine!)).toEqual([[1, 1]]);
  await broken!.transact((work) => work.change('test: mend', 'DELETE FROM event_log WHERE tenant_id = :tenant'));
  expect(await world.program.relay.drain()).toBe(1);
  expect(await seen(broken!)).toEqual([[1, 1]]);
});

const onMysql = process.env.TEST_ENGINE === 'mysql' ? test : test.skip;

onMysql('an event that commits late, with an early position, comes later and is not skipped', async () => {
  const [context] = await tenants(1);
  let commit = () => undefined as void;
  const slow = context!.transact(async (work) => {
    // As the outbox does, but before the others.
    await work.change(
      'test: early',
      `INSERT INTO event_pending (tenant_id, id, type, version, object_id, object_version, occurred_at, data)
       VALUES (:tenant, 'evt_late', 'gadget.made', 1, 'gdg_y', 1, '2026-01-01 00:00:00.000', '{"n":99}')`,
    );
    await new Promise<void>((resolve) => (commit = resolve));
  });
  await sleep(50);
  await emit(context!, 1);
  expect(await world.program.relay.drain()).toBe(1);
  commit();
  await slow;
  expect(await world.program.relay.drain()).toBe(1);
  expect(await seen(context!)).toEqual([[1, 1], [2, 99]]);
});

test('relays in several processes, some of them killed, lose and double nothing, and reactions happen once', async () => {
  const contexts = await tenants(4);
  const gadgets = await Promise.all(
    contexts.map((context) => context.transact((work) => work.insertAll(Gadget, [1, 2, 3].map((n) => ({ sku: `s${n}`, isActive: true }))))),
  );
  const file = 'tests/kit/gadgets/relay-process.ts';
  const children = await Promise.all([startProcess(world, file), startProcess(world, file), startProcess(world, file)]);
  const ROUNDS = 40;
  // Every round changes each gadget once, by transactions that take their time; one in five is rolled back.
  const writing = Promise.all(
    contexts.flatMap((context, tenant) =>
      gadgets[tenant]!.map(async ({ id }, at) => {
        for (let round = 1; round <= ROUNDS; round += 1) {
          await context
            .transact(async (work) => {
              const gadget = (await work.lock(Gadget, id))!;
              await work.save(Object.assign(gadget, { rank: round }));
              work.emit(made(id, round));
              if ((round + at) % 3 === 0) await sleep(2);
              if (round % 5 === 0) throw new Error('rolled back');
            })
            .catch((error: Error) => expect(error.message).toBe('rolled back'));
        }
      }),
    ),
  );
  for (const waitMs of [100, 200]) {
    await sleep(waitMs);
    await kill(children.shift()!);
  }
  await writing;
  // A relay of this process takes part, until all is moved.
  const relay = new Relay(world.program.database, () => undefined);
  for (const { view } of contexts) await relay.settle(view.tenantId);
  const kept = Array.from({ length: ROUNDS }, (_n, index) => index + 1).filter((round) => round % 5 !== 0);
  for (const [tenant, context] of contexts.entries()) {
    const events = await log(context);
    expect(events.map(({ sequence }) => Number(sequence))).toEqual(events.map((_event, index) => index + 1));
    for (const { id } of gadgets[tenant]!) {
      const ofGadget = events.filter(({ objectId }) => objectId === id);
      expect(ofGadget.map(({ data }) => data.n)).toEqual(kept);
      expect(ofGadget.map(({ objectVersion }) => objectVersion)).toEqual(kept.map((_round, index) => index + 2));
    }
  }
  // The children's reactions come to the end, and each effect is there once.
  gadgetBehavior.count = async (work, { data }) => void (await work.insert(GadgetPart, { gadgetId: data.gadgetId, place: data.n }));
  for (const { view } of contexts) while ((await world.program.consumers.settle(view.tenantId)) > 0);
  for (const child of children) await kill(child);
  for (const [tenant, context] of contexts.entries()) {
    for (const { id } of gadgets[tenant]!) {
      const parts = await context.view.from(GadgetPart).where({ gadgetId: id }).orderBy('place').all();
      expect(parts.map(({ place }) => place)).toEqual(kept);
    }
  }
}, 60_000);
