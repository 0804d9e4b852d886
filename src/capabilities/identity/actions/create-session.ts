import { addMs, DAY_MS, realClock } from '../../../kernel/clock';
import { newId } from '../../../kernel/id';
import type { Desk } from '../../../platform/database/desk';
import { accessTokensPort } from '../model/access-token';
import { firstRefreshToken, hashRefreshToken } from '../model/refresh-token';
import { Session } from '../model/session.entity';
import type { User } from '../model/user.entity';

export const REFRESH_LIFETIME_MS = 30 * DAY_MS;

export interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Of the access token. */
  readonly expiresAt: Date;
  readonly user: User;
}

/** Opens a session for a user whose identity was proven. */
export async function createSession(desk: Desk, user: User): Promise<SignedIn> {
  const id = newId('ses');
  const refreshToken = firstRefreshToken(id);
  const now = realClock.now();
  await desk.transact((work) =>
    work.insert(Session, {
      id,
      userId: user.id,
      refreshHash: hashRefreshToken(refreshToken),
      previousHash: null,
      rotatedAt: now,
      createdAt: now,
      expiresAt: addMs(now, REFRESH_LIFETIME_MS),
      revokedAt: null,
    }),
  );
  return tokensOf(desk, { user, sessionId: id, refreshToken });
}

export async function tokensOf(
  desk: Desk,
  { user, sessionId, refreshToken }: { user: User; sessionId: string; refreshToken: string },
): Promise<SignedIn> {
  const { token, expiresAt } = await desk
    .port(accessTokensPort)
    .sign({ userId: user.id, tenantId: user.tenantId, role: user.role, sessionId });
  return { accessToken: token, refreshToken, expiresAt, user };
}
