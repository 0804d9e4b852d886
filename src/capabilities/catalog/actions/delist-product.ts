import { notFound } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { productUpdated } from '../events';
import { productStates } from '../model/product-states';
import { Product, ProductStatus } from '../model/product.entity';

/** Hides a product from customers; what they have bought of it stays theirs. Refuses NOT_FOUND, TRANSITION_NOT_ALLOWED. */
export async function delistProduct(work: Work, { productId }: { productId: string }): Promise<Product> {
  const product = await work.lock(Product, productId);
  if (!product) throw notFound('This product', ['productId']);
  productStates.move(product, ProductStatus.DELISTED);
  await work.save(product);
  work.emit(productUpdated({ productId, status: product.status }));
  return product;
}
