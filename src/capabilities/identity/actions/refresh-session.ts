import { addMs, isBefore, realClock, SECOND_MS } from '../../../kernel/clock';
import { Refusal } from '../../../kernel/refusal';
import { sealerPort, type Sealer } from '../../../platform/crypto/seal';
import type { Desk } from '../../../platform/database/desk';
import type { Work } from '../../../platform/database/work';
import { hashRefreshToken, nextRefreshToken, repeatedRefreshToken, sessionIdOf } from '../model/refresh-token';
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
  const sealer = desk.port(sealerPort);
  const rotated = sessionId && (await desk.transact((work) => rotate(work, sealer, { sessionId, refreshToken })));
  if (!rotated) throw new Refusal('SESSION_EXPIRED', 'This refresh token is no longer valid; sign in again.', ['refreshToken']);
  return tokensOf(desk, { user: rotated.user, sessionId, refreshToken: rotated.next });
}

/** Null when it is refused: the revocation of a stolen session must commit, so it is no Refusal here. */
async function rotate(work: Work, sealer: Sealer, { sessionId, refreshToken }: { sessionId: string; refreshToken: string }): Promise<{ user: User; next: string } | null> {
  const session = await work.lock(Session, sessionId);
  const now = realClock.now();
  if (!session || session.revokedAt || isBefore(session.expiresAt, now)) return null;
  const hash = hashRefreshToken(refreshToken);
  let next: string | null;
  if (session.refreshHash === hash) {
    next = nextRefreshToken(sealer, sessionId, refreshToken);
    session.previousHash = hash;
    session.refreshHash = hashRefreshToken(next);
    session.rotatedAt = now;
    session.expiresAt = addMs(now, REFRESH_LIFETIME_MS);
  } else {
    next = repeatedRefreshToken(sealer, sessionId, { token: refreshToken, storedHash: session.refreshHash });
    if (session.previousHash !== hash || isBefore(addMs(session.rotatedAt, REPEAT_MS), now)) session.revokedAt = now;
  }
  await work.save(session);
  const user = session.revokedAt || !next ? null : await work.find(User, session.userId);
  return user && { user, next: next! };
}
