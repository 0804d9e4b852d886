import { createTestDatabase, type TestDatabase } from '../../../tests/kit/test-database';
import { migrations } from '../../../migrations';
import { Database } from './database';

const names = migrations.map((migration) => new migration().name);

let place: TestDatabase;
let opened: Database[] = [];
beforeEach(async () => {
  place = await createTestDatabase();
});
afterEach(async () => {
  for (const database of opened) await database.close();
  opened = [];
  await place.remove();
});

/** As another process would: with connections of its own. */
async function open(poolSize = 10): Promise<Database> {
  const database = await Database.open({ url: place.url, poolSize, entities: [], migrations, outbox: async () => undefined });
  opened.push(database);
  return database;
}

test('programs that start together on an empty database take turns, and each finds it complete', async () => {
  const databases = await Promise.all([open(), open(1), open(), open(1)]);
  const done = await Promise.all(databases.map((database) => database.schema.migrate()));
  expect(done.filter((ran) => ran.length > 0)).toEqual([names]);
  for (const { schema } of databases) {
    expect(await schema.status()).toEqual(names.map((name) => ({ name, state: 'DONE' })));
  }
});

test('asking for the status of an empty database leaves it empty', async () => {
  const { schema } = await open();
  const pending = names.map((name) => ({ name, state: 'PENDING' }));
  expect(await schema.status()).toEqual(pending);
  expect(await schema.status()).toEqual(pending);
  expect(await schema.revert()).toBeNull();
});

test('a revert takes the newest migration back, and it can be run again', async () => {
  const { schema } = await open();
  await schema.migrate();
  expect(await schema.revert()).toBe(names.at(-1));
  expect((await schema.status()).filter(({ state }) => state === 'PENDING')).toEqual([{ name: names.at(-1), state: 'PENDING' }]);
  expect(await schema.migrate()).toEqual([names.at(-1)]);
});

test('a migration of a newer program is shown as unknown', async () => {
  const database = await open();
  await database.schema.migrate();
  await database.across('platform administration').execute("INSERT INTO migration (timestamp, name) VALUES (1, 'FromTheFuture1')", []);
  expect((await database.schema.status()).at(-1)).toEqual({ name: 'FromTheFuture1', state: 'UNKNOWN' });
});
