import type { View } from '../../../platform/database/view';
import { getVariants } from '../../catalog/contract';
import { memberPricesOf } from '../../subscriptions/contract';
import { assertDemands, priceLines, type Demand, type PricedLine } from '../model/order-lines';

/**
 * What is wanted at the shop's prices, or the lower ones of the buyer's subscriptions. Refuses INVALID, NOT_FOUND, VARIANT_NOT_FOR_SALE and
 * CURRENCY_MISMATCH, each with the line's field.
 */
export async function pricedLinesOf(view: View, { userId, lines }: { userId: string | null; lines: readonly Demand[] }): Promise<PricedLine[]> {
  assertDemands(lines);
  const variants = await getVariants(view, [...new Set(lines.map(({ variantId }) => variantId))]);
  const lowered = await memberPricesOf(view, userId, [...variants.values()].map(({ variant }) => variant));
  return priceLines(lines, variants, lowered);
}
