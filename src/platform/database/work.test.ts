import { withGadgets } from '../../../tests/kit/gadgets';
import { Gadget, GadgetPart } from '../../../tests/kit/gadgets/gadget.entity';
import { gadgetMade } from '../../../tests/kit/gadgets/gadget-behavior';
import { World } from '../../../tests/kit/world';
import type { Context } from '../graphql/context';

let world: World;
let context: Context;
beforeAll(async () => {
  world = await World.open(withGadgets);
});
beforeEach(async () => {
  context = await world.program.openSystemContext((await world.tenant()).tenantId);
});
afterAll(() => world.close());

const insert = (sku: string) => context.transact((work) => work.insert(Gadget, { sku, isActive: true, rank: 1 }));
const read = (id: string) => context.view.find(Gadget, id);
const pending = async () => Number((await context.view.rows('pending', 'SELECT COUNT(*) AS n FROM event_pending WHERE tenant_id = :tenant'))[0]!.n);

test('an insert fills id, tenant, instants and version', async () => {
  const gadget = await insert('a');
  expect(gadget).toMatchObject({ tenantId: context.view.tenantId, version: 1, sku: 'a', name: null, extra: null });
  expect(gadget.id).toMatch(/^gdg_/);
  expect(gadget.createdAt).toEqual(gadget.updatedAt);
  expect(await read(gadget.id)).toEqual(gadget);
});

test('save writes what changed, counts the version and says so in the row', async () => {
  const { id } = await insert('a');
  const statements: string[] = [];
  const { database } = world.program;
  const law = database.onStatement;
  await context.transact(async (work) => {
    const gadget = (await work.lock(Gadget, id))!;
    database.onStatement = ({ sql }) => void statements.push(sql);
    gadget.rank = 2;
    expect(await work.save(gadget)).toMatchObject({ rank: 2, version: 2 });
    gadget.name = 'again';
    await work.save(gadget);
    database.onStatement = law;
    expect(gadget.version).toBe(3);
    expect(work.versionOf(id)).toBe(3);
  });
  // Within one millisecond there is no new instant to write.
  expect(statements.map((sql) => sql.replace('`name` = ?, `updated_at` = ?', '`name` = ?'))).toEqual([
    '/* gadget: save */ UPDATE `gadget` SET `rank` = ?, `updated_at` = ?, `version` = ? WHERE `tenant_id` = ? AND `id` IN (?) AND `version` = ?',
    '/* gadget: save */ UPDATE `gadget` SET `name` = ?, `version` = ? WHERE `tenant_id` = ? AND `id` IN (?) AND `version` = ?',
  ]);
  expect(await read(id)).toMatchObject({ rank: 2, name: 'again', version: 3 });
});

test('saving the same values writes nothing', async () => {
  const { id } = await context.transact((work) => work.insert(Gadget, { sku: 'a', isActive: true, extra: { a: [1] }, startsAt: new Date(5), amount: 7n }));
  const before = context.scope.meter.statements;
  await context.transact(async (work) => {
    const gadget = (await work.find(Gadget, id))!;
    Object.assign(gadget, { extra: { a: [1] }, startsAt: new Date(5), amount: 7n, isActive: true });
    await work.save(gadget);
  });
  expect(context.scope.meter.statements - before).toBe(1);
  expect((await read(id))!.version).toBe(1);
});

test('a change deep inside of a JSON value is seen', async () => {
  const { id } = await context.transact((work) => work.insert(Gadget, { sku: 'a', isActive: true, extra: { a: { b: [1] } } }));
  await context.transact(async (work) => {
    const gadget = (await work.find(Gadget, id))!;
    (gadget.extra as { a: { b: number[] } }).a.b.push(2);
    await work.save(gadget);
  });
  expect(await read(id)).toMatchObject({ extra: { a: { b: [1, 2] } }, version: 2 });
});

test('a row that another transaction changed since it was read is a CONFLICT, and nothing is written', async () => {
  const { id } = await insert('a');
  const other = await insert('b');
  const stale = await context.transact((work) => work.find(Gadget, id));
  const conflicting = context.transact(async (work) => {
    const mine = (await work.find(Gadget, id))!;
    await work.save(Object.assign((await work.find(Gadget, other.id))!, { name: 'rolled back' }));
    work.emit(gadgetMade({ gadgetId: id, ownerId: null, n: 1 }));
    // As if another transaction had committed in between.
    await work.change('test: other', 'UPDATE gadget SET version = version + 1 WHERE tenant_id = :tenant AND id = :id', { id });
    await work.save(Object.assign(mine, { rank: 9 }));
  });
  await expect(conflicting).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await read(id)).toEqual(stale);
  expect((await read(other.id))!.name).toBeNull();
  expect(await pending()).toBe(0);
});

