import type { Page, PageRequest } from '../../../kernel/page';
import type { Select, Where } from '../../../platform/database/select';
import type { View } from '../../../platform/database/view';
import { ProductVariant } from '../model/product-variant.entity';
import { Product, ProductStatus } from '../model/product.entity';
import { searchTerms } from '../model/search-words';

/** Everybody sees what is listed; staff see all. */
export function visibleProducts(view: View): Where<Product> {
  return view.actor.can('products.readUnlisted') ? {} : { status: ProductStatus.LISTED };
}

export interface ProductFilter {
  /** Blank text finds everything, text without a word nothing. */
  readonly search?: string | null;
  readonly category?: string | null;
  readonly status?: ProductStatus | null;
}

/** Newest first. */
export function pageOfProducts(view: View, { search, category, status }: ProductFilter, request: PageRequest): Promise<Page<Product>> {
  const select = view
    .from(Product)
    .where(visibleProducts(view))
    .where({ category: category ?? undefined, status: status ?? undefined })
    .orderBy('-createdAt');
  if (search != null && search.trim() !== '') restrictToWords(select, view, search);
  return select.page(request);
}

/** At most two subselects over the index of words, however many words there are. */
function restrictToWords(select: Select<Product>, { tenantId }: View, search: string): void {
  const terms = searchTerms(search);
  if (!terms) {
    select.whereSql('1 = 0', []);
    return;
  }
  const { whole, beginning } = terms;
  // U+10FFFF is the last code point, so this is the range of the words that begin so.
  select.whereSql('id IN (SELECT product_id FROM product_word WHERE tenant_id = ? AND word >= ? AND word < ?)', [
    tenantId,
    beginning,
    `${beginning}\u{10FFFF}`,
  ]);
  if (whole.length === 0) return;
  select.whereSql(
    `id IN (SELECT product_id FROM product_word WHERE tenant_id = ? AND word IN (${whole.map(() => '?').join(', ')})
     GROUP BY product_id HAVING COUNT(*) = ?)`,
    [tenantId, ...whole, whole.length],
  );
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
