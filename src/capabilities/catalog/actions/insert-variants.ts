import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { ProductVariant } from '../model/product-variant.entity';

/** A row and the input field that it comes from. */
export interface VariantDraft {
  readonly row: Partial<ProductVariant>;
  readonly field: readonly string[];
}

/** Inserts variants, in one statement. Refuses SKU_TAKEN and EXTERNAL_ID_TAKEN with the field of the first that cannot be. */
export async function insertVariants(work: Work, drafts: readonly VariantDraft[]): Promise<ProductVariant[]> {
  const inserted = await work.insertAllUnlessPresent(ProductVariant, drafts.map(({ row }) => row));
  if (inserted) return inserted;
  await refuseTaken(work, drafts, 'sku', (field) => new Refusal('SKU_TAKEN', 'Another variant has this SKU.', field));
  await refuseTaken(work, drafts, 'externalId', (field) => new Refusal('EXTERNAL_ID_TAKEN', 'Another variant has this externalId.', field));
  throw new Error('product_variant: a unique key refused rows that nothing contradicts');
}

/** Throws when a value is taken, by a row that is there or by an earlier draft. */
async function refuseTaken(
  work: Work,
  drafts: readonly VariantDraft[],
  property: 'sku' | 'externalId',
  refusal: (field: readonly string[]) => Refusal,
): Promise<void> {
  const values = drafts.flatMap(({ row }) => row[property] ?? []);
  const known = await work.from(ProductVariant).where({ [property]: values }).all();
  const taken = new Set(known.map((variant) => variant[property]));
  for (const { row, field } of drafts) {
    const value = row[property];
    if (value == null) continue;
    if (taken.has(value)) throw refusal([...field, property]);
    taken.add(value);
  }
}
