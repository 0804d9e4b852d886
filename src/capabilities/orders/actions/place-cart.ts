import { invalid } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { cartStates, CartStatus } from '../model/cart.entity';
import { scheduleCartRelease } from '../storage/cart-jobs';
import { linesOfCart, lockCart } from '../storage/carts.queries';
import { placeOrder, type PlacedOrder, type PlaceOrder } from './place-order';

export interface PlaceCart extends Omit<PlaceOrder, 'lines' | 'reservedFor' | 'shippingAddress' | 'email'> {
  readonly cartId: string;
}

/**
 * A cart becomes an order, with what is held back for it, of its user or its guest, and goes to its address. Refuses what
 * `placeOrder` refuses, NOT_FOUND (cart), CART_CLOSED, and INVALID for an empty one.
 */
export async function placeCart(work: Work, { cartId, ...input }: PlaceCart): Promise<PlacedOrder> {
  const cart = await lockCart(work, cartId);
  const lines = await linesOfCart(work, cart.id);
  if (lines.length === 0) throw invalid('The cart is empty.', ['cartId']);
  const userId = input.userId ?? cart.userId;
  const placed = await placeOrder(work, {
    ...input,
    userId,
    email: userId == null && work.actor.userId === null ? cart.email : null,
    shippingAddress: cart.shippingAddress,
    lines,
    reservedFor: cart.reservedUntil ? cart.id : null,
  });
  cartStates.move(cart, CartStatus.ORDERED);
  if (cart.reservedUntil) await scheduleCartRelease(work, Object.assign(cart, { reservedUntil: null }));
  await work.save(Object.assign(cart, { orderId: placed.order.id }));
  return placed;
}
