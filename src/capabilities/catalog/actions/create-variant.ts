import { notFound } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { productVariantCreated } from '../events';
import { variantRow, type NewVariant } from '../model/new-product';
import type { ProductVariant } from '../model/product-variant.entity';
import { Product } from '../model/product.entity';
import { insertVariants } from './insert-variants';
import { refreshWords } from './refresh-words';

/** Gives a product another variant, after those that it has. Refuses NOT_FOUND, INVALID, SKU_TAKEN, EXTERNAL_ID_TAKEN. */
export async function createVariant(work: Work, { productId, ...input }: NewVariant & { productId: string }): Promise<ProductVariant> {
  const product = await work.lock(Product, productId);
  if (!product) throw notFound('This product', ['productId']);
  const [variant] = await insertVariants(work, [{ row: variantRow(input, product, []), field: [] }]);
  await refreshWords(work, [product]);
  const { id: variantId, priceMinor, currency } = variant!;
  work.emit(productVariantCreated({ variantId, productId, priceMinor, currency }));
  return variant!;
}
