import { withGadgets } from '../../../tests/kit/gadgets';
import { gadgetMade, ringJob } from '../../../tests/kit/gadgets/gadget-behavior';
import { Gadget, GadgetPart } from '../../../tests/kit/gadgets/gadget.entity';
import { World } from '../../../tests/kit/world';
import { invalid } from '../../kernel/refusal';
import type { Context } from '../graphql/context';
import { schedule, unschedule } from '../jobs/job';
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

const numbers = (count: number) => Array.from({ length: count }, (_none, index) => index);
const made = (work: Work, gadget: Gadget, n: number) => work.emit(gadgetMade({ gadgetId: gadget.id, ownerId: null, n }));
const insertAll = (count: number) =>
  context.transact((work) => work.insertAll(Gadget, numbers(count).map((n) => ({ sku: `sku-${String(n).padStart(3, '0')}`, rank: n, isActive: true }))));
const stored = async () => (await context.view.from(Gadget).orderBy('sku').all()).map(({ sku, rank, version }) => `${sku} ${rank} v${version}`);
const rankOf = async (id: string) => (await context.view.find(Gadget, id))!.rank;
const namesDuring = async (run: () => Promise<unknown>) =>
  (await world.statementsDuring(context.view.tenantId, run)).map(({ sql }) => /\/\* (.*?) \*\//.exec(sql)![1]);
const valuesOf = <Value>(outcomes: PromiseSettledResult<Value>[]) =>
  outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : `refused: ${(outcome.reason as Error).message}`));

test('many subjects share each statement: reads, locks, inserts, saves, jobs and events', async () => {
  const gadgets = await insertAll(40);
  const action = async (work: Work, { id }: Gadget) => {
    const gadget = (await work.lock(Gadget, id))!;
    const [none] = await work.from(GadgetPart).where({ gadgetId: id }).orderBy('place').all();
    expect(none).toBeUndefined();
    gadget.rank = gadget.rank! * 2;
    await work.save(gadget);
    const part = await work.insert(GadgetPart, { gadgetId: id, place: gadget.rank });
    await schedule(work, ringJob, { key: id, dueAt: work.now, payload: { n: 1 } });
    await unschedule(work, ringJob, id);
    expect(await work.from(GadgetPart).where({ gadgetId: id, place: gadget.rank }).one()).toMatchObject({ id: part.id });
    await work.delete(part);
    made(work, gadget, gadget.rank);
    return gadget.rank;
  };
  let outcomes: unknown[] = [];
  const names = await namesDuring(async () => {
    outcomes = valuesOf(await context.transactTogether(gadgets, action));
  });
  expect(outcomes).toEqual(numbers(40).map((n) => 2 * n));
  expect(names).toEqual([
    'gadget', 'gadget_part', 'gadget: save', 'gadget_part: insert', 'job: schedule', 'job: unschedule', 'gadget_part', 'gadget_part: delete', 'event_pending: insert',
  ]);
  expect(await stored()).toEqual(numbers(40).map((n) => `sku-${String(n).padStart(3, '0')} ${n * 2} v${n === 0 ? 1 : 2}`));
});

test('each gets what it asked for: of its own values, in its own order, only its first, or nothing', async () => {
  const gadgets = await insertAll(4);
  await context.transact((work) =>
    work.insertAll(GadgetPart, gadgets.slice(0, 3).flatMap(({ id: gadgetId }, index) => numbers(index + 1).map((place) => ({ gadgetId, place })))),
  );
  const read = (work: Work, { id: gadgetId, sku, rank }: Gadget) =>
    Promise.all([
      work.from(GadgetPart).where({ gadgetId }).orderBy('-place').all().then((parts) => parts.map(({ place }) => place)),
      work.from(GadgetPart).where({ gadgetId }).orderBy('-place').one().then((part) => part?.place),
      work.from(GadgetPart).where({ gadgetId, place: [1, 2] }).orderBy('place').all().then((parts) => parts.length),
      work.from(GadgetPart).where({ gadgetId }).whereSql('place > ?', [rank!]).all().then((parts) => parts.length),
      work.from(GadgetPart).where({ gadgetId }).orderBy('-place').limit(2).all().then((parts) => parts.length),
      work.from(Gadget).where({ sku, isActive: true, name: null }).one().then((gadget) => gadget?.id === gadgetId),
      work.from(Gadget).where({ rank: 2 }).count(),
    ]);
  const alone = [];
  for (const gadget of gadgets) alone.push(await context.transact((work) => read(work, gadget)));
  expect(valuesOf(await context.transactTogether(gadgets, read))).toEqual(alone);
  expect(alone[2]).toEqual([[2, 1, 0], 2, 2, 0, 2, true, 1]);
});

