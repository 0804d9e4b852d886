import { withGadgets } from '../../../tests/kit/gadgets';
import { Gadget, GadgetPart } from '../../../tests/kit/gadgets/gadget.entity';
import { countWhenGadgetIsMade, copyWhenGadgetIsMade, gadgetBehavior, gadgetMade, gadgetSeen } from '../../../tests/kit/gadgets/gadget-behavior';
import { World } from '../../../tests/kit/world';
import { addMs, type Clock } from '../../kernel/clock';
import type { Context } from '../graphql/context';
import { Consumers } from './consumers';

let world: World;
let context: Context;
let gadgets: Gadget[];
/** A second worker, whose retries wait by a clock of the test. */
let consumers: Consumers;
let clock: Clock & { at: Date };
let errors: string[];

beforeAll(async () => {
  world = await World.open(withGadgets);
});
beforeEach(async () => {
  await world.settle();
  gadgetBehavior.reset();
  context = await world.program.openSystemContext((await world.tenant()).tenantId);
  gadgets = await context.transact((work) => work.insertAll(Gadget, ['a', 'b', 'c'].map((sku) => ({ sku, isActive: true }))));
  errors = [];
  clock = { at: new Date('2030-01-01T00:00:00.000Z'), now: () => clock.at };
  consumers = worker();
});
afterAll(() => world.close());

function worker(): Consumers {
  return new Consumers({
    database: world.program.database,
    reactions: [countWhenGadgetIsMade, copyWhenGadgetIsMade],
    openScope: async (tenantId) => (await world.program.openSystemContext(tenantId)).scope,
    onError: (error) => errors.push((error as Error).message),
    clock,
  });
}

/** Emits in one transaction and relays: `[gadget, n]`; a gadget that is only seen interests no reaction. */
async function happen(...events: ([number, number] | 'seen')[]): Promise<void> {
  await context.transact(async (work) => {
    for (const event of events) {
      if (event === 'seen') work.emit(gadgetSeen({ gadgetId: gadgets[0]!.id, n: 0 }));
      else work.emit(gadgetMade({ gadgetId: gadgets[event[0]]!.id, ownerId: null, n: event[1] }));
    }
  });
  await world.program.relay.settle(context.view.tenantId);
}

/** The effect of a reaction: a part for each event, in the reaction's own transaction. */
const makePart: typeof gadgetBehavior.count = async (work, { data }) => {
  await work.insert(GadgetPart, { gadgetId: data.gadgetId, place: data.n });
};
/** Fails on the events with these numbers. */
const failOn = (...numbers: number[]): typeof gadgetBehavior.count => async (work, event) => {
  await makePart(work, event);
  if (numbers.includes(event.data.n)) throw new Error(`fails on ${event.data.n}`);
};

async function effects(): Promise<number[]> {
  const rows = await context.view.from(GadgetPart).orderBy('id').all();
  return rows.map(({ place }) => place);
}
const positions = async () =>
  (
    await context.view.rows('positions', 'SELECT position FROM event_consumer WHERE tenant_id = :tenant AND consumer IN (:ours) ORDER BY consumer', {
      ours: ['a-reaction-of-yesterday', countWhenGadgetIsMade.name, copyWhenGadgetIsMade.name],
    })
  ).map(({ position }) => Number(position));
const stuck = async () =>
  (await context.view.rows('stuck', 'SELECT sequence, state, attempts FROM event_stuck WHERE tenant_id = :tenant ORDER BY sequence')).map(
    ({ sequence, state, attempts }) => [Number(sequence), state, Number(attempts)],
  );

async function drainAll(worker = consumers): Promise<void> {
  while ((await worker.drain()) > 0);
}

test('every reaction sees every event of its types once, in order, and moves over the others', async () => {
  const copied: number[] = [];
  gadgetBehavior.count = makePart;
  gadgetBehavior.copy = async (_work, { data }) => void copied.push(data.n);
  await happen('seen', [0, 1], 'seen', 'seen', [1, 2], [0, 3], 'seen');
  await drainAll();
  expect([await effects(), copied, await positions()]).toEqual([[1, 2, 3], [1, 2, 3], [7, 7]]);
  await drainAll();
  await happen([2, 4]);
  await drainAll();
  expect([await effects(), copied, await positions()]).toEqual([[1, 2, 3, 4], [1, 2, 3, 4], [8, 8]]);
});

test('one drain reaches the end of a log that is longer than a batch, wherever the events of interest stand', async () => {
  gadgetBehavior.count = makePart;
  const seen = (count: number) => Array.from({ length: count }, () => 'seen' as const);
  const many = Array.from({ length: 230 }, (_n, index) => [index % 3, index] as [number, number]);
  await happen(...seen(450), [0, 1_000], ...many, ...seen(199), [1, 1_001], ...seen(3));
  expect(await consumers.drain()).toBe(2 * 232);
  expect(await effects()).toEqual([1_000, ...many.map(([, n]) => n), 1_001]);
  expect(await positions()).toEqual([884, 884]);
});

