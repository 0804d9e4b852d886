import { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Actor } from '../kernel/actor';
import { clockAt } from '../kernel/clock';
import { accessTokensPort } from '../capabilities/identity/contract';
import { findKey, type KnownKey } from '../capabilities/tenants/capability';
import type { Context } from '../platform/graphql/context';
import { roleAllows, scopeAllows, type PermissionTable } from '../platform/graphql/permission';
import type { Program } from './program';

export interface Credentials {
  readonly apiKey: string | undefined;
  /** The text behind `Bearer `. */
  readonly accessToken: string | undefined;
  readonly requestId: string;
}

export interface OpenedContext {
  readonly context: Context;
  /** When the access token expires; null without one. */
  readonly expiresAt: Date | null;
  /** True for a TEST tenant, whose business time may be moved by hand. */
  readonly isTest: boolean;
}

/** How long a revoked key may still be known to a process. */
const KEY_CACHE_MS = 2_000;

/** Nobody: may look at the schema, where that is allowed, and at nothing else. */
const nobody: Actor = { role: 'NOBODY', userId: null, id: 'nobody', can: () => false };

/** Key and token -> tenant, actor and business clock. The same for HTTP and websocket. */
export class ContextOpener {
  private readonly keys = new LRUCache<string, KnownKey>({ max: 10_000, ttl: KEY_CACHE_MS });

  constructor(private readonly program: Program) {}

  /** Throws UNAUTHENTICATED for a key or token that is not good. */
  async open({ apiKey, accessToken, requestId }: Credentials): Promise<OpenedContext> {
    const { database } = this.program;
    if (!apiKey) {
      const scope = { tenantId: '', actor: nobody, clock: database.clock, isOnTestClock: false, meter: { statements: 0 } };
      return { context: this.program.openContext(scope, requestId), expiresAt: null, isTest: false };
    }
    const key = await this.findKey(apiKey);
    if (!key) throw unauthenticated('The API key is unknown or revoked. Send a key of this deployment in the header x-api-key.');
    const { actor, expiresAt } = accessToken ? await this.signedIn(key, accessToken) : { actor: keyActor(key, this.program.permissions), expiresAt: null };
    const scope = {
      tenantId: key.tenantId,
      actor,
      clock: key.testClockNow ? clockAt(key.testClockNow) : database.clock,
      isOnTestClock: key.testClockNow !== null,
      meter: { statements: 0 },
    };
    return { context: this.program.openContext(scope, requestId), expiresAt, isTest: key.mode === 'TEST' };
  }

  /** Keys of LIVE tenants are remembered for a moment; those of TEST tenants bring their test clock along, so they are read. */
  private async findKey(text: string): Promise<KnownKey | null> {
    const known = this.keys.get(text) ?? (await findKey(this.program.database, text));
    if (known?.mode === 'LIVE') this.keys.set(text, known);
    return known;
  }

  private async signedIn(key: KnownKey, accessToken: string): Promise<{ actor: Actor; expiresAt: Date }> {
    const claims = await this.program.ports.get(accessTokensPort).verify(accessToken, key.tenantId);
    if (!claims) throw unauthenticated('The access token is not valid or has expired. Refresh it with sessionRefresh or sign in again.');
    const { userId, role, expiresAt } = claims;
    const { permissions } = this.program;
    return { actor: { role, userId, id: userId, can: (permission) => roleAllows(permissions, role, permission) }, expiresAt };
  }
}

function keyActor(key: KnownKey, permissions: PermissionTable): Actor {
  if (key.kind === 'PUBLISHABLE') {
    return { role: 'PUBLIC', userId: null, id: key.keyId, can: (permission) => roleAllows(permissions, 'PUBLIC', permission) };
  }
  return {
    role: 'SERVER',
    userId: null,
    id: key.keyId,
    can: (permission) => scopeAllows(key.scopes, permission) && roleAllows(permissions, 'SERVER', permission),
  };
}

function unauthenticated(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } } });
}
