import { instantToText } from '../../platform/database/instant-text';
import type { Shop, SignedInClient } from '../../../tests/kit/shop';
import { rowsOf } from '../../../tests/kit/tenant-rows';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const SIGN_IN = `mutation SignIn($input: SessionCreateInput!) { sessionCreate(input: $input) { user { id } userErrors { code } } }`;
const REFRESH = `mutation Refresh($token: String!) { sessionRefresh(input: { refreshToken: $token }) { accessToken refreshToken user { id } userErrors { field code } } }`;
const REVOKE = `mutation Revoke($token: String!) { sessionRevoke(input: { refreshToken: $token }) { userErrors { code } } }`;
const EXPIRED = { accessToken: null, refreshToken: null, user: null, userErrors: [{ field: ['refreshToken'], code: 'SESSION_EXPIRED' }] };

const refresh = async (shop: Shop, token: string) => (await shop.visitor.do(REFRESH, { token })).sessionRefresh;

/** As if the session's tokens had been exchanged, or had expired, long ago: security time is real, and tests do not wait. */
async function age(shop: Shop, column: 'rotated_at' | 'expires_at'): Promise<void> {
  const context = await world.program.openSystemContext(shop.tenantId);
  const at = instantToText(new Date('2020-01-01T00:00:00Z'));
  await context.transact((work) => work.change('session: age', `UPDATE session SET ${column} = :at WHERE tenant_id = :tenant`, { at }));
}

async function signedIn(): Promise<{ shop: Shop; ada: SignedInClient }> {
  const shop = await world.tenant();
  return { shop, ada: await shop.user() };
}

describe('create-session', () => {
  test.each([
    ['a wrong password', { password: 'wrong password' }],
    ['an unknown address', { email: 'nobody@example.com' }],
  ])('%s is refused with the same words, and nothing is written', async (_why, wrong) => {
    const { shop, ada } = await signedIn();
    const before = await rowsOf(shop);
    const { sessionCreate } = await shop.visitor.do(SIGN_IN, { input: { email: ada.email, password: ada.password, ...wrong } });
    expect(sessionCreate).toEqual({ user: null, userErrors: [{ code: 'INVALID_CREDENTIALS' }] });
    expect(await rowsOf(shop)).toEqual(before);
  });

  test('the address may be written in capitals', async () => {
    const { shop, ada } = await signedIn();
    const { sessionCreate } = await shop.visitor.do(SIGN_IN, { input: { email: ` ${ada.email.toUpperCase()}`, password: ada.password } });
    expect(sessionCreate).toEqual({ user: { id: ada.userId }, userErrors: [] });
  });
});

describe('refresh-session', () => {
  test('gives a new pair, whose access token works', async () => {
    const { shop, ada } = await signedIn();
    const next = await refresh(shop, ada.refreshToken);
    expect(next).toEqual({ accessToken: expect.any(String), refreshToken: expect.not.stringMatching(ada.refreshToken), user: { id: ada.userId }, userErrors: [] });
    const again = Object.assign(shop.visitor, { caller: { apiKey: shop.publishableKey, accessToken: next.accessToken } });
    expect(await again.do('{ viewer { id } }')).toEqual({ viewer: { id: ada.userId } });
  });

  test('a client that lost the answer may repeat it at once', async () => {
    const { shop, ada } = await signedIn();
    const answers = await Promise.all([1, 2, 3].map(() => refresh(shop, ada.refreshToken)));
    expect(answers.map(({ userErrors }) => userErrors)).toEqual([[], [], []]);
    const [token, ...others] = new Set(answers.map(({ refreshToken }) => refreshToken));
    expect(others).toEqual([]);
    expect((await refresh(shop, token)).userErrors).toEqual([]);
  });

  test('a token from two exchanges ago ends the session at once', async () => {
    const { shop, ada } = await signedIn();
    const second = await refresh(shop, ada.refreshToken);
    const third = await refresh(shop, second.refreshToken);
    expect(await refresh(shop, ada.refreshToken)).toEqual(EXPIRED);
    expect(await refresh(shop, third.refreshToken)).toEqual(EXPIRED);
  });

  test('a token that comes back later ends the session for whoever has its successor', async () => {
    const { shop, ada } = await signedIn();
    const next = await refresh(shop, ada.refreshToken);
    await age(shop, 'rotated_at');
    expect(await refresh(shop, ada.refreshToken)).toEqual(EXPIRED);
    expect(await refresh(shop, next.refreshToken)).toEqual(EXPIRED);
  });

  test('an expired or unknown token is refused, and nothing is written', async () => {
    const { shop, ada } = await signedIn();
    await age(shop, 'expires_at');
    const before = await rowsOf(shop);
    expect(await refresh(shop, ada.refreshToken)).toEqual(EXPIRED);
    expect(await refresh(shop, 'rt_unknown')).toEqual(EXPIRED);
    expect(await rowsOf(shop)).toEqual(before);
  });
});

test('a new password ends all sessions', async () => {
  const { shop, ada } = await signedIn();
  const other = await shop.visitor.do('mutation SignIn($input: SessionCreateInput!) { sessionCreate(input: $input) { refreshToken } }', {
    input: { email: ada.email, password: ada.password },
  });
  const { userUpdate } = await ada.do('mutation Change($input: UserUpdateInput!) { userUpdate(input: $input) { userErrors { code } } }', {
    input: { password: 'another long password', currentPassword: ada.password },
  });
  expect(userUpdate).toEqual({ userErrors: [] });
  expect(await refresh(shop, ada.refreshToken)).toEqual(EXPIRED);
  expect(await refresh(shop, other.sessionCreate.refreshToken)).toEqual(EXPIRED);
});

describe('revoke-session', () => {
  test('the session\'s token is no longer good, and a repeat changes nothing', async () => {
    const { shop, ada } = await signedIn();
    expect(await shop.visitor.do(REVOKE, { token: ada.refreshToken })).toEqual({ sessionRevoke: { userErrors: [] } });
    expect(await refresh(shop, ada.refreshToken)).toEqual(EXPIRED);
    const before = await rowsOf(shop);
    await shop.visitor.do(REVOKE, { token: ada.refreshToken });
    await shop.visitor.do(REVOKE, { token: 'rt_unknown' });
    expect(await rowsOf(shop)).toEqual(before);
  });
});
