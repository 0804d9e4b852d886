import { realClock } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { hashRefreshToken, sessionIdOf } from '../model/refresh-token';
import { Session } from '../model/session.entity';

/** Signs out. An unknown token, or one revoked before, changes nothing. */
export async function revokeSession(work: Work, { refreshToken }: { refreshToken: string }): Promise<void> {
  const sessionId = sessionIdOf(refreshToken);
  const session = sessionId && (await work.lock(Session, sessionId));
  if (!session || ![session.refreshHash, session.previousHash].includes(hashRefreshToken(refreshToken))) return;
  session.revokedAt ??= realClock.now();
  await work.save(session);
}
