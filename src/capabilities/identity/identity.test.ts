import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const VIEWER = `query Viewer { viewer { id name email role } }`;

test('a user registers, signs in and sees herself', async () => {
  const shop = await world.tenant();
  const ada = await shop.user({ name: 'Ada' });
  const { viewer } = await ada.do(VIEWER);
  expect(viewer).toEqual({ id: ada.userId, name: 'Ada', email: ada.email, role: 'USER' });
});

test('without a token nobody is signed in, and staff questions are refused', async () => {
  const shop = await world.tenant();
  expect(await shop.visitor.do(VIEWER)).toEqual({ viewer: null });
  const answer = await shop.visitor.ask(`{ users { totalCount } }`);
  expect(answer.errors![0]!.extensions.code).toBe('UNAUTHENTICATED');
  const ada = await shop.user();
  const denied = await ada.ask(`{ users { totalCount } }`);
  expect(denied.errors![0]!.extensions.code).toBe('FORBIDDEN');
});

test('an address can be registered once', async () => {
  const shop = await world.tenant();
  const ada = await shop.user();
  const again = await shop.visitor.do(
    `mutation Again($input: UserRegisterInput!) { userRegister(input: $input) { user { id } userErrors { field code } } }`,
    { input: { email: ada.email.toUpperCase(), password: 'another password', name: 'Eve' } },
  );
  expect(again.userRegister).toEqual({ user: null, userErrors: [{ field: ['email'], code: 'EMAIL_TAKEN' }] });
  const { users } = await shop.server.do(`{ users { totalCount edges { node { name } } } }`);
  expect(users).toEqual({ totalCount: 1, edges: [{ node: { name: 'Ada' } }] });
});

test('a token of one tenant is nothing at another', async () => {
  const [shop, other] = [await world.tenant(), await world.tenant()];
  const ada = await shop.user();
  const { status, errors } = await (await other.user()).ask(VIEWER);
  expect({ status, errors }).toEqual({ status: 200, errors: undefined });
  const answer = await Object.assign(other.visitor, { caller: { ...ada.caller, apiKey: other.publishableKey } }).ask(VIEWER);
  expect(answer.status).toBe(401);
  expect(answer.errors![0]!.extensions.code).toBe('UNAUTHENTICATED');
});

test('registering emits user.registered, which reaches a subscriber', async () => {
  const shop = await world.tenant();
  const events = await shop.server.listen(`subscription { events { type sequence objectId cursor } }`);
  const ada = await shop.user();
  await world.settle();
  const [frame] = await events.next(1);
  expect(frame.data.events).toMatchObject({ type: 'user.registered', sequence: 1, objectId: ada.userId });
  await events.stop();
});
