import { allBy, byId, defineLoader } from '../../../platform/graphql/loader';
import { Cart, CartStatus } from '../model/cart.entity';
import { CartLine } from '../model/cart-line.entity';
import { visibleCarts } from './carts.queries';

export const cartById = byId(Cart, visibleCarts);
export const linesByCart = allBy(CartLine, 'cartId', 'createdAt', 'id');

/** The cart that a user is filling; the newest of several. */
export const openCartByUser = defineLoader<Cart | null>('OpenCartByUser', async (view, userIds) => {
  const carts = await view.from(Cart).where({ userId: userIds, status: CartStatus.OPEN } as never).orderBy('createdAt', 'id').all();
  const newest = new Map(carts.map((cart) => [cart.userId, cart]));
  return userIds.map((id) => newest.get(id) ?? null);
});
