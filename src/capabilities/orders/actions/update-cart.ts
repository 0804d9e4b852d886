import type { Work } from '../../../platform/database/work';
import { normaliseAddress, normaliseEmail, type ShippingAddress } from '../../identity/contract';
import type { Cart } from '../model/cart.entity';
import { prolong } from '../storage/cart-jobs';
import { lockCart } from '../storage/carts.queries';

export interface UpdateCart {
  readonly cartId: string;
  readonly email?: string | null;
  readonly shippingAddress?: ShippingAddress | null;
}

/** Says whose a cart is and where it goes; what is left out stays. Refuses NOT_FOUND, CART_CLOSED, INVALID. */
export async function updateCart(work: Work, { cartId, email, shippingAddress }: UpdateCart): Promise<Cart> {
  const cart = await lockCart(work, cartId);
  if (email != null) cart.email = normaliseEmail(email);
  if (shippingAddress != null) cart.shippingAddress = normaliseAddress(shippingAddress);
  prolong(cart, work.now);
  return work.save(cart);
}
