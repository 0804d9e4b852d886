import { invalid, notFound } from '../../../kernel/refusal';
import type { View } from '../../../platform/database/view';
import { normaliseEmail, User } from '../../identity/contract';

/** Who buys: a user, or a guest who is known by an address. */
export interface Buyer {
  readonly userId?: string | null;
  readonly email?: string | null;
}

/**
 * A signed-in user buys for herself; the merchant's own server for a user or a guest. Refuses NOT_FOUND for anybody else's user id
 * and INVALID when it is not said who buys.
 */
export async function buyerOf(view: View, { userId, email }: Buyer): Promise<{ userId: string | null; email: string | null }> {
  if (!view.actor.can('orders.placeForOthers')) return herself(view, { userId, email });
  if (userId != null && email != null) throw invalid('Give either userId or, for a guest, email.', ['email']);
  if (email != null) return { userId: null, email: normaliseEmail(email) };
  const buyerId = userId ?? view.actor.userId;
  if (buyerId == null) throw invalid('Say who buys: userId or, for a guest, email.', ['userId']);
  if (buyerId !== view.actor.userId && !(await view.find(User, buyerId))) throw notFound('This user', ['userId']);
  return { userId: buyerId, email: null };
}

function herself({ actor }: View, { userId, email }: Buyer): { userId: string; email: null } {
  if (userId != null && userId !== actor.userId) throw notFound('This user', ['userId']);
  if (email != null) throw invalid('Only a guest has an address of her own; yours is known.', ['email']);
  if (!actor.userId) throw invalid('Say who buys: userId or, for a guest, email.', ['userId']);
  return { userId: actor.userId, email: null };
}
