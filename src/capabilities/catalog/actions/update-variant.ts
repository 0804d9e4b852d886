import { notFound, Refusal } from '../../../kernel/refusal';
import { normaliseCode, normaliseName } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { productVariantUpdated } from '../events';
import { normalisePrice, normaliseWeight, type Metadata, type NewVariant } from '../model/new-product';
import { ProductVariant } from '../model/product-variant.entity';
import { Product } from '../model/product.entity';
import { refreshWords } from './refresh-words';

export interface UpdateVariant {
  readonly variantId: string;
  readonly sku?: string | null;
  readonly name?: string | null;
  readonly price?: NewVariant['price'] | null;
  readonly weightGrams?: number | null;
  readonly externalId?: string | null;
  readonly metadata?: Metadata;
}

/**
 * Changes what is given and leaves the rest; null empties what may be empty. A new price is that of orders from now on.
 * Refuses NOT_FOUND, INVALID, SKU_TAKEN, EXTERNAL_ID_TAKEN.
 */
export async function updateVariant(work: Work, { variantId, sku, name, price, weightGrams, externalId, metadata }: UpdateVariant): Promise<ProductVariant> {
  const { product, variant } = await lockWithProduct(work, variantId);
  if (sku != null) variant.sku = normaliseCode(sku, ['sku']);
  if (name != null) variant.name = normaliseName(name, ['name']);
  if (price != null) Object.assign(variant, { priceMinor: normalisePrice(price.amountMinor, []), currency: price.currency });
  if (weightGrams !== undefined) variant.weightGrams = normaliseWeight(weightGrams, []);
  if (externalId !== undefined) variant.externalId = externalId === null ? null : normaliseCode(externalId, ['externalId']);
  if (metadata !== undefined) variant.metadata = metadata;
  if (!(await work.saveUnlessTaken(variant))) await refuseTaken(work, variant);
  if (sku != null || name != null) await refreshWords(work, [product]);
  const { productId, priceMinor, currency } = variant;
  work.emit(productVariantUpdated({ variantId, productId, priceMinor, currency }));
  return variant;
}

/** The product first: whoever changes a product's words holds it. */
async function lockWithProduct(work: Work, variantId: string): Promise<{ product: Product; variant: ProductVariant }> {
  const found = await work.find(ProductVariant, variantId);
  const product = found && (await work.lock(Product, found.productId));
  const variant = product && (await work.lock(ProductVariant, variantId));
  if (!variant) throw notFound('This variant', ['variantId']);
  return { product, variant };
}

async function refuseTaken(work: Work, { id, sku }: ProductVariant): Promise<never> {
  const other = await work.from(ProductVariant).where({ sku }).one();
  if (other && other.id !== id) throw new Refusal('SKU_TAKEN', 'Another variant has this SKU.', ['sku']);
  throw new Refusal('EXTERNAL_ID_TAKEN', 'Another variant has this externalId.', ['externalId']);
}