test('consumers that stand at different places each go on from their own', async () => {
  gadgetBehavior.count = makePart;
  const copied: number[] = [];
  gadgetBehavior.copy = async (_work, { data }) => void copied.push(data.n);
  await happen(...Array.from({ length: 300 }, (_n, index) => [0, index] as [number, number]));
  await context.transact((work) =>
    work.change('test: ahead', 'UPDATE event_consumer SET position = 295 WHERE tenant_id = :tenant AND consumer = :consumer', {
      consumer: copyWhenGadgetIsMade.name,
    }),
  );
  await drainAll();
  expect([(await effects()).length, copied, await positions()]).toEqual([300, [295, 296, 297, 298, 299], [300, 300]]);
});

test('a reaction\'s effect and its position are one: what fails leaves neither', async () => {
  gadgetBehavior.count = failOn(2);
  await happen([0, 1], [1, 2], [2, 3]);
  await drainAll();
  expect(await effects()).toEqual([1, 3]);
  expect(errors).toEqual(['fails on 2']);
  expect([await stuck(), await positions()]).toEqual([[[2, 'WAITING', 1]], [3, 3]]);
});

test('later events of the same object wait behind a failed one; others go on', async () => {
  gadgetBehavior.count = failOn(1);
  await happen([0, 1], [1, 2], [0, 3], [0, 4]);
  await drainAll();
  await happen([0, 5], [1, 6]);
  await drainAll();
  expect(await effects()).toEqual([2, 6]);
  expect((await stuck()).map(([sequence, , attempts]) => [sequence, attempts])).toEqual([[1, 1], [3, 0], [4, 0], [5, 0]]);
  // Their time comes: the first first, then one after the other.
  gadgetBehavior.count = makePart;
  await drainAll();
  expect(await effects()).toEqual([2, 6]);
  clock.at = addMs(clock.at, 1_000);
  await drainAll();
  expect([await effects(), await stuck()]).toEqual([[2, 6, 1, 3, 4, 5], []]);
});

test('a failed event is tried again after 1, 2, 4, 8 and 16 s, then parked for a person', async () => {
  gadgetBehavior.count = failOn(1);
  await happen([0, 1], [0, 2]);
  await drainAll();
  for (const [index, seconds] of [1, 2, 4, 8, 16].entries()) {
    clock.at = addMs(clock.at, seconds * 1_000 - 1);
    await drainAll();
    expect(errors).toHaveLength(index + 1);
    clock.at = addMs(clock.at, 1);
    await drainAll();
    expect(errors).toHaveLength(index + 2);
  }
  expect(await stuck()).toEqual([[1, 'PARKED', 6], [2, 'WAITING', 0]]);
  clock.at = addMs(clock.at, 3_600_000);
  await drainAll();
  expect([errors.length, await effects()]).toEqual([6, []]);
  // Behind a parked event its object still waits.
  await happen([0, 3], [1, 4]);
  await drainAll();
  expect(await effects()).toEqual([4]);
  expect((await stuck()).map(([sequence]) => sequence)).toEqual([1, 2, 3]);
});

test('an event that is no longer in the log parks instead of blocking the others for ever', async () => {
  gadgetBehavior.count = failOn(1);
  await happen([0, 1]);
  await drainAll();
  await context.transact((work) => work.change('test: purge', 'DELETE FROM event_log WHERE tenant_id = :tenant'));
  for (let round = 0; round < 6; round += 1) {
    clock.at = addMs(clock.at, 60_000);
    await drainAll();
  }
  expect(await stuck()).toEqual([[1, 'PARKED', 6]]);
});

test('what a removed reaction left behind is nobody\'s work', async () => {
  await happen([0, 1]);
  await context.transact(async (work) => {
    await work.change('test: removed', `UPDATE event_consumer SET consumer = 'a-reaction-of-yesterday' WHERE tenant_id = :tenant AND consumer = :c`, {
      c: countWhenGadgetIsMade.name,
    });
    await work.change(
      'test: stuck',
      `INSERT INTO event_stuck (tenant_id, consumer, sequence, object_id, state, attempts, retry_at)
       VALUES (:tenant, 'a-reaction-of-yesterday', 1, 'o', 'WAITING', 1, '2020-01-01 00:00:00.000')`,
    );
  });
  await drainAll();
  expect(await consumers.drain()).toBe(0);
  expect(await positions()).toEqual([0, 1]);
  expect(errors).toEqual([]);
});

test('with nothing to do, a drain is two statements', async () => {
  await drainAll();
  const statements: string[] = [];
  const { database } = world.program;
  const law = database.onStatement;
  database.onStatement = ({ sql }) => void statements.push(sql);
  await consumers.drain();
  await world.program.relay.drain();
  database.onStatement = law;
  expect(statements).toHaveLength(3);
});

test('a hundred events cost a few statements each batch, not some for each event', async () => {
  await happen(...Array.from({ length: 100 }, (_n, index) => [index % 3, index] as [number, number]));
  let statements = 0;
  const { database } = world.program;
  const law = database.onStatement;
  database.onStatement = () => void (statements += 1);
  await consumers.drain();
  database.onStatement = law;
  // Two to look, one for the clock, two to read, and for each of five groups of two consumers three; two to see the end.
  expect(statements).toBeLessThanOrEqual(2 + 1 + 2 + 2 * 5 * 3 + 2);
});
