import { type Money, sumOf } from '../../../kernel/money';
import { invalid, notFound, Refusal } from '../../../kernel/refusal';
import { DEFAULT_TAX_CATEGORY } from '../../billing/contract';
import { ProductStatus, type VariantAndProduct } from '../../catalog/contract';
import type { LoweredPrice } from '../../subscriptions/contract';

/** What an order's invoice is for; the invoice and its payments carry it. */
export const ORDER_PURPOSE = 'ORDER';

export const MAX_LINES = 100;
export const MAX_QUANTITY = 10_000;

export interface Demand {
  readonly variantId: string;
  readonly quantity: number;
}

/** A line with what the shop says of it: nothing but variant and quantity comes from the customer. */
export interface PricedLine extends Demand {
  readonly productName: string;
  readonly variantName: string;
  readonly sku: string;
  readonly unitPrice: Money;
  readonly total: Money;
  readonly isShippable: boolean;
  /** Of one, in grams; 0 for what nobody weighed. */
  readonly weightGrams: number;
  readonly taxCategory: string;
  /** Why it costs less than the shop's price. */
  readonly explanation?: string;
}

/** Refuses INVALID for no line, more than 100, and a quantity outside of 1 to 10,000. */
export function assertDemands(demands: readonly Demand[]): void {
  if (demands.length === 0) throw invalid('Order at least one thing.', ['lines']);
  if (demands.length > MAX_LINES) throw invalid(`An order has at most ${MAX_LINES} lines.`, ['lines']);
  demands.forEach(({ quantity }, index) => {
    if (Number.isInteger(quantity) && quantity >= 1 && quantity <= MAX_QUANTITY) return;
    throw invalid(`A quantity is a whole number from 1 to ${MAX_QUANTITY}.`, fieldOf(index, 'quantity'));
  });
}

/** Refuses NOT_FOUND, VARIANT_NOT_FOR_SALE and CURRENCY_MISMATCH, each with the line's field. */
export function priceLines(demands: readonly Demand[], variants: ReadonlyMap<string, VariantAndProduct>, lowered: ReadonlyMap<string, LoweredPrice> = new Map()): PricedLine[] {
  const lines = demands.map((demand, index) => lower(priceLine(demand, variants.get(demand.variantId), fieldOf(index, 'variantId')), lowered.get(demand.variantId)));
  const { currency } = lines[0]!.unitPrice;
  const other = lines.findIndex(({ unitPrice }) => unitPrice.currency !== currency);
  if (other < 0) return lines;
  throw new Refusal('CURRENCY_MISMATCH', `This has a price in ${lines[other]!.unitPrice.currency}, the first line in ${currency}.`, fieldOf(other, 'variantId'));
}

export function totalOf(lines: readonly Pick<PricedLine, 'total'>[]): Money {
  return sumOf(lines.map(({ total }) => total), lines[0]!.total.currency);
}

function priceLine({ variantId, quantity }: Demand, found: VariantAndProduct | undefined, field: readonly string[]): PricedLine {
  if (!found) throw notFound('This variant', field);
  const { variant, product } = found;
  if (product.status !== ProductStatus.LISTED) throw new Refusal('VARIANT_NOT_FOR_SALE', `${product.name} is not for sale.`, field);
  return {
    variantId,
    quantity,
    productName: product.name,
    variantName: variant.name,
    sku: variant.sku,
    unitPrice: variant.price,
    total: variant.price.times(quantity),
    isShippable: variant.isStocked,
    weightGrams: variant.weightGrams ?? 0,
    taxCategory: product.taxCategory ?? DEFAULT_TAX_CATEGORY,
  };
}

function lower(line: PricedLine, lowered: LoweredPrice | undefined): PricedLine {
  if (!lowered) return line;
  const { price, explanation } = lowered;
  return { ...line, unitPrice: price, total: price.times(line.quantity), explanation: line.quantity === 1 ? explanation : `${explanation}, × ${line.quantity}` };
}

function fieldOf(index: number, name: string): readonly string[] {
  return ['lines', String(index), name];
}
