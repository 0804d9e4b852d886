import { MAX_PRICE_MINOR } from '../../../kernel/money';
import { invalid, Refusal } from '../../../kernel/refusal';
import { normaliseCode } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { SupplierItem } from '../model/supplier-item.entity';
import { days, pieces, wholeNumber } from '../model/whole-number';
import { lockSupplier } from '../storage/supply.queries';
import { assertStocked } from './open-levels';

export interface SetSupplierItem {
  readonly supplierId: string;
  readonly variantId: string;
  readonly supplierSku: string;
  /** Minor units of the supplier's currency, for one piece. */
  readonly costMinor: bigint;
  /** The supplier's own when null. */
  readonly leadTimeDays?: number | null;
  /** 1 when null, as the minimum. */
  readonly packSize?: number | null;
  readonly minimumQuantity?: number | null;
  readonly isPreferred?: boolean | null;
}

/**
 * Says on what terms a supplier sells a variant, in place of what was said before; what is ordered keeps its costs. Preferred, it takes
 * the place of the item that was. Refuses NOT_FOUND, NOT_STOCKED, SUPPLIER_SKU_TAKEN, INVALID.
 */
export async function setSupplierItem(work: Work, input: SetSupplierItem): Promise<SupplierItem> {
  const { supplierId, variantId, isPreferred } = input;
  // Held until the end: items of one supplier are set one after the other.
  const { currency } = await lockSupplier(work, supplierId);
  await assertStocked(work, [{ variantId }]);
  const terms = { ...termsOf(input), supplierId, variantId, currency, preferredVariantId: isPreferred ? variantId : null };
  const siblings = await work.locked(SupplierItem).where({ variantId }).orderBy('id').all();
  for (const other of siblings) if (isPreferred && other.supplierId !== supplierId) other.preferredVariantId = null;
  await work.saveAll(siblings);
  const known = siblings.find((item) => item.supplierId === supplierId);
  const set = known ? await work.saveUnlessTaken(Object.assign(known, terms)) : await work.insertUnlessPresent(SupplierItem, terms);
  if (set) return set;
  const taken = await work.from(SupplierItem).where({ supplierId, supplierSku: terms.supplierSku }).one();
  if (taken && taken.variantId !== variantId) {
    throw new Refusal('SUPPLIER_SKU_TAKEN', 'The supplier sells another variant under this code: change that item first.', ['supplierSku']);
  }
  throw new Refusal('CONFLICT', 'Another supplier of this variant was preferred at the same time; read them again and repeat.', ['isPreferred']);
}

function termsOf({ supplierSku, costMinor, leadTimeDays, packSize, minimumQuantity }: SetSupplierItem) {
  if (costMinor < 0n || costMinor > MAX_PRICE_MINOR) throw invalid(`The cost must be 0 to ${MAX_PRICE_MINOR} minor units.`, ['costMinor']);
  return {
    supplierSku: normaliseCode(supplierSku, ['supplierSku']),
    costMinor,
    leadTimeDays: leadTimeDays == null ? null : wholeNumber(leadTimeDays, days, ['leadTimeDays']),
    packSize: wholeNumber(packSize ?? 1, pieces, ['packSize']),
    minimumQuantity: wholeNumber(minimumQuantity ?? 1, pieces, ['minimumQuantity']),
  };
}
