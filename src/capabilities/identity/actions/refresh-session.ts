import { addMs, isBefore, realClock, SECOND_MS } from '../../../kernel/clock';
import { Refusal } from '../../../kernel/refusal';
import { sealerPort } from '../../../platform/crypto/seal';
import type { Desk } from '../../../platform/database/desk';
import type { Work } from '../../../platform/database/work';
import { hashRefreshToken, nextRefreshToken, sessionIdOf } from '../model/refresh-token';
import { Session } from '../model/session.entity';
import { User } from '../model/user.entity';
import { REFRESH_LIFETIME_MS, tokensOf, type SignedIn } from './create-session';

/** A client that lost our answer, or another tab of its browser, may send the last token once more for this long. */
const REPEAT_MS = 30 * SECOND_MS;

/**
 * Exchanges a refresh token for a new pair. Within 30 seconds it may be repeated, and gives the same refresh token. Any other token
 * of the session that was exchanged before ends the whole session: somebody else has it (RFC 9700, 4.14.2). Refuses SESSION_EXPIRED.
 */
export async function refreshSession(desk: Desk, { refreshToken }: { refreshToken: string }): Promise<SignedIn> {
  const sessionId = sessionIdOf(refreshToken);
  const next = sessionId && nextRefreshToken(desk.port(sealerPort), sessionId, refreshToken);
  const user = next && (await desk.transact((work) => rotate(work, sessionId, { hash: hashRefreshToken(refreshToken), nextHash: hashRefreshToken(next) })));
  if (!user) throw new Refusal('SESSION_EXPIRED', 'This refresh token is no longer valid; sign in again.', ['refreshToken']);
  return tokensOf(desk, { user, sessionId, refreshToken: next });
}

/** Null when it is refused: the revocation of a stolen session must commit, so it is no Refusal here. */
async function rotate(work: Work, sessionId: string, { hash, nextHash }: { hash: string; nextHash: string }): Promise<User | null> {
  const session = await work.lock(Session, sessionId);
  const now = realClock.now();
  if (!session || session.revokedAt || isBefore(session.expiresAt, now)) return null;
  if (session.refreshHash === hash) {
    session.previousHash = hash;
    session.refreshHash = nextHash;
    session.rotatedAt = now;
    session.expiresAt = addMs(now, REFRESH_LIFETIME_MS);
  } else if (session.previousHash !== hash || isBefore(addMs(session.rotatedAt, REPEAT_MS), now)) {
    session.revokedAt = now;
  }
  await work.save(session);
  return session.revokedAt ? null : work.find(User, session.userId);
}
