import type { Page, PageRequest } from '../../../kernel/page';
import { notFound, Refusal } from '../../../kernel/refusal';
import type { AnyOf } from '../../../platform/database/select';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { Cart, CartStatus } from '../model/cart.entity';
import { CartLine } from '../model/cart-line.entity';

/** Staff see every cart; anybody else her own, and one of nobody by its id. */
export function visibleCarts(view: View): AnyOf<Cart> {
  if (view.actor.can('orders.readAll')) return {};
  const { userId } = view.actor;
  return userId === null ? { userId: null } : [{ userId }, { userId: null }];
}

export function pageOfCarts(view: View, { status }: { status?: CartStatus | null }, request: PageRequest): Promise<Page<Cart>> {
  return view.from(Cart).where({ status: status ?? undefined }).orderBy('-createdAt').page(request);
}

/** A cart that may still be changed. Refuses NOT_FOUND and CART_CLOSED. */
export async function lockCart(work: Work, cartId: string): Promise<Cart> {
  const cart = await work.locked(Cart).where({ id: cartId }).where(visibleCarts(work)).one();
  if (!cart) throw notFound('This cart', ['cartId']);
  if (cart.status !== CartStatus.OPEN) throw new Refusal('CART_CLOSED', `This cart is ${cart.status}; begin another by cartCreate.`, ['cartId']);
  return cart;
}

export function linesOfCart(view: View, cartId: string): Promise<CartLine[]> {
  return view.from(CartLine).where({ cartId }).orderBy('createdAt', 'id').all();
}
