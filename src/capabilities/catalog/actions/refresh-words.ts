import { groupBy } from '../../../kernel/group';
import type { Work } from '../../../platform/database/work';
import { ProductVariant } from '../model/product-variant.entity';
import { ProductWord } from '../model/product-word.entity';
import type { Product } from '../model/product.entity';
import { wordsOfProduct } from '../model/search-words';

/** Writes anew the words by which products are found. The products are locked, so that nobody writes them at the same time. */
export async function refreshWords(work: Work, products: readonly Product[]): Promise<void> {
  const productIds = products.map(({ id }) => id);
  const variants = await work.from(ProductVariant).where({ productId: productIds }).orderBy('id').all();
  const variantsOf = groupBy(variants, ({ productId }) => productId);
  await work.change('product_word: forget', 'DELETE FROM product_word WHERE tenant_id = :tenant AND product_id IN (:productIds)', { productIds });
  await work.insertAll(
    ProductWord,
    products.flatMap((product) =>
      wordsOfProduct({ ...product, variants: variantsOf.get(product.id) ?? [] }).map((word) => ({ word, productId: product.id })),
    ),
  );
}
