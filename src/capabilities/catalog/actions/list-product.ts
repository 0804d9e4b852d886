import { notFound } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { productUpdated } from '../events';
import { productStates } from '../model/product-states';
import { Product, ProductStatus } from '../model/product.entity';

/** Shows a product to customers, who may buy it from now on. Refuses NOT_FOUND, TRANSITION_NOT_ALLOWED. */
export async function listProduct(work: Work, { productId }: { productId: string }): Promise<Product> {
  const product = await work.lock(Product, productId);
  if (!product) throw notFound('This product', ['productId']);
  productStates.move(product, ProductStatus.LISTED);
  await work.save(product);
  work.emit(productUpdated({ productId, status: product.status }));
  return product;
}
