/**
 * Who asks. NOBODY: no key at all. PUBLIC: a publishable key alone. USER, STAFF, ADMIN: a signed-in user. SERVER: a secret key alone, STAFF within
 * its scopes. SYSTEM: our own jobs and reactions.
 */
export type Role = 'NOBODY' | 'PUBLIC' | 'USER' | 'STAFF' | 'ADMIN' | 'SERVER' | 'SYSTEM';

export interface Actor {
  readonly role: Role;
  /** The signed-in user; null for keys and for the system. */
  readonly userId: string | null;
  /** What idempotency keys and the audit know the actor by: a user id, a key id, or "system". */
  readonly id: string;
  can(permission: string): boolean;
}

export const systemActor: Actor = { role: 'SYSTEM', userId: null, id: 'system', can: () => true };
