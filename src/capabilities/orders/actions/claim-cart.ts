import { invalid } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { Cart, cartStates, CartStatus } from '../model/cart.entity';
import { prolong } from '../storage/cart-jobs';
import { linesOfCart, lockCart } from '../storage/carts.queries';
import { releaseCart } from './release-cart';
import { putIntoCart } from './set-cart-line';

/**
 * A cart of nobody becomes that of the signed-in user. What is in the cart that she was filling before goes into it, unless it is in both:
 * the number of this one counts, which is her last word. Refuses NOT_FOUND, CART_CLOSED, and INVALID without a user, or for too many lines.
 */
export async function claimCart(work: Work, { cartId }: { cartId: string }): Promise<Cart> {
  const { userId } = work.actor;
  if (userId === null) throw invalid('Sign in first: a cart is claimed by a user.', ['cartId']);
  const cart = await lockCart(work, cartId);
  const others = (await work.locked(Cart).where({ userId, status: CartStatus.OPEN }).orderBy('id').all()).filter(({ id }) => id !== cart.id);
  const known = new Set((await linesOfCart(work, cart.id)).map(({ variantId }) => variantId));
  for (const other of others) {
    const lines = (await linesOfCart(work, other.id)).filter(({ variantId }) => !known.has(variantId));
    for (const { variantId } of lines) known.add(variantId);
    await putIntoCart(work, cart, lines.map(({ variantId, quantity }) => ({ variantId, quantity, field: [] })));
    cart.shippingAddress ??= other.shippingAddress;
    cartStates.move(other, CartStatus.MERGED);
    await releaseCart(work, other);
    await work.save(other);
    await releaseCart(work, cart);
  }
  Object.assign(cart, { userId, email: null });
  prolong(cart, work.now);
  return work.save(cart);
}
