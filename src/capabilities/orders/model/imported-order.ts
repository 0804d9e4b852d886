import { isCurrencyCode } from '../../../kernel/currency';
import { invalid, notFound } from '../../../kernel/refusal';
import type { VariantAndProduct } from '../../catalog/contract';
import type { ShippingAddress } from '../../identity/contract';
import type { OrderLine } from './order-line.entity';

/** An order of the merchant's earlier system: paid and delivered long ago. */
export interface ImportedOrder {
  /** Its id there, at most 100 characters. */
  readonly externalId: string;
  /** Null for a guest. */
  readonly userId: string | null;
  readonly email?: string | null;
  readonly currency: string;
  readonly placedAt: Date;
  readonly shippingAddress?: ShippingAddress | null;
  readonly metadata?: Record<string, unknown> | null;
  /** At least one; history may have more lines and pieces than a new order. */
  readonly lines: readonly ImportedOrderLine[];
}

export interface ImportedOrderLine {
  readonly variantId: string;
  /** At least 1. */
  readonly quantity: number;
  /** Price of one at that time, in minor units; 0 for what was free. */
  readonly unitPriceMinor: bigint;
  /** What it was called at that time; the product's name when left out. */
  readonly name?: string | null;
}

/** What came back of an imported order. */
export interface ImportedReturn {
  /** Its id in the earlier system, at most 100 characters. */
  readonly externalId: string;
  /** The order's. */
  readonly orderExternalId: string;
  readonly receivedAt: Date;
  readonly lines: readonly ImportedReturnLine[];
  /** What was given back for it, in minor units; what the pieces were bought for when left out. */
  readonly refundMinor?: bigint | null;
}

export interface ImportedReturnLine {
  readonly variantId: string;
  readonly quantity: number;
  /** Place of the line that it was bought in, from 0; when left out, the first lines of the variant that have so much left. */
  readonly position?: number | null;
}

/** Refuses INVALID with the order's field. */
export function assertImportable(orders: readonly ImportedOrder[]): void {
  orders.forEach(({ externalId, currency, lines }, index) => {
    const at = (...field: string[]) => ['orders', String(index), ...field];
    if (externalId.length === 0 || externalId.length > 100) throw invalid('externalId has 1 to 100 characters.', at('externalId'));
    if (!isCurrencyCode(currency)) throw invalid(`"${currency}" is not a currency of ISO 4217.`, at('currency'));
    if (lines.length === 0) throw invalid('An order has at least one line.', at('lines'));
    const wrong = lines.findIndex(({ quantity, unitPriceMinor }) => !Number.isInteger(quantity) || quantity < 1 || unitPriceMinor < 0n);
    if (wrong >= 0) throw invalid('A line has a whole quantity of at least 1 and a price of at least 0.', at('lines', String(wrong)));
  });
}

export function totalMinorOf({ lines }: Pick<ImportedOrder, 'lines'>): bigint {
  return lines.reduce((sum, { quantity, unitPriceMinor }) => sum + unitPriceMinor * BigInt(quantity), 0n);
}

/** The rows of an order's lines, all delivered. Refuses NOT_FOUND for an unknown variant. */
export function linesOfImported(
  { lines, currency }: ImportedOrder,
  { orderId, variants }: { orderId: string; variants: ReadonlyMap<string, VariantAndProduct> },
): (Partial<OrderLine> & Pick<OrderLine, 'quantity' | 'unitPriceMinor' | 'variantId' | 'productName' | 'sku'>)[] {
  return lines.map(({ variantId, quantity, unitPriceMinor, name }, position) => {
    const found = variants.get(variantId);
    if (!found) throw notFound(`The variant ${variantId}`, ['lines', String(position), 'variantId']);
    return {
      orderId,
      position,
      variantId,
      productName: name ?? found.product.name,
      variantName: name ?? found.variant.name,
      sku: found.variant.sku,
      quantity,
      currency,
      unitPriceMinor,
      totalMinor: unitPriceMinor * BigInt(quantity),
      taxMinor: 0n,
      isShippable: found.variant.isStocked,
      fulfilledQuantity: quantity,
      returnedQuantity: 0,
    };
  });
}
