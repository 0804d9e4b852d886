import { decodeJwt, decodeProtectedHeader, generateKeyPair, SignJWT } from 'jose';
import { realClock } from '../../../kernel/clock';
import type { SigningKey, TokenKeys } from '../../../platform/crypto/token-keys';
import { AccessTokens } from './access-token';
import { UserRole } from './user.entity';

const ada = { userId: 'user_ada', tenantId: 'tnt_one', role: UserRole.STAFF, sessionId: 'ses_1' };
const now = () => Math.floor(realClock.now().getTime() / 1_000);

let keys: TokenKeys;
let tokens: AccessTokens;
beforeAll(async () => {
  const [old, current] = [await generateKeyPair('EdDSA'), await generateKeyPair('EdDSA')];
  const publicKeys = new Map([['kid_old', old.publicKey], ['kid_now', current.publicKey]]);
  keys = { current: { kid: 'kid_now', privateKey: current.privateKey }, publicKeys, jwks: { keys: [] } };
  tokens = new AccessTokens(keys, 900);
});

/** A token of ours with something changed. */
function forged(
  change: (jwt: SignJWT) => SignJWT = (jwt) => jwt,
  { header = {}, claims = {}, key = keys.current.privateKey }: { header?: object; claims?: object; key?: SigningKey } = {},
) {
  const jwt = new SignJWT({ role: 'STAFF', sid: 'ses_1', ...claims })
    .setProtectedHeader({ alg: 'EdDSA', kid: 'kid_now', typ: 'at+jwt', ...header })
    .setIssuer('perennial')
    .setSubject('user_ada')
    .setAudience('tnt_one')
    .setIssuedAt(now())
    .setExpirationTime(now() + 900);
  return change(jwt).sign(key);
}

test('a token tells who signed in where, as what, and until when', async () => {
  const before = now();
  const { token, expiresAt } = await tokens.sign(ada);
  expect(await tokens.verify(token, 'tnt_one')).toEqual({ ...ada, expiresAt });
  expect(expiresAt.getTime() / 1_000 - before).toBeGreaterThanOrEqual(900);
  expect(expiresAt.getTime() / 1_000 - before).toBeLessThan(960);
  expect(decodeProtectedHeader(token)).toEqual({ alg: 'EdDSA', kid: 'kid_now', typ: 'at+jwt' });
  const exp = expiresAt.getTime() / 1_000;
  expect(decodeJwt(token)).toEqual({ role: 'STAFF', sid: 'ses_1', iss: 'perennial', sub: 'user_ada', aud: 'tnt_one', iat: exp - 900, exp });
});

test('another tenant does not know it, also after this one has read it', async () => {
  const { token } = await tokens.sign(ada);
  expect(await tokens.verify(token, 'tnt_two')).toBeNull();
  expect(await tokens.verify(token, 'tnt_one')).not.toBeNull();
  expect(await tokens.verify(token, 'tnt_two')).toBeNull();
});

test('an old key still verifies', async () => {
  const old = await generateKeyPair('EdDSA');
  const both = new AccessTokens({ ...keys, publicKeys: new Map([...keys.publicKeys, ['kid_old', old.publicKey]]) }, 900);
  expect(await both.verify(await forged(undefined, { header: { kid: 'kid_old' }, key: old.privateKey }), 'tnt_one')).toMatchObject(ada);
});

test.each<[string, () => Promise<string> | string]>([
  ['no token', () => 'hello'],
  ['nothing', () => ''],
  ['signed with another key', async () => forged(undefined, { key: (await generateKeyPair('EdDSA')).privateKey })],
  ['of a key that nobody knows', () => forged(undefined, { header: { kid: 'kid_unknown' } })],
  ['without the name of a key', () => forged(undefined, { header: { kid: undefined } })],
  ['of another kind', () => forged(undefined, { header: { typ: 'JWT' } })],
  ['of somebody else', () => forged((jwt) => jwt.setIssuer('somebody'))],
  ['without an end', () => endless()],
  ['without a session', () => forged(undefined, { claims: { sid: undefined } })],
  ['without a role', () => forged(undefined, { claims: { role: undefined } })],
  ['that is over', () => forged((jwt) => jwt.setExpirationTime(now() - 1))],
  ['without a signature', async () => `${(await tokens.sign(ada)).token.split('.').slice(0, 2).join('.')}.`],
])('a token %s is nothing', async (_what, token) => {
  expect(await tokens.verify(await token(), 'tnt_one')).toBeNull();
});

function endless(): Promise<string> {
  const jwt = new SignJWT({ role: 'STAFF', sid: 'ses_1' }).setProtectedHeader({ alg: 'EdDSA', kid: 'kid_now', typ: 'at+jwt' });
  return jwt.setIssuer('perennial').setSubject('user_ada').setAudience('tnt_one').sign(keys.current.privateKey);
}

test('one that was read before is nothing either once it is over', async () => {
  jest.useFakeTimers({ now: new Date('2026-03-01T12:00:00Z') });
  try {
    const { token, expiresAt } = await tokens.sign(ada);
    expect(expiresAt).toEqual(new Date('2026-03-01T12:15:00Z'));
    expect(await tokens.verify(token, 'tnt_one')).not.toBeNull();
    jest.setSystemTime(new Date('2026-03-01T12:14:59.999Z'));
    expect(await tokens.verify(token, 'tnt_one')).not.toBeNull();
    jest.setSystemTime(new Date('2026-03-01T12:15:00Z'));
    expect(await tokens.verify(token, 'tnt_one')).toBeNull();
  } finally {
    jest.useRealTimers();
  }
});

test('a token is read once, and then known', async () => {
  const { token } = await tokens.sign(ada);
  const first = await tokens.verify(token, 'tnt_one');
  expect(await tokens.verify(token, 'tnt_one')).toBe(first);
});
