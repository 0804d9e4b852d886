import { realClock } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { hashRefreshToken } from '../model/refresh-token';
import { Session } from '../model/session.entity';

/** Signs out. An unknown token, or one revoked before, changes nothing. */
export async function revokeSession(work: Work, { refreshToken }: { refreshToken: string }): Promise<void> {
  const session = await work.locked(Session).where({ refreshHash: hashRefreshToken(refreshToken) }).one();
  if (!session) return;
  session.revokedAt ??= realClock.now();
  await work.save(session);
}
