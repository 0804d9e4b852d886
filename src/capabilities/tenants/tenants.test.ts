import { createApiKey } from './actions/create-api-key';
import { createTenant } from './actions/create-tenant';
import { revokeApiKey } from './actions/revoke-api-key';
import { Client, type Shop } from '../../../tests/kit/shop';
import { rowsOf } from '../../../tests/kit/tenant-rows';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const USERS = '{ users { totalCount } }';

async function key(shop: Shop, scopes: string[]) {
  const context = await world.program.openSystemContext(shop.tenantId);
  const made = await context.transact((work) => createApiKey(work, { kind: 'SECRET', name: 'till', scopes }));
  return { ...made, context, client: new Client(shop, { apiKey: made.text }) };
}

describe('create-tenant', () => {
  const wish = { name: 'Toys', mode: 'LIVE', currency: 'GBP', timeZone: 'Europe/London' } as const;

  test('makes an account with its first tenant, and adds a second to it', async () => {
    const { database } = world.program;
    const live = await createTenant(database, wish, []);
    const test = await createTenant(database, { ...wish, mode: 'TEST', accountId: live.accountId }, []);
    expect(test.accountId).toBe(live.accountId);
    const rows = await database.across('platform administration').query('SELECT mode FROM tenant WHERE account_id = ? ORDER BY mode', [live.accountId]);
    expect(rows).toEqual([{ mode: 'LIVE' }, { mode: 'TEST' }]);
  });

  test.each([
    ['an empty name', { name: ' ' }],
    ['an unknown currency', { currency: 'XQQ' }],
    ['an unknown zone', { timeZone: 'Europe/Nowhere' }],
  ])('%s is refused, and nothing is written', async (_why, wrong) => {
    const { database } = world.program;
    const count = async () => database.across('platform administration').query('SELECT (SELECT COUNT(*) FROM tenant) AS t, (SELECT COUNT(*) FROM account) AS a', []);
    const before = await count();
    await expect(createTenant(database, { ...wish, ...wrong }, [])).rejects.toMatchObject({ code: 'INVALID' });
    expect(await count()).toEqual(before);
  });
});

describe('create-api-key', () => {
  test('the key works, says what it is, and is kept as a hash alone', async () => {
    const shop = await world.tenant();
    const { text, client } = await key(shop, ['*']);
    expect(text).toMatch(/^sk_test_[0-9a-f]{48}$/);
    expect(await client.do(USERS)).toEqual({ users: { totalCount: 0 } });
    expect(JSON.stringify(await rowsOf(shop))).not.toContain(text);
  });

  test('a key with scopes may do what they name', async () => {
    const shop = await world.tenant();
    expect(await (await key(shop, ['users.*'])).client.do(USERS)).toEqual({ users: { totalCount: 0 } });
    const { errors } = await (await key(shop, ['orders.read'])).client.ask(USERS);
    expect(errors![0]!.extensions.code).toBe('FORBIDDEN');
  });
});

describe('revoke-api-key', () => {
  test('nobody gets in with the key from then on; a repeat changes nothing', async () => {
    const shop = await world.tenant();
    const { apiKey, client, context } = await key(shop, ['*']);
    await context.transact((work) => revokeApiKey(work, { apiKeyId: apiKey.id }));
    const { status, errors } = await client.ask(USERS);
    expect([status, errors![0]!.extensions.code]).toEqual([401, 'UNAUTHENTICATED']);
    const before = await rowsOf(shop);
    await context.transact((work) => revokeApiKey(work, { apiKeyId: apiKey.id }));
    expect(await rowsOf(shop)).toEqual(before);
  });

  test('another shop\'s key is NOT_FOUND and goes on working', async () => {
    const [shop, other] = [await world.tenant(), await world.tenant()];
    const [mine, theirs] = [await key(shop, ['*']), await key(other, ['*'])];
    await expect(mine.context.transact((work) => revokeApiKey(work, { apiKeyId: theirs.apiKey.id }))).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await theirs.client.do(USERS)).toEqual({ users: { totalCount: 0 } });
  });
});
