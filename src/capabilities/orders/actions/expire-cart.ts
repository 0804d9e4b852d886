import { isBefore } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { Cart, cartStates, CartStatus } from '../model/cart.entity';
import { scheduleCartExpiry } from '../storage/cart-jobs';
import { releaseCart } from './release-cart';

/** A cart that nobody touched for long can no longer be changed; one that was touched is looked at again. Refuses nothing. */
export async function expireCart(work: Work, { cartId }: { cartId: string }): Promise<void> {
  const cart = await work.lock(Cart, cartId);
  if (cart?.status !== CartStatus.OPEN) return;
  if (isBefore(work.now, cart.expiresAt)) return scheduleCartExpiry(work, cart);
  cartStates.move(cart, CartStatus.EXPIRED);
  await releaseCart(work, cart);
  await work.save(cart);
}
