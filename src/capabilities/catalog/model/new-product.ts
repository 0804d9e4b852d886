import { MAX_PRICE_MINOR } from '../../../kernel/money';
import { invalid } from '../../../kernel/refusal';
import { normaliseTaxCategory } from '../../../kernel/tax-category';
import { normaliseCode, normaliseName, normaliseText } from '../../../kernel/text';
import type { ProductVariant } from './product-variant.entity';
import { ProductStatus, ProductType, type Product } from './product.entity';

export type Metadata = Record<string, unknown> | null;

export interface NewVariant {
  readonly sku: string;
  /** The product's name when left out. */
  readonly name?: string | null;
  readonly price: { readonly amountMinor: bigint; readonly currency: string };
  /** What one weighs, with its packing; 0 to 1,000,000. */
  readonly weightGrams?: number | null;
  readonly externalId?: string | null;
  readonly metadata?: Metadata;
}

export interface NewProduct {
  readonly name: string;
  readonly description?: string | null;
  readonly category?: string | null;
  /** The default one when left out. */
  readonly taxCategory?: string | null;
  /** PHYSICAL when left out. */
  readonly type?: ProductType | null;
  /** LISTED when left out. */
  readonly status?: ProductStatus | null;
  readonly externalId?: string | null;
  readonly metadata?: Metadata;
  readonly variants?: readonly NewVariant[] | null;
}

type Field = readonly string[];

/** The row of a new product. Refuses INVALID, also for one that would begin as DELISTED. */
export function productRow({ name, description, category, taxCategory, type, status, externalId, metadata }: NewProduct, field: Field): Partial<Product> {
  if (status === ProductStatus.DELISTED) throw invalid('A new product is DRAFT or LISTED.', [...field, 'status']);
  return {
    name: normaliseName(name, [...field, 'name']),
    description: normaliseText(description, [...field, 'description']),
    category: normaliseCategory(category, field),
    taxCategory: normaliseTaxCategory(taxCategory, [...field, 'taxCategory']),
    type: type ?? ProductType.PHYSICAL,
    status: status ?? ProductStatus.LISTED,
    externalId: externalId == null ? null : normaliseCode(externalId, [...field, 'externalId']),
    metadata: metadata ?? null,
  };
}

export function normaliseCategory(category: string | null | undefined, field: Field): string | null {
  return category == null || category.trim() === '' ? null : normaliseName(category, [...field, 'category'], 100);
}

/** The row of a new variant. Refuses INVALID. */
export function variantRow(
  { sku, name, price, weightGrams, externalId, metadata }: NewVariant,
  product: Pick<Product, 'id' | 'name' | 'type'>,
  field: Field,
): Partial<ProductVariant> {
  return {
    productId: product.id,
    sku: normaliseCode(sku, [...field, 'sku']),
    name: name == null ? product.name : normaliseName(name, [...field, 'name']),
    priceMinor: normalisePrice(price.amountMinor, field),
    currency: price.currency,
    weightGrams: normaliseWeight(weightGrams, field),
    isStocked: product.type === ProductType.PHYSICAL,
    externalId: externalId == null ? null : normaliseCode(externalId, [...field, 'externalId']),
    metadata: metadata ?? null,
  };
}

/** A ton is more than a parcel ever weighs. */
const MAX_WEIGHT_GRAMS = 1_000_000;

export function normaliseWeight(weightGrams: number | null | undefined, field: Field): number | null {
  if (weightGrams == null) return null;
  if (Number.isInteger(weightGrams) && weightGrams >= 0 && weightGrams <= MAX_WEIGHT_GRAMS) return weightGrams;
  throw invalid(`A weight is a whole number of grams from 0 to ${MAX_WEIGHT_GRAMS}.`, [...field, 'weightGrams']);
}

export function normalisePrice(amountMinor: bigint, field: Field): bigint {
  if (amountMinor < 0n) throw invalid('A price must not be negative.', [...field, 'price', 'amountMinor']);
  if (amountMinor > MAX_PRICE_MINOR) throw invalid(`A price is at most ${MAX_PRICE_MINOR} minor units.`, [...field, 'price', 'amountMinor']);
  return amountMinor;
}
