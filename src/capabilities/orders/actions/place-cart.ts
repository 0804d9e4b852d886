import { invalid } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { cartStates, CartStatus } from '../model/cart.entity';
import { scheduleCartRelease } from '../storage/cart-jobs';
import { linesOfCart, lockCart } from '../storage/carts.queries';
import { placeOrder, type PlacedOrder, type PlaceOrder } from './place-order';

export interface PlaceCart extends Omit<PlaceOrder, 'lines' | 'reservedFor'> {
  readonly cartId: string;
}

/**
 * A cart becomes an order, with what is held back for it; what was not said beside it, buyer and address, is the cart's. Refuses what
 * `placeOrder` refuses, NOT_FOUND (cart), CART_CLOSED, and INVALID for an empty one.
 */
export async function placeCart(work: Work, { cartId, ...input }: PlaceCart): Promise<PlacedOrder> {
  const cart = await lockCart(work, cartId);
  const lines = await linesOfCart(work, cart.id);
  if (lines.length === 0) throw invalid('The cart is empty.', ['cartId']);
  const buyer = input.userId == null && input.email == null ? { userId: cart.userId, email: cart.userId === null ? cart.email : null } : {};
  const placed = await placeOrder(work, {
    ...input,
    ...buyer,
    shippingAddress: input.shippingAddress ?? cart.shippingAddress,
    lines,
    reservedFor: cart.reservedUntil ? cart.id : null,
  });
  cartStates.move(cart, CartStatus.ORDERED);
  if (cart.reservedUntil) await scheduleCartRelease(work, Object.assign(cart, { reservedUntil: null }));
  await work.save(Object.assign(cart, { orderId: placed.order.id }));
  return placed;
}
