import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { post } from '../../../tests/kit/client';
import { CommandLine } from '../../../tests/kit/command-line';
import { environmentOf } from '../../../tests/kit/environment';
import { violationsOf } from '../../../tests/kit/invariants';
import { RealProcess } from '../../../tests/kit/real-process';
import { World } from '../../../tests/kit/world';
import { lines } from '../progress';
import { writeDemoShop, type DemoShop } from './demo-facts';
import { seedDemo, type SeededDemo } from './seed-demo';

// The whole file is imported once; what is asked of it afterwards is asked of that.
const PATIENCE_MS = 240_000;

let world: World;
let first: SeededDemo;
const said: string[] = [];
beforeAll(async () => {
  world = await World.open({ breaks: 'EXAMINED' });
  first = await seedDemo(world.program, { known: null, progress: lines((line) => said.push(line)) });
}, PATIENCE_MS);
afterEach(() => RealProcess.endAll());
afterAll(() => world.close());

const ask = async (shop: DemoShop, query: string, variables = {}) => {
  const answer = await post(world.server.url, query, variables, { apiKey: shop.secretKey });
  if (answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data as Record<string, never>;
};

const COUNTS = `{ orders { totalCount } products { totalCount } users { totalCount } payments { totalCount } invoices { totalCount } stockLevels { totalCount } }`;

test('the numbers of the shipped file add up', () => {
  const { tally, ...records } = first.imported!;
  expect(records).toEqual({
    customers: { made: 3_569, known: 0 },
    items: { made: 2_999, known: 0, drafts: 19 },
    orders: { made: 11_821, known: 0 },
    returns: { made: 55, known: 0 },
  });
  expect(tally).toEqual({
    read: 30_000,
    made: 29_313,
    skipped: 687,
    byOutcome: {
      ORDER_LINE: { rows: 29_235, amountMinor: 59_084_479n },
      FREE_LINE: { rows: 23, amountMinor: 0n },
      RETURN: { rows: 55, amountMinor: 102_540n },
      FEE: { rows: 136, amountMinor: 16_106n },
      SALE_NOT_IN_FILE: { rows: 538, amountMinor: 1_440_578n },
      NEGATIVE_QUANTITY: { rows: 13, amountMinor: 0n },
      UNREADABLE: { rows: 0, amountMinor: 0n },
      DOES_NOT_FIT: { rows: 0, amountMinor: 0n },
      IMPORTED_BEFORE: { rows: 0, amountMinor: 0n },
    },
  });
  expect(said.filter((line) => line.endsWith('done'))).toEqual(['reading: done', 'customers: done', 'items: done', 'orders: done', 'returns: done', 'training: done']);
});

test('they are in the shop, and everything in it agrees', async () => {
  expect(await ask(first.shop, COUNTS)).toEqual({
    orders: { totalCount: 11_821 },
    products: { totalCount: 2_999 },
    users: { totalCount: 3_570 }, // and one of the staff
    payments: { totalCount: 11_876 }, // 11,821 from outside and 55 given back
    invoices: { totalCount: 11_821 },
    stockLevels: { totalCount: 2_999 },
  });
  expect(await violationsOf(world)).toEqual({});
}, PATIENCE_MS);

test('its clock stands on the day after the last order', async () => {
  expect(await ask(first.shop, `{ testClock { now status } }`)).toEqual({ testClock: { now: '2011-12-10T00:00:00.000Z', status: 'READY' } });
});

test('its customer is the one with the most orders, and signs in; so does its staff', async () => {
  const viewerOf = async (login: DemoShop['user']) => {
    const keys = { apiKey: first.shop.publishableKey };
    const signIn = `mutation SignIn($input: SessionCreateInput!) { sessionCreate(input: $input) { accessToken userErrors { code } } }`;
    const { data } = await post(world.server.url, signIn, { input: login }, keys);
    const { accessToken } = (data as { sessionCreate: { accessToken: string } }).sessionCreate;
    const answer = await post(world.server.url, `{ viewer { role externalId } orders { totalCount } }`, {}, { ...keys, accessToken });
    return answer.data;
  };
  expect(await viewerOf(first.shop.user)).toEqual({ viewer: { role: 'USER', externalId: '14911' }, orders: { totalCount: 142 } });
  expect(await viewerOf(first.shop.staff)).toEqual({ viewer: { role: 'STAFF', externalId: null }, orders: { totalCount: 11_821 } });
});

test('a second start finds the shop and imports nothing', async () => {
  const before = await ask(first.shop, COUNTS);
  expect(await seedDemo(world.program, { known: first.shop, progress: lines(() => undefined) })).toEqual({ shop: first.shop, imported: null });
  expect(await ask(first.shop, COUNTS)).toEqual(before);
});

test('when keys and passwords are lost, the shop stays and gets new ones', async () => {
  const before = await ask(first.shop, COUNTS);
  const again = await seedDemo(world.program, { known: null, progress: lines(() => undefined) });
  expect(again.imported!.tally).toMatchObject({ read: 30_000, made: 0, skipped: 30_000 });
  expect(again.shop).toMatchObject({ tenantId: first.shop.tenantId, user: { email: first.shop.user.email } });
  expect(again.shop.secretKey).not.toBe(first.shop.secretKey);
  expect(await ask(again.shop, COUNTS)).toEqual(before);
}, PATIENCE_MS);

test('the command opens it, says where, and ends in order', async () => {
  const { DATA_DIR: dataDir } = world.program.config;
  writeDemoShop(dataDir, first.shop);
  const demo = RealProcess.start(['src/cli/perennial.ts', 'demo'], environmentOf(world));
  await demo.says(/Ctrl-C ends it/);
  const facts = JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8'));
  expect(facts).toEqual({ ...first.shop, url: expect.any(String), wsUrl: expect.any(String), gatewayUrl: expect.any(String) });
  expect(statSync(join(dataDir, 'demo.json')).mode & 0o777).toBe(0o600);
  const [, , body] = /-H 'x-api-key: (\w+)' -d '(.*)'$/m.exec(demo.out)!;
  const shown = await post(facts.url, JSON.parse(body!).query, {}, { apiKey: facts.publishableKey });
  expect(shown).toMatchObject({ status: 200, data: { products: { edges: { length: 3 } } } });
  demo.signal('SIGINT');
  expect(await demo.ended).toBe(0);
  expect(demo.out).toContain('Stopping after SIGINT.');
  expect(demo.out).not.toContain('ROWS OF THE FILE');
}, PATIENCE_MS);

test('a database that holds anything else is refused, and nothing is made in it', async () => {
  await world.tenant({ name: 'Somebody else' });
  const before = await ask(first.shop, COUNTS);
  expect(await new CommandLine(environmentOf(world)).run('demo')).toEqual({
    exitCode: 1,
    out: '',
    err: 'This database holds the account "Somebody else", and the demo wants one for itself: name another with DATABASE_URL.',
  });
  expect(await ask(first.shop, COUNTS)).toEqual(before);
});
