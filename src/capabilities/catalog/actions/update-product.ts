import { notFound, Refusal } from '../../../kernel/refusal';
import { normaliseTaxCategory } from '../../../kernel/tax-category';
import { normaliseCode, normaliseName, normaliseText } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { productUpdated } from '../events';
import { normaliseCategory, type Metadata } from '../model/new-product';
import { ProductVariant } from '../model/product-variant.entity';
import { Product } from '../model/product.entity';
import { refreshWords } from './refresh-words';

export interface UpdateProduct {
  readonly productId: string;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly category?: string | null;
  readonly taxCategory?: string | null;
  readonly externalId?: string | null;
  readonly metadata?: Metadata;
}

/**
 * Changes what is given and leaves the rest; null empties what may be empty. Variants that had the product's name take its new one.
 * Refuses NOT_FOUND, INVALID, EXTERNAL_ID_TAKEN.
 */
export async function updateProduct(work: Work, { productId, name, description, category, taxCategory, externalId, metadata }: UpdateProduct): Promise<Product> {
  const product = await work.lock(Product, productId);
  if (!product) throw notFound('This product', ['productId']);
  const variants = name == null ? [] : await lockVariantsNamedLike(work, product);
  if (name != null) product.name = normaliseName(name, ['name']);
  if (description !== undefined) product.description = normaliseText(description, ['description']);
  if (category !== undefined) product.category = normaliseCategory(category, []);
  if (taxCategory !== undefined) product.taxCategory = normaliseTaxCategory(taxCategory, ['taxCategory']);
  if (externalId !== undefined) product.externalId = externalId === null ? null : normaliseCode(externalId, ['externalId']);
  if (metadata !== undefined) product.metadata = metadata;
  if (!(await work.saveUnlessTaken(product))) throw new Refusal('EXTERNAL_ID_TAKEN', 'Another product has this externalId.', ['externalId']);
  await work.saveAll(variants.map((variant) => Object.assign(variant, { name: product.name })));
  await refreshWords(work, [product]);
  work.emit(productUpdated({ productId, status: product.status }));
  return product;
}

function lockVariantsNamedLike(work: Work, { id: productId, name }: Product): Promise<ProductVariant[]> {
  return work.locked(ProductVariant).where({ productId, name }).orderBy('id').all();
}
