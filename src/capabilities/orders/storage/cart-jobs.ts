import { addMs, DAY_MS, MINUTE_MS } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { schedule, unschedule } from '../../../platform/jobs/job';
import type { Cart } from '../model/cart.entity';

/** How long a cart that nobody touches is kept, in business time. */
export const CART_LIVES_MS = 30 * DAY_MS;
/** How long its goods are held back in a checkout. */
export const RESERVED_FOR_MS = 15 * MINUTE_MS;

export const expireCartKind = { kind: 'orders.expire-cart', time: 'BUSINESS' } as const;
export const releaseCartKind = { kind: 'orders.release-cart', time: 'BUSINESS' } as const;

/** Somebody touched it: it lives on from now. The caller saves it; its job looks again when it runs. */
export function prolong(cart: Cart, now: Date): void {
  cart.expiresAt = addMs(now, CART_LIVES_MS);
}

export function scheduleCartExpiry(work: Work, { id: cartId, expiresAt: dueAt }: Cart): Promise<void> {
  return schedule(work, expireCartKind, { key: cartId, dueAt, payload: { cartId } });
}

export function scheduleCartRelease(work: Work, { id: cartId, reservedUntil }: Cart): Promise<void> {
  return reservedUntil ? schedule(work, releaseCartKind, { key: cartId, dueAt: reservedUntil, payload: { cartId } }) : unschedule(work, releaseCartKind, cartId);
}
