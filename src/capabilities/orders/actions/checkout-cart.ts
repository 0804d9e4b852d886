import { addMs } from '../../../kernel/clock';
import { invalid } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { assertRestMayWait, reserveStock } from '../../stock/contract';
import type { Cart } from '../model/cart.entity';
import { prolong, RESERVED_FOR_MS, scheduleCartRelease } from '../storage/cart-jobs';
import { linesOfCart, lockCart } from '../storage/carts.queries';

/**
 * Holds the goods of a cart back for 15 minutes of business time, while its buyer pays; again from now when it is repeated. Refuses
 * NOT_FOUND, CART_CLOSED, INSUFFICIENT_STOCK, and INVALID for an empty one.
 */
export async function checkoutCart(work: Work, { cartId }: { cartId: string }): Promise<Cart> {
  const cart = await lockCart(work, cartId);
  const lines = await linesOfCart(work, cart.id);
  if (lines.length === 0) throw invalid('The cart is empty.', ['cartId']);
  const { missing } = await reserveStock(work, { ownerId: cart.id, wanted: lines, goesTo: cart.shippingAddress, isPartial: true });
  // What is sold beyond the stock waits for goods once it is ordered.
  if (missing.length > 0) await assertRestMayWait(work, { ownerId: cart.id, demands: missing.map((demand) => ({ ...demand, field: ['cartId'] })) });
  cart.reservedUntil = addMs(work.now, RESERVED_FOR_MS);
  await scheduleCartRelease(work, cart);
  prolong(cart, work.now);
  return work.save(cart);
}
