import { jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { instantOfSeconds, realClock } from '../../../kernel/clock';
import { Port } from '../../../kernel/port';
import type { TokenKeys } from '../../../platform/crypto/token-keys';
import { UserRole } from './user.entity';

const ISSUER = 'perennial';

export interface AccessClaims {
  readonly userId: string;
  readonly tenantId: string;
  readonly role: UserRole;
  readonly sessionId: string;
  readonly expiresAt: Date;
}

/** Signs and verifies access tokens: JWTs signed with EdDSA, valid for one tenant and a short time, checked without a statement. */
export class AccessTokens {
  private readonly verified = new LRUCache<string, AccessClaims>({ max: 20_000 });

  constructor(
    private readonly keys: TokenKeys,
    private readonly lifetimeSeconds: number,
  ) {}

  async sign(user: { userId: string; tenantId: string; role: UserRole; sessionId: string }): Promise<{ token: string; expiresAt: Date }> {
    const { kid, privateKey } = this.keys.current;
    const issuedAt = Math.floor(realClock.now().getTime() / 1_000);
    const expiresAt = issuedAt + this.lifetimeSeconds;
    const token = await new SignJWT({ role: user.role, sid: user.sessionId })
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'at+jwt' })
      .setIssuer(ISSUER)
      .setSubject(user.userId)
      .setAudience(user.tenantId)
      .setIssuedAt(issuedAt)
      .setExpirationTime(expiresAt)
      .sign(privateKey);
    return { token, expiresAt: instantOfSeconds(expiresAt) };
  }

  /** Null for a token that is not ours, is another tenant's, was changed, or has expired. */
  async verify(token: string, tenantId: string): Promise<AccessClaims | null> {
    const claims = this.verified.get(token) ?? (await this.read(token));
    if (!claims || claims.tenantId !== tenantId) return null;
    return claims.expiresAt.getTime() > realClock.now().getTime() ? claims : null;
  }

  private async read(token: string): Promise<AccessClaims | null> {
    try {
      const { payload } = await jwtVerify(token, (header) => this.keys.publicKeys.get(header.kid ?? '')!, {
        issuer: ISSUER,
        algorithms: ['EdDSA'],
        typ: 'at+jwt',
        requiredClaims: ['sub', 'aud', 'exp', 'sid', 'role'],
      });
      const claims: AccessClaims = {
        userId: payload.sub!,
        tenantId: payload.aud as string,
        role: UserRole[payload.role as UserRole],
        sessionId: payload.sid as string,
        expiresAt: instantOfSeconds(payload.exp!),
      };
      this.verified.set(token, claims);
      return claims;
    } catch {
      // Whatever is wrong with a token, the client's next step is the same: sign in again.
      return null;
    }
  }
}

export const accessTokensPort = new Port<AccessTokens>('access tokens');
