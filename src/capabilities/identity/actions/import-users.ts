import { normaliseCode } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { normaliseEmail } from '../model/credentials';
import { User, UserRole } from '../model/user.entity';

/** A customer of another system. */
export interface ImportedUser {
  readonly externalId: string;
  /** Who has none cannot sign in until one is given. */
  readonly email?: string | null;
  readonly name?: string | null;
  readonly registeredAt: Date;
  readonly metadata?: Record<string, unknown> | null;
}

/**
 * Brings in customers of another system, in two statements whatever their number. One whose externalId is known stays as it is, so a
 * repeated import changes nothing. Returns those that were made. They did not sign up here, so there is no `user.registered`, and nobody welcomes them.
 * Refuses INVALID.
 */
export async function importUsers(work: Work, users: readonly ImportedUser[]): Promise<User[]> {
  const rows = new Map(users.map((user, index) => [user.externalId.trim(), rowOf(user, ['users', String(index)])]));
  const known = await work.from(User).where({ externalId: [...rows.keys()] }).all();
  for (const { externalId } of known) rows.delete(externalId!);
  return work.insertAll(User, [...rows.values()]);
}

function rowOf({ externalId, email, name, registeredAt, metadata }: ImportedUser, field: readonly string[]): Partial<User> {
  return {
    externalId: normaliseCode(externalId, [...field, 'externalId']),
    email: email == null ? null : normaliseEmail(email),
    name: (name ?? '').trim(),
    role: UserRole.USER,
    passwordHash: null,
    metadata: metadata ?? null,
    createdAt: registeredAt,
  };
}
