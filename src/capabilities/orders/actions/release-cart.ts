import { isBefore } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { releaseReserved } from '../../stock/contract';
import { Cart } from '../model/cart.entity';
import { scheduleCartRelease } from '../storage/cart-jobs';

/** Goods that are held back for a locked cart can be had by others; nothing where none are. The caller saves it. */
export async function releaseCart(work: Work, cart: Cart): Promise<void> {
  if (!cart.reservedUntil) return;
  cart.reservedUntil = null;
  await releaseReserved(work, { ownerId: cart.id });
  await scheduleCartRelease(work, cart);
}

/** The same by a job, once its time is over. Runs any number of times with one effect. */
export async function releaseOverdueCart(work: Work, { cartId }: { cartId: string }): Promise<void> {
  const cart = await work.lock(Cart, cartId);
  if (!cart?.reservedUntil || isBefore(work.now, cart.reservedUntil)) return;
  await releaseCart(work, cart);
  await work.save(cart);
}
