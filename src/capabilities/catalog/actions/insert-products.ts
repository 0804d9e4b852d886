import { groupBy } from '../../../kernel/group';
import { newId } from '../../../kernel/id';
import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { productCreated } from '../events';
import { productRow, variantRow, type NewProduct } from '../model/new-product';
import type { ProductVariant } from '../model/product-variant.entity';
import { ProductWord } from '../model/product-word.entity';
import { Product } from '../model/product.entity';
import { wordsOfProduct } from '../model/search-words';
import { insertVariants } from './insert-variants';

export interface ProductDraft {
  readonly input: NewProduct;
  /** Path of the input that it comes from; a refusal's field begins with it. */
  readonly field: readonly string[];
}

/**
 * Inserts products with their variants and search words: three statements, whatever their number. Variants of one product keep
 * their order. Refuses INVALID, SKU_TAKEN, EXTERNAL_ID_TAKEN.
 */
export async function insertProducts(work: Work, drafts: readonly ProductDraft[]): Promise<Product[]> {
  const rows = drafts.map(({ input, field }) => ({ id: newId('prod'), ...productRow(input, field) }));
  const products = await work.insertAllUnlessPresent(Product, rows);
  if (!products) throw await externalIdTaken(work, rows, drafts);
  const variantDrafts = products.flatMap((product, index) =>
    (drafts[index]!.input.variants ?? []).map((variant, at) => {
      const field = [...drafts[index]!.field, 'variants', String(at)];
      return { row: variantRow(variant, product, field), field };
    }),
  );
  const variants = await insertVariants(work, variantDrafts);
  const variantsOf = groupBy(variants, ({ productId }) => productId);
  await work.insertAll(
    ProductWord,
    products.flatMap((product) =>
      wordsOfProduct({ ...product, variants: variantsOf.get(product.id) ?? [] }).map((word) => ({ word, productId: product.id })),
    ),
  );
  for (const product of products) work.emit(createdEvent(product, variantsOf.get(product.id) ?? []));
  return products;
}

function createdEvent({ id, type, status }: Product, variants: readonly ProductVariant[]) {
  return productCreated({ productId: id, type, status, variantIds: variants.map((variant) => variant.id) });
}

/** Which product it is whose externalId another has. */
async function externalIdTaken(work: Work, rows: readonly Partial<Product>[], drafts: readonly ProductDraft[]): Promise<Refusal> {
  const known = await work.from(Product).where({ externalId: rows.flatMap(({ externalId }) => externalId ?? []) }).all();
  const taken = new Set(known.map(({ externalId }) => externalId!));
  const index = rows.findIndex(({ externalId }) => externalId != null && (taken.has(externalId) || !taken.add(externalId)));
  return new Refusal('EXTERNAL_ID_TAKEN', 'Another product has this externalId.', [...(drafts[index]?.field ?? []), 'externalId']);
}
