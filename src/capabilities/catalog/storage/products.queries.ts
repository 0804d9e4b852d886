import type { Where } from '../../../platform/database/select';
import type { View } from '../../../platform/database/view';
import { ProductVariant } from '../model/product-variant.entity';
import { Product, ProductStatus } from '../model/product.entity';

/** Everybody sees what is listed; staff see all. */
export function visibleProducts(view: View): Where<Product> {
  return view.actor.can('products.readUnlisted') ? {} : { status: ProductStatus.LISTED };
}

export interface VariantAndProduct {
  readonly variant: ProductVariant;
  readonly product: Product;
}

/**
 * Variants with their products, whoever may see them; an unknown id is not in the map. What may be bought is for the caller to
 * decide: `product.status` LISTED.
 */
export async function getVariants(view: View, variantIds: readonly string[]): Promise<Map<string, VariantAndProduct>> {
  const variants = await view.from(ProductVariant).where({ id: variantIds }).all();
  const productIds = [...new Set(variants.map(({ productId }) => productId))];
  const products = await view.from(Product).where({ id: productIds }).all();
  const productById = new Map(products.map((product) => [product.id, product]));
  return new Map(variants.map((variant) => [variant.id, { variant, product: productById.get(variant.productId)! }]));
}

/** SKU -> variant id, for those that exist. SKUs are case-sensitive. */
export async function variantIdsBySku(view: View, skus: readonly string[]): Promise<Map<string, string>> {
  const variants = await view.from(ProductVariant).where({ sku: skus }).all();
  return new Map(variants.map(({ sku, id }) => [sku, id]));
}
