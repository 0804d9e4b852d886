import type { VariantAndProduct } from '../../catalog/contract';
import type { DeliveryItem } from '../../subscriptions/contract';
import type { OrderLine } from './order-line.entity';

export interface BoxLines {
  readonly orderId: string;
  readonly currency: string;
  readonly variants: ReadonlyMap<string, VariantAndProduct>;
  /** Variants of which pieces are promised to it. */
  readonly promised: ReadonlySet<string>;
}

/** The rows of a box's lines: they cost nothing, because its period has paid them. */
export function linesOfBox(items: readonly DeliveryItem[], { orderId, currency, variants, promised }: BoxLines): Partial<OrderLine>[] {
  return items.map(({ variantId, quantity }, position) => {
    const { variant, product } = variants.get(variantId)!;
    return {
      orderId,
      position,
      variantId,
      productName: product.name,
      variantName: variant.name,
      sku: variant.sku,
      quantity,
      currency,
      unitPriceMinor: 0n,
      totalMinor: 0n,
      taxMinor: 0n,
      isShippable: variant.isStocked,
      isCounted: promised.has(variantId),
      fulfilledQuantity: 0,
      returnedQuantity: 0,
    };
  });
}
