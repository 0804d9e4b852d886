import type { Page, PageRequest } from '../../../kernel/page';
import { invalid, notFound } from '../../../kernel/refusal';
import type { Where } from '../../../platform/database/select';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { User } from '../model/user.entity';

/** Staff see all users of the tenant, a user sees herself. */
export function visibleUsers(view: View): Where<User> {
  return view.actor.can('users.read') ? {} : { id: view.actor.userId ?? '' };
}

export function pageOfUsers(view: View, request: PageRequest): Promise<Page<User>> {
  return view.from(User).where(visibleUsers(view)).orderBy('-createdAt').page(request);
}

export function findUserByEmail(view: View, email: string): Promise<User | null> {
  return view.from(User).where({ email }).one();
}

/** The merchant's own id -> our id, for the users that exist. */
export async function userIdsByExternalId(view: View, externalIds: readonly string[]): Promise<Map<string, string>> {
  const users = await view.from(User).where({ externalId: externalIds }).all();
  return new Map(users.map(({ externalId, id }) => [externalId!, id]));
}

/**
 * Whom a mutation is for: the signed-in user, or, for an actor with the permission, the user that the input names; a secret key
 * must name one. Refuses NOT_FOUND, also for another user without the permission, and INVALID when nobody is named.
 */
export async function getActingUserId(view: View, { userId, permission }: { userId?: string | null; permission: string }): Promise<string> {
  const { actor } = view;
  if (userId == null && actor.userId === null) throw invalid('Say for whom: userId.', ['userId']);
  if (userId == null || userId === actor.userId) return actor.userId ?? '';
  const user = actor.can(permission) ? await view.find(User, userId) : null;
  if (!user) throw notFound('This user', ['userId']);
  return user.id;
}

/** Holds a user's row, so that two changes of what is hers follow each other. Refuses NOT_FOUND. */
export async function lockUser(work: Work, userId: string): Promise<User> {
  const user = await work.lock(User, userId);
  if (!user) throw notFound('This user', ['userId']);
  return user;
}
