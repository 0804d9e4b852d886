import { groupBy } from '../../../kernel/group';
import type { Work } from '../../../platform/database/work';
import { productVariantCreated } from '../events';
import { variantRow, type NewProduct } from '../model/new-product';
import { ProductVariant } from '../model/product-variant.entity';
import { Product } from '../model/product.entity';
import { insertProducts } from './insert-products';
import { insertVariants } from './insert-variants';
import { refreshWords } from './refresh-words';

/** How many products an importer gives at a time: few enough that others need not wait long for the transaction. */
export const IMPORT_BATCH = 500;

/**
 * Brings in products of another system, `IMPORT_BATCH` at a time, in a number of statements that does not depend on theirs. A
 * product is known by its externalId, else by a SKU of its variants; a known one stays as it is and gets those variants
 * whose SKU is new, so a repeated import changes nothing. Returns the product ids in the order given.
 * Refuses INVALID, SKU_TAKEN, EXTERNAL_ID_TAKEN.
 */
export async function importProducts(work: Work, inputs: readonly NewProduct[]): Promise<string[]> {
  const known = await findKnown(work, inputs);
  const idOf = ({ externalId, variants }: NewProduct) =>
    (externalId == null ? undefined : known.idByExternalId.get(externalId.trim())) ??
    variants?.map(({ sku }) => known.idBySku.get(sku.trim())).find((id) => id !== undefined);
  const drafts = inputs.map((input, index) => ({ input, field: ['products', String(index)], id: idOf(input) }));
  const fresh = drafts.filter(({ id }) => id === undefined);
  const created = await insertProducts(work, fresh);
  fresh.forEach((draft, index) => (draft.id = created[index]!.id));
  const freshIds = new Set(created.map(({ id }) => id));
  const additions = drafts
    .filter(({ id }) => !freshIds.has(id!))
    .flatMap(({ id, input, field }) =>
      (input.variants ?? []).flatMap((variant, at) =>
        known.idBySku.has(variant.sku.trim()) ? [] : [{ productId: id!, variant, field: [...field, 'variants', String(at)] }],
      ),
    );
  if (additions.length > 0) await addVariants(work, additions);
  return drafts.map(({ id }) => id!);
}

/** Product ids by the merchant's own ids and by SKU. */
async function findKnown(work: Work, inputs: readonly NewProduct[]) {
  const externalIds = inputs.flatMap(({ externalId }) => externalId?.trim() ?? []);
  const skus = inputs.flatMap(({ variants }) => (variants ?? []).map(({ sku }) => sku.trim()));
  const products = await work.from(Product).where({ externalId: externalIds }).all();
  const variants = await work.from(ProductVariant).where({ sku: skus }).all();
  return {
    idByExternalId: new Map(products.map(({ externalId, id }) => [externalId!, id])),
    idBySku: new Map(variants.map(({ sku, productId }) => [sku, productId])),
  };
}

interface Addition {
  readonly productId: string;
  readonly variant: NonNullable<NewProduct['variants']>[number];
  readonly field: readonly string[];
}

async function addVariants(work: Work, additions: readonly Addition[]): Promise<void> {
  const productIds = [...groupBy(additions, ({ productId }) => productId).keys()].sort();
  const products = await work.locked(Product).where({ id: productIds }).orderBy('id').all();
  const productById = new Map(products.map((product) => [product.id, product]));
  const added = await insertVariants(
    work,
    additions.map(({ productId, variant, field }) => ({ row: variantRow(variant, productById.get(productId)!, field), field })),
  );
  await refreshWords(work, products);
  for (const { id: variantId, productId, priceMinor, currency } of added) {
    work.emit(productVariantCreated({ variantId, productId, priceMinor, currency }));
  }
}
