import { setTimeout as sleep } from 'node:timers/promises';
import { withGadgets } from '../../../tests/kit/gadgets';
import { Gadget } from '../../../tests/kit/gadgets/gadget.entity';
import { gadgetMade } from '../../../tests/kit/gadgets/gadget-behavior';
import { World } from '../../../tests/kit/world';
import { invalid } from '../../kernel/refusal';
import type { Context } from '../graphql/context';
import type { Work } from './work';

let world: World;
let context: Context;
beforeAll(async () => {
  world = await World.open(withGadgets);
});
beforeEach(async () => {
  context = await world.program.openSystemContext((await world.tenant()).tenantId);
});
afterAll(() => world.close());

const insert = (sku: string) => context.transact((work) => work.insert(Gadget, { sku, isActive: true, rank: 0 }));
const skus = async () => (await context.view.from(Gadget).orderBy('sku').all()).map(({ sku }) => sku);
const pending = async () => (await context.view.rows('pending', 'SELECT id FROM event_pending WHERE tenant_id = :tenant')).length;
const made = (gadgetId: string) => gadgetMade({ gadgetId, ownerId: null, n: 0 });

test('what fails leaves nothing: no row, no event, no hook', async () => {
  const { id } = await insert('kept');
  let hooks = 0;
  const failing = context.transact(async (work) => {
    await work.insert(Gadget, { sku: 'lost', isActive: true });
    await work.save(Object.assign((await work.lock(Gadget, id))!, { sku: 'changed' }));
    work.emit(made(id));
    work.afterCommit(() => (hooks += 1));
    throw invalid('no');
  });
  await expect(failing).rejects.toMatchObject({ code: 'INVALID' });
  expect([await skus(), await pending(), hooks]).toEqual([['kept'], 0, 0]);
});

test('an event that cannot be written takes its change along', async () => {
  const failing = context.transact(async (work) => {
    const { id } = await work.insert(Gadget, { sku: 'lost', isActive: true });
    work.emit({ ...made(id), type: null as never });
  });
  await expect(failing).rejects.toThrow(/null/i);
  expect([await skus(), await pending()]).toEqual([[], 0]);
});

test('hooks run once, after the commit', async () => {
  const order: string[] = [];
  await context.transact(async (work) => {
    work.afterCommit(() => void order.push('hook'));
    await work.insert(Gadget, { sku: 'a', isActive: true });
    order.push('action');
  });
  expect(order).toEqual(['action', 'hook']);
});

test('a transaction inside of a transaction throws, however it is opened', async () => {
  const { database } = world.program;
  const attempts: ((work: Work) => Promise<unknown>)[] = [
    () => context.transact(async () => undefined),
    () => database.transactAcross('metrics', async () => undefined),
    () => database.across('metrics').execute('UPDATE job SET attempts = 1 WHERE 1 = 0', []),
  ];
  for (const attempt of attempts) {
    await expect(context.transact(attempt)).rejects.toThrow('inside a transaction');
  }
  expect(await context.transact((work) => work.from(Gadget).count())).toBe(0);
});

test('a reader never sees what is not committed; the Work itself does', async () => {
  const { id } = await insert('a');
  await context.transact(async (work) => {
    await work.insert(Gadget, { sku: 'b', isActive: true });
    await work.save(Object.assign((await work.lock(Gadget, id))!, { rank: 1 }));
    expect(await skus()).toEqual(['a']);
    expect((await context.view.find(Gadget, id))!.rank).toBe(0);
    expect(await work.from(Gadget).count()).toBe(2);
  });
  expect(await skus()).toEqual(['a', 'b']);
});

test('transactions at the same time do not take part in each other', async () => {
  const outcomes = await Promise.allSettled(
    Array.from({ length: 40 }, (_none, n) =>
      context.transact(async (work) => {
        await work.insert(Gadget, { sku: `${n}-first`, isActive: true });
        await sleep(n % 3);
        await work.insert(Gadget, { sku: `${n}-second`, isActive: true });
        if (n % 2 === 1) throw invalid('no');
      }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
  const kept = Array.from({ length: 20 }, (_none, n) => [`${n * 2}-first`, `${n * 2}-second`]).flat();
  expect(await skus()).toEqual(kept.sort());
});

test('a row that is locked is counted up by everybody, one after the other', async () => {
  const { id } = await insert('a');
  await Promise.all(
    Array.from({ length: 30 }, () =>
      context.transact(async (work) => {
        const gadget = (await work.lock(Gadget, id))!;
        await sleep(1);
        await work.save(Object.assign(gadget, { rank: gadget.rank! + 1 }));
        work.emit(made(id));
      }),
    ),
  );
  expect(await context.view.find(Gadget, id)).toMatchObject({ rank: 30, version: 31 });
  const versions = await context.view.rows('versions', 'SELECT object_version FROM event_pending WHERE tenant_id = :tenant ORDER BY position');
  expect(versions.map(({ object_version: version }) => version)).toEqual(Array.from({ length: 30 }, (_none, n) => n + 2));
});

test('of actions that lock the same rows in different order, all are done in the end', async () => {
  const [a, b] = [await insert('a'), await insert('b')];
  let attempts = 0;
  const bothUp = (first: string, second: string) =>
    context.transact(async (work) => {
      attempts += 1;
      for (const id of [first, second]) {
        const gadget = (await work.lock(Gadget, id))!;
        await sleep(5);
        await work.save(Object.assign(gadget, { rank: gadget.rank! + 1 }));
      }
      work.emit(made(first));
    });
  await Promise.all(Array.from({ length: 6 }, (_none, n) => (n % 2 ? bothUp(a.id, b.id) : bothUp(b.id, a.id))));
  const rows = await context.view.from(Gadget).orderBy('sku').all();
  expect(rows.map(({ rank, version }) => [rank, version])).toEqual([[6, 7], [6, 7]]);
  expect(await pending()).toBe(6);
  if (world.program.database.engine === 'mysql') expect(attempts).toBeGreaterThan(6);
  else expect(attempts).toBe(6);
});

test('what is no deadlock is not tried again', async () => {
  let attempts = 0;
  const failing = context.transact(async () => {
    attempts += 1;
    throw new Error('broken');
  });
  await expect(failing).rejects.toThrow('broken');
  expect(attempts).toBe(1);
});
