import { GraphQLError } from 'graphql';
import { Extensions } from 'type-graphql';
import type { Actor, Role } from '../../kernel/actor';
import { Port } from '../../kernel/port';

/** Permission -> the roles that have it and what it allows. SERVER keys have those of STAFF, within their scopes. */
export type PermissionTable = Readonly<Record<string, { roles: readonly Role[]; description: string }>>;

/** The permissions of all capabilities. */
export const permissionTablePort = new Port<PermissionTable>('permission table');

export const PUBLIC_PERMISSION = 'public';

/** Says which permission a root field needs. */
export function Allow(permission: string): MethodDecorator & PropertyDecorator {
  return Extensions({ permission });
}

/** Says that any key may use a root field. */
export function Public(): MethodDecorator & PropertyDecorator {
  return Allow(PUBLIC_PERMISSION);
}

/** Refuses with UNAUTHENTICATED when nobody is signed in, else with FORBIDDEN. */
export function authorise(actor: Actor, permission: string): void {
  if (actor.role === 'NOBODY') {
    throw new GraphQLError('Send the header x-api-key with a publishable or secret key of your tenant.', {
      extensions: { code: 'UNAUTHENTICATED' },
    });
  }
  if (permission === PUBLIC_PERMISSION || actor.can(permission)) return;
  if (actor.role === 'PUBLIC') {
    throw new GraphQLError('Sign in first: send the header authorization: Bearer <access token> (websocket: accessToken in connectionParams).', {
      extensions: { code: 'UNAUTHENTICATED' },
    });
  }
  throw new GraphQLError(`This needs the permission ${permission}.`, { extensions: { code: 'FORBIDDEN' } });
}

export function roleAllows(table: PermissionTable, role: Role, permission: string): boolean {
  const roles = table[permission]?.roles ?? [];
  return roles.includes(role) || (role === 'SERVER' && roles.includes('STAFF'));
}

/** Scopes of a secret key: `*`, `orders.*` or one permission. */
export function scopeAllows(scopes: readonly string[], permission: string): boolean {
  return scopes.some(
    (scope) => scope === '*' || scope === permission || (scope.endsWith('.*') && permission.startsWith(scope.slice(0, -1))),
  );
}
