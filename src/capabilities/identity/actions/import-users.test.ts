import { asSystem } from '../../../../tests/kit/billing';
import type { Shop } from '../../../../tests/kit/shop';
import { statementsDuring } from '../../../../tests/kit/statements';
import { World } from '../../../../tests/kit/world';
import { importUsers, userIdsByExternalId, type ImportedUser } from '../contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const REGISTERED_AT = new Date('2010-12-01T08:26:00Z');
const customer = (externalId: string, more: Partial<ImportedUser> = {}): ImportedUser => ({ externalId, registeredAt: REGISTERED_AT, ...more });

const bring = (shop: Shop, users: readonly ImportedUser[]) => asSystem(shop, (work) => importUsers(work, users));

async function usersOf(shop: Shop) {
  const { users } = await shop.server.do(`{ users(first: 10) { totalCount edges { node { externalId email name role createdAt metadata } } } }`);
  return users;
}

describe('import-users', () => {
  test('customers of another system are there since they were there, and nobody welcomes them', async () => {
    const shop = await world.tenant();
    await bring(shop, [customer(' 17850 '), customer('17851', { email: 'Ada@Example.com', name: ' Ada ', metadata: { country: 'France' } })]);
    const since = { role: 'USER', createdAt: '2010-12-01T08:26:00.000Z' };
    const { totalCount, edges } = await usersOf(shop);
    expect(totalCount).toBe(2);
    expect(edges.map(({ node }: { node: unknown }) => node)).toEqual(
      expect.arrayContaining([
        { externalId: '17850', email: null, name: '', metadata: null, ...since },
        { externalId: '17851', email: 'ada@example.com', name: 'Ada', metadata: { country: 'France' }, ...since },
      ]),
    );
    await world.settle();
    expect((await shop.server.do(`{ events(first: 10) { edges { node { type } } } }`)).events.edges).toEqual([]);
  });

  test('one who is known stays as she is, and many need as many statements as one', async () => {
    const shop = await world.tenant();
    expect(await bring(shop, [customer('1', { name: 'Ada' })])).toMatchObject([{ externalId: '1' }]);
    const one = await statementsDuring(shop, () => bring(shop, [customer('2')]));
    const batch = Array.from({ length: 200 }, (_entry, index) => customer(`many${index}`));
    const many = await statementsDuring(shop, () => bring(shop, [...batch, customer('1', { name: 'Eve' }), batch[0]!]));
    expect(many).toEqual(one);
    expect((await usersOf(shop)).totalCount).toBe(202);
    expect(await bring(shop, batch)).toEqual([]);
    const desk = await world.program.openSystemContext(shop.tenantId);
    const ids = await userIdsByExternalId(desk.view, ['1', 'unknown']);
    expect([...ids.keys()]).toEqual(['1']);
  });

  test.each([
    ['an externalId without a character', customer(' ')],
    ['an address that is none', customer('2', { email: 'ada' })],
  ])('%s is refused, and nothing is written', async (_name, wrong) => {
    const shop = await world.tenant();
    await expect(bring(shop, [customer('1'), wrong])).rejects.toMatchObject({ code: 'INVALID' });
    expect((await usersOf(shop)).totalCount).toBe(0);
  });
});
