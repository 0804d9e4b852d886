import { createHash, randomBytes } from 'node:crypto';
import type { Sealer } from '../../../platform/crypto/seal';

const SESSION_PREFIX = 'ses_';
const FORM = /^rt_([0-9a-z]{26})_[\w-]{43}$/;

/** `rt_<session>_<secret>`: the session it is of, and 256 bits of chance. */
export function firstRefreshToken(sessionId: string): string {
  return refreshToken(sessionId, randomBytes(32).toString('base64url'));
}

/** What a token is exchanged for. Always the same, so that two tabs of a browser, or a client that lost our answer, get one and the same. */
export function nextRefreshToken(sealer: Sealer, sessionId: string, token: string): string {
  return refreshToken(sessionId, sealer.derive(token, 'next refresh token'));
}

/** What the token was exchanged for before: derived by whichever of our secrets was the newest then. Null when none gives what is stored. */
export function repeatedRefreshToken(sealer: Sealer, sessionId: string, { token, storedHash }: { token: string; storedHash: string }): string | null {
  const candidates = sealer.derivations(token, 'next refresh token').map((secret) => refreshToken(sessionId, secret));
  return candidates.find((candidate) => hashRefreshToken(candidate) === storedHash) ?? null;
}

function refreshToken(sessionId: string, secret: string): string {
  return `rt_${sessionId.slice(SESSION_PREFIX.length)}_${secret}`;
}

/** Null for what is no refresh token. */
export function sessionIdOf(token: string): string | null {
  const [, suffix] = FORM.exec(token) ?? [];
  return suffix === undefined ? null : SESSION_PREFIX + suffix;
}

/** What is stored of it: the token has 256 bits of chance, so a fast hash is enough. */
export function hashRefreshToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