test('those that want the same row have it one after the other, and lose nothing of each other', async () => {
  const [shared, ...own] = await insertAll(9);
  const outcomes = await context.transactTogether(own, async (work, { id }) => {
    const gadget = (await work.lock(Gadget, id))!;
    const counter = (await work.lock(Gadget, shared!.id))!;
    counter.rank = counter.rank! + 1;
    await work.save(counter);
    made(work, counter, counter.rank);
    gadget.rank = 100 + counter.rank;
    await work.save(gadget);
    return counter.rank;
  });
  expect(valuesOf(outcomes)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(await rankOf(shared!.id)).toBe(8);
  await world.settle();
  const events = await context.view.rows('events', `SELECT object_version, data FROM event_log WHERE tenant_id = :tenant AND type = 'gadget.made' ORDER BY sequence`);
  expect(events.map(({ object_version: version, data }) => [Number(version), JSON.parse(data as string).n])).toEqual(numbers(8).map((n) => [n + 2, n + 1]));
});

test('a row that another one has changed or made is waited for, also when nobody locked it', async () => {
  const [first, second] = await insertAll(2);
  const outcomes = await context.transactTogether(['one', 'two', 'three'], async (work, name) => {
    const gadget = (await work.find(Gadget, first!.id))!;
    const row = (await work.insertUnlessPresent(Gadget, { sku: 'counter', rank: 0, isActive: true })) ?? (await work.locked(Gadget).where({ sku: 'counter' }).one())!;
    row.rank = row.rank! + 1;
    await work.save(row);
    if (name === 'two') await work.save(Object.assign((await work.lock(Gadget, second!.id))!, { note: `${gadget.rank}` }));
    return row.rank;
  });
  expect(valuesOf(outcomes)).toEqual([1, 2, 3]);
  expect(await stored()).toEqual(['counter 3 v4', 'sku-000 0 v1', 'sku-001 1 v2']);
});

test('rows that one has taken are left out for those who would not wait', async () => {
  await insertAll(3);
  const outcomes = await context.transactTogether(['one', 'two'], async (work) =>
    (await work.lockedUnlessTaken(Gadget).where({ isActive: true }).orderBy('sku').limit(2).all()).map(({ sku }) => sku),
  );
  expect(valuesOf(outcomes)).toEqual([['sku-000', 'sku-001'], []]);
});

test('who wait for each other in a circle are done one by one', async () => {
  const [a, b, ...others] = await insertAll(6);
  const outcomes = await context.transactTogether([[a!, b!], [b!, a!], ...others.map((one) => [one, one])], async (work, [first, second]) => {
    const one = (await work.lock(Gadget, first!.id))!;
    const other = (await work.lock(Gadget, second!.id))!;
    for (const gadget of new Set([one, other])) await work.save(Object.assign(gadget, { rank: gadget.rank! + 10 }));
    return 'done';
  });
  expect(valuesOf(outcomes)).toEqual(Array(6).fill('done'));
  expect(await stored()).toEqual(['sku-000 20 v3', 'sku-001 21 v3', 'sku-002 12 v2', 'sku-003 13 v2', 'sku-004 14 v2', 'sku-005 15 v2']);
});

test('one that fails fails alone: nothing of it stays, and all of the others', async () => {
  const gadgets = await insertAll(20);
  let hooks = 0;
  const outcomes = await context.transactTogether(gadgets, async (work, { id, rank }) => {
    const gadget = (await work.lock(Gadget, id))!;
    await work.save(Object.assign(gadget, { rank: rank! + 100 }));
    work.afterCommit(() => (hooks += 1));
    made(work, gadget, rank!);
    if (rank === 7) throw invalid('seven');
    if (rank === 9) await work.insert(Gadget, { sku: 'sku-001', isActive: true });
    return rank;
  });
  const refused = valuesOf(outcomes).filter((value) => typeof value === 'string');
  expect([refused.length, refused[0], hooks]).toEqual([2, 'refused: seven', 18]);
  expect(await stored()).toEqual(numbers(20).map((n) => `sku-${String(n).padStart(3, '0')} ${n === 7 || n === 9 ? n : n + 100} v${n === 7 || n === 9 ? 1 : 2}`));
  const pending = await context.view.rows('pending', 'SELECT COUNT(*) AS n FROM event_pending WHERE tenant_id = :tenant');
  expect(Number(pending[0]!.n)).toBe(18);
});

test('one whose row was changed by somebody else is refused CONFLICT alone', async () => {
  const gadgets = await insertAll(5);
  let isFirst = true;
  const outcomes = await context.transactTogether(gadgets, async (work, { id, rank }) => {
    const gadget = (await work.find(Gadget, id))!;
    if (rank === 3 && isFirst) gadget.version = 0;
    isFirst &&= rank !== 3;
    await work.save(Object.assign(gadget, { note: 'written' }));
    return rank;
  });
  expect(valuesOf(outcomes)).toEqual([0, 1, 2, 3, 4]);
  expect((await context.view.from(Gadget).where({ note: 'written', version: 2 }).all()).length).toBe(5);
});

test('a deadlock with another transaction runs all of them again', async () => {
  if (context.view.engine === 'sqlite') return;
  const [a, b] = await insertAll(2);
  let turns = 0;
  const lockBoth = (ids: string[]) => async (work: Work) => {
    turns += 1;
    for (const id of ids) {
      const gadget = (await work.lock(Gadget, id))!;
      await work.save(Object.assign(gadget, { rank: gadget.rank! + 1 }));
    }
  };
  const one = lockBoth([b!.id, a!.id]);
  const runs = numbers(10).flatMap(() => [context.transact(one), context.transactTogether([0, 1], (work, n) => (n === 0 ? lockBoth([a!.id, b!.id])(work) : Promise.resolve()))]);
  await Promise.all(runs);
  expect([await rankOf(a!.id), await rankOf(b!.id)]).toEqual([20, 21]);
  expect(turns).toBeGreaterThanOrEqual(20);
});

test('one subject is a transaction as always; none is none', async () => {
  const [gadget] = await insertAll(1);
  const names = await namesDuring(async () => {
    expect(valuesOf(await context.transactTogether([gadget!], async (work, { id }) => (await work.lock(Gadget, id))!.sku))).toEqual(['sku-000']);
    expect(await context.transactTogether([], async () => 1)).toEqual([]);
  });
  expect(names).toEqual(['gadget']);
});
