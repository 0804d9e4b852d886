import type { Page, PageRequest } from '../../../kernel/page';
import type { Where } from '../../../platform/database/select';
import type { View } from '../../../platform/database/view';
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
