import { invalid, notFound, Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { getVariants, ProductStatus } from '../../catalog/contract';
import type { Cart } from '../model/cart.entity';
import { CartLine } from '../model/cart-line.entity';
import { MAX_LINES, MAX_QUANTITY, type Demand } from '../model/order-lines';
import { prolong } from '../storage/cart-jobs';
import { linesOfCart, lockCart } from '../storage/carts.queries';
import { releaseCart } from './release-cart';

export interface SetCartLine extends Demand {
  readonly cartId: string;
}

/**
 * Says how many of a variant are in a cart; 0 takes it out. Goods that were held back for a checkout are let go: it is begun again.
 * Refuses NOT_FOUND (cart, variant), CART_CLOSED, VARIANT_NOT_FOR_SALE, CURRENCY_MISMATCH and INVALID.
 */
export async function setCartLine(work: Work, { cartId, variantId, quantity }: SetCartLine): Promise<Cart> {
  const cart = await lockCart(work, cartId);
  await putIntoCart(work, cart, [{ variantId, quantity, field: [] }]);
  await releaseCart(work, cart);
  prolong(cart, work.now);
  return work.save(cart);
}

/** The same of a locked cart, for many variants. */
export async function putIntoCart(work: Work, cart: Cart, wanted: readonly (Demand & { readonly field: readonly string[] })[]): Promise<void> {
  for (const { quantity, field } of wanted) {
    if (!Number.isInteger(quantity) || quantity < 0 || quantity > MAX_QUANTITY) throw invalid(`A quantity is a whole number from 0 to ${MAX_QUANTITY}.`, [...field, 'quantity']);
  }
  const lines = new Map((await linesOfCart(work, cart.id)).map((line) => [line.variantId, line]));
  await assertForSale(work, { lines: [...lines.values()], wanted: wanted.filter(({ quantity }) => quantity > 0) });
  for (const { variantId, quantity } of wanted) {
    const line = lines.get(variantId);
    if (line && quantity === 0) await work.delete(line);
    else if (line) await work.save(Object.assign(line, { quantity }));
    else if (quantity > 0) lines.set(variantId, await work.insert(CartLine, { cartId: cart.id, variantId, quantity }));
    if (quantity === 0) lines.delete(variantId);
  }
  if (lines.size > MAX_LINES) throw invalid(`A cart has at most ${MAX_LINES} lines.`, ['quantity']);
}

interface ForSale {
  readonly lines: readonly CartLine[];
  readonly wanted: readonly { readonly variantId: string; readonly field: readonly string[] }[];
}

async function assertForSale(work: Work, { lines, wanted }: ForSale): Promise<void> {
  const known = await getVariants(work, [...new Set([...lines, ...wanted].map(({ variantId }) => variantId))]);
  const currencyOf = (variantId: string) => known.get(variantId)?.variant.price.currency;
  const [first] = [...lines, ...wanted];
  for (const { variantId, field } of wanted) {
    const found = known.get(variantId);
    if (!found) throw notFound('This variant', [...field, 'variantId']);
    if (found.product.status !== ProductStatus.LISTED) throw new Refusal('VARIANT_NOT_FOR_SALE', `${found.product.name} is not for sale.`, [...field, 'variantId']);
    if (currencyOf(variantId) === currencyOf(first!.variantId)) continue;
    throw new Refusal('CURRENCY_MISMATCH', `This has a price in ${currencyOf(variantId)}, the cart is in ${currencyOf(first!.variantId)}.`, [...field, 'variantId']);
  }
}