test('a row that is locked again by another condition is the same object, with what is not saved yet', async () => {
  const { id } = await insert('a');
  await context.transact(async (work) => {
    const gadget = (await work.lock(Gadget, id))!;
    gadget.rank = 2;
    const again = (await work.locked(Gadget).where({ sku: 'a' }).all()).find((other) => other.id === id)!;
    expect(again).toBe(gadget);
    again.name = 'twice';
    await work.save(gadget);
    await work.save(again);
  });
  expect(await read(id)).toMatchObject({ rank: 2, name: 'twice', version: 2 });
});

test('a row that a statement changed is locked as it is stored, not as it was held', async () => {
  const { id } = await insert('a');
  await context.transact(async (work) => {
    await work.lock(Gadget, id);
    await work.change('rank', 'UPDATE gadget SET `rank` = 9 WHERE tenant_id = :tenant AND id = :id', { id });
    expect((await work.locked(Gadget).where({ id }).one())!.rank).toBe(9);
  });
});

test('save refuses a row that this Work did not read', async () => {
  const gadget = await insert('a');
  await expect(context.transact((work) => work.save(gadget))).rejects.toThrow('was not read by this Work');
});

test('a deleted row cannot be saved any more', async () => {
  const { id } = await insert('a');
  const saving = context.transact(async (work) => {
    const gadget = (await work.find(Gadget, id))!;
    await work.delete(gadget);
    await work.save(Object.assign(gadget, { rank: 3 }));
  });
  await expect(saving).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await read(id)).not.toBeNull();
});

test('insertAll takes more rows than a statement has variables', async () => {
  const rows = Array.from({ length: 7_000 }, (_row, index) => ({ sku: `s${index}`, isActive: true, rank: index }));
  const before = context.scope.meter.statements;
  const inserted = await context.transact((work) => work.insertAll(Gadget, rows));
  expect(context.scope.meter.statements - before).toBe(7);
  expect(new Set(inserted.map(({ id }) => id)).size).toBe(7_000);
  expect(await context.view.from(Gadget).count()).toBe(7_000);
  expect((await context.view.from(Gadget).orderBy('-rank').limit(1).all())[0]!.sku).toBe('s6999');
});

test('insertAll of nothing does nothing', async () => {
  expect(await context.transact((work) => work.insertAll(Gadget, []))).toEqual([]);
});

test('one refused row takes all rows of its transaction along', async () => {
  await insert('taken');
  const rows = Array.from({ length: 2_500 }, (_row, index) => ({ sku: `s${index}`, isActive: true }));
  await expect(context.transact((work) => work.insertAll(Gadget, [...rows, { sku: 'taken', isActive: true }]))).rejects.toBeDefined();
  expect(await context.view.from(Gadget).count()).toBe(1);
});

test('insertUnlessPresent answers null for a taken key, and the transaction goes on', async () => {
  await insert('taken');
  const [second, third] = await context.transact(async (work) => [
    await work.insertUnlessPresent(Gadget, { sku: 'taken', isActive: true }),
    await work.insertUnlessPresent(Gadget, { sku: 'free', isActive: true }),
  ]);
  expect(second).toBeNull();
  expect(third).toMatchObject({ sku: 'free' });
  expect(await context.view.from(Gadget).count()).toBe(2);
});

test('insertUnlessPresent hides no other error', async () => {
  const orphan = context.transact((work) => work.insertUnlessPresent(GadgetPart, { gadgetId: 'gdg_of_nobody', place: 1 }));
  await expect(orphan).rejects.toThrow(/foreign key/i);
  const missing = context.transact((work) => work.insertUnlessPresent(Gadget, { isActive: true }));
  await expect(missing).rejects.toThrow(/null/i);
});

test('of twenty that insert one key at once, one has it', async () => {
  const inserted = await Promise.all(
    Array.from({ length: 20 }, () => context.transact((work) => work.insertUnlessPresent(Gadget, { sku: 'one', isActive: true }))),
  );
  expect(inserted.filter(Boolean)).toHaveLength(1);
  expect(await context.view.from(Gadget).count()).toBe(1);
});

test('another tenant\'s row cannot be referred to, saved or deleted', async () => {
  const gadget = await insert('mine');
  const other = await world.program.openSystemContext((await world.tenant()).tenantId);
  await expect(other.transact((work) => work.insert(GadgetPart, { gadgetId: gadget.id, place: 1 }))).rejects.toThrow(/foreign key/i);
  await other.transact((work) => work.delete(gadget));
  expect(await other.transact((work) => work.lock(Gadget, gadget.id))).toBeNull();
  expect(await read(gadget.id)).toEqual(gadget);
});

test('a thousand events of one transaction are kept in order', async () => {
  const { id } = await insert('a');
  await context.transact(async (work) => {
    for (let n = 1; n <= 1_200; n += 1) work.emit(gadgetMade({ gadgetId: id, ownerId: null, n }));
  });
  const rows = await context.view.rows('pending', 'SELECT data FROM event_pending WHERE tenant_id = :tenant ORDER BY position');
  expect(rows.map(({ data }) => (JSON.parse(data as string) as { n: number }).n)).toEqual(Array.from({ length: 1_200 }, (_n, index) => index + 1));
});
