import { addMs, isBefore, realClock, SECOND_MS } from '../../../kernel/clock';
import { Refusal } from '../../../kernel/refusal';
import type { Desk } from '../../../platform/database/desk';
import type { Work } from '../../../platform/database/work';
import { hashRefreshToken, newRefreshToken } from '../model/refresh-token';
import { Session } from '../model/session.entity';
import { User } from '../model/user.entity';
import { REFRESH_LIFETIME_MS, tokensOf, type SignedIn } from './create-session';

/** A client that lost our answer may send its last token once more for this long. */
const REPEAT_MS = 30 * SECOND_MS;

/**
 * Exchanges a refresh token for a new pair; each is good once. One that was exchanged before ends the whole session: somebody
 * else has it (RFC 9700, 4.14.2). Refuses SESSION_EXPIRED.
 */
export async function refreshSession(desk: Desk, { refreshToken }: { refreshToken: string }): Promise<SignedIn> {
  const next = newRefreshToken();
  const signedIn = await desk.transact((work) => rotate(work, hashRefreshToken(refreshToken), hashRefreshToken(next)));
  if (!signedIn) throw new Refusal('SESSION_EXPIRED', 'This refresh token is no longer valid; sign in again.', ['refreshToken']);
  return tokensOf(desk, { ...signedIn, refreshToken: next });
}

/** Null when it is refused: the revocation of a stolen session must commit, so it is no Refusal here. */
async function rotate(work: Work, hash: string, nextHash: string): Promise<{ user: User; sessionId: string } | null> {
  const session =
    (await work.locked(Session).where({ refreshHash: hash }).one()) ?? (await work.locked(Session).where({ previousHash: hash }).one());
  const now = realClock.now();
  if (!session || session.revokedAt || isBefore(session.expiresAt, now)) return null;
  const isReused = session.refreshHash !== hash && isBefore(addMs(session.rotatedAt, REPEAT_MS), now);
  if (isReused) {
    session.revokedAt = now;
    await work.save(session);
    return null;
  }
  session.previousHash = hash;
  session.refreshHash = nextHash;
  session.rotatedAt = now;
  session.expiresAt = addMs(now, REFRESH_LIFETIME_MS);
  await work.save(session);
  const user = await work.find(User, session.userId);
  return user && { user, sessionId: session.id };
}
