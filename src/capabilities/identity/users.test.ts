import { rowsOf } from '../../../tests/kit/tenant-rows';
import { statementsOf } from '../../../tests/kit/statements';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const REGISTER = `mutation Register($input: UserRegisterInput!) { userRegister(input: $input) { user { name email role } userErrors { field code } } }`;
const UPDATE = `mutation Update($input: UserUpdateInput!) { userUpdate(input: $input) { user { name email role metadata } userErrors { field code } } }`;
const USERS = `query Users($first: Int) { users(first: $first) { totalCount edges { node { id name } } } }`;

describe('register-user', () => {
  test('keeps the address in lower case and the name without spaces around', async () => {
    const shop = await world.tenant();
    const { userRegister } = await shop.visitor.do(REGISTER, { input: { email: ' Ada@Example.com ', password: 'correct horse', name: ' Ada ' } });
    expect(userRegister).toEqual({ user: { name: 'Ada', email: 'ada@example.com', role: 'USER' }, userErrors: [] });
  });

  test.each([
    ['ada', 'correct horse', { field: ['email'], code: 'INVALID' }],
    ['ada@example.com', 'short', { field: ['password'], code: 'WEAK_PASSWORD' }],
  ])('refuses %s with the password %s, and writes nothing', async (email, password, refusal) => {
    const shop = await world.tenant();
    const before = await rowsOf(shop);
    const { userRegister } = await shop.visitor.do(REGISTER, { input: { email, password, name: 'Ada' } });
    expect(userRegister).toEqual({ user: null, userErrors: [refusal] });
    expect(await rowsOf(shop)).toEqual(before);
  });
});

describe('update-user', () => {
  test('changes what is given and leaves the rest', async () => {
    const shop = await world.tenant();
    const ada = await shop.user({ name: 'Ada' });
    const { userUpdate } = await ada.do(UPDATE, { input: { metadata: { shoe: 38 } } });
    expect(userUpdate).toEqual({ user: { name: 'Ada', email: ada.email, role: 'USER', metadata: { shoe: 38 } }, userErrors: [] });
  });

  test('the own address needs the current password', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const before = await rowsOf(shop);
    const refused = await ada.do(UPDATE, { input: { email: 'new@example.com', currentPassword: 'wrong' } });
    expect(refused.userUpdate).toEqual({ user: null, userErrors: [{ field: ['currentPassword'], code: 'INVALID_CREDENTIALS' }] });
    expect(await rowsOf(shop)).toEqual(before);
    const done = await ada.do(UPDATE, { input: { email: 'New@example.com', currentPassword: ada.password } });
    expect(done.userUpdate.user.email).toBe('new@example.com');
  });

  test('an address that another user has is refused, and nothing is written', async () => {
    const shop = await world.tenant();
    const [ada, eve] = [await shop.user(), await shop.user()];
    const before = await rowsOf(shop);
    const { userUpdate } = await eve.do(UPDATE, { input: { email: ada.email, currentPassword: eve.password } });
    expect(userUpdate).toEqual({ user: null, userErrors: [{ field: ['email'], code: 'EMAIL_TAKEN' }] });
    expect(await rowsOf(shop)).toEqual(before);
  });

  test('a user changes neither others nor her own role, and nothing is written', async () => {
    const shop = await world.tenant();
    const [ada, eve] = [await shop.user(), await shop.user()];
    const before = await rowsOf(shop);
    for (const input of [{ userId: ada.userId, name: 'Mallory' }, { role: 'ADMIN' }]) {
      expect((await eve.ask(UPDATE, { input })).errors![0]!.extensions.code).toBe('FORBIDDEN');
    }
    expect(await rowsOf(shop)).toEqual(before);
  });

  test('another shop\'s user is NOT_FOUND', async () => {
    const [shop, other] = [await world.tenant(), await world.tenant()];
    const ada = await other.user();
    const { userUpdate } = await shop.server.do(UPDATE, { input: { userId: ada.userId, name: 'Mallory' } });
    expect(userUpdate).toEqual({ user: null, userErrors: [{ field: ['userId'], code: 'NOT_FOUND' }] });
  });
});

test('the list of users is one statement, and one more for its total, however many there are', async () => {
  const shop = await world.tenant();
  await Promise.all([shop.user(), shop.user(), shop.user()]);
  expect(await statementsOf(shop.server, USERS, { first: 1 })).toEqual(['user', 'user: count']);
  expect(await statementsOf(shop.server, USERS, { first: 100 })).toEqual(['user', 'user: count']);
});
