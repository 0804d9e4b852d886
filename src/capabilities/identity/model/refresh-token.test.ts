import { newId } from '../../../kernel/id';
import { Sealer } from '../../../platform/crypto/seal';
import { firstRefreshToken, hashRefreshToken, nextRefreshToken, repeatedRefreshToken, sessionIdOf } from './refresh-token';

const sealer = new Sealer('a secret for tests of at least 32 characters');
const session = newId('ses');

test('a token names its session and has a chance of its own', () => {
  const token = firstRefreshToken(session);
  expect(token).toMatch(new RegExp(`^rt_${session.slice('ses_'.length)}_[\\w-]{43}$`));
  expect(sessionIdOf(token)).toBe(session);
  expect(firstRefreshToken(session)).not.toBe(token);
});

test('the next token is the same for all who exchange the same one, and nobody without the secret can tell it', () => {
  const token = firstRefreshToken(session);
  const next = nextRefreshToken(sealer, session, token);
  expect(nextRefreshToken(sealer, session, token)).toBe(next);
  expect(sessionIdOf(next)).toBe(session);
  const others = [
    token,
    nextRefreshToken(sealer, session, next),
    nextRefreshToken(sealer, session, firstRefreshToken(session)),
    nextRefreshToken(new Sealer('another secret which has 32 characters too'), session, token),
    `rt_${session.slice('ses_'.length)}_${sealer.derive(token, '')}`,
  ];
  expect(others).not.toContain(next);
});

test('what it was exchanged for is found again after the secret has changed; what nobody of us derived is not', () => {
  const token = firstRefreshToken(session);
  const next = nextRefreshToken(sealer, session, token);
  const changed = new Sealer('the next secret, of at least 32 characters', ['a secret for tests of at least 32 characters']);
  const storedHash = hashRefreshToken(next);
  expect(repeatedRefreshToken(changed, session, { token, storedHash })).toBe(next);
  expect(repeatedRefreshToken(sealer, session, { token, storedHash })).toBe(next);
  expect(repeatedRefreshToken(new Sealer('the next secret, of at least 32 characters'), session, { token, storedHash })).toBeNull();
});

test.each(['', 'rt_', 'hello', session])('%j is no refresh token', (text) => {
  expect(sessionIdOf(text)).toBeNull();
});

test('neither is one with something before it, after it, or missing from it', () => {
  const token = firstRefreshToken(session);
  for (const text of [`x${token}`, `${token}x`, token.slice(0, -1), token.replace('_', '-'), token.replace(/^rt_./, 'rt_')]) {
    expect(sessionIdOf(text)).toBeNull();
  }
});

test('what is stored is its SHA-256', () => {
  expect(hashRefreshToken('abc')).toBe('ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0');
});
