import { addMs } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { Cart, CartStatus } from '../model/cart.entity';
import type { Demand } from '../model/order-lines';
import { CART_LIVES_MS, scheduleCartExpiry } from '../storage/cart-jobs';
import { putIntoCart } from './set-cart-line';

/** Begins a cart of the signed-in user, or of nobody. Refuses what `setCartLine` refuses of its lines. */
export async function createCart(work: Work, { lines = [] }: { lines?: readonly Demand[] }): Promise<Cart> {
  const cart = await work.insert(Cart, {
    userId: work.actor.userId,
    status: CartStatus.OPEN,
    email: null,
    shippingAddress: null,
    orderId: null,
    reservedUntil: null,
    expiresAt: addMs(work.now, CART_LIVES_MS),
  });
  await scheduleCartExpiry(work, cart);
  if (lines.length > 0) await putIntoCart(work, cart, lines.map((line, index) => ({ ...line, field: ['lines', String(index)] })));
  return cart;
}
