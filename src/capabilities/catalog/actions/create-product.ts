import type { Work } from '../../../platform/database/work';
import type { NewProduct } from '../model/new-product';
import type { Product } from '../model/product.entity';
import { insertProducts } from './insert-products';

/** Makes a product with its first variants. Refuses INVALID, SKU_TAKEN, EXTERNAL_ID_TAKEN. */
export async function createProduct(work: Work, input: NewProduct): Promise<Product> {
  return (await insertProducts(work, [{ input, field: [] }]))[0]!;
}
