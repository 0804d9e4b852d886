import { notFound } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { getVariants } from '../../catalog/contract';
import { SupplierItem } from '../model/supplier-item.entity';
import { lockSupplier } from '../storage/supply.queries';

/**
 * The supplier does not sell the variant any more; what is ordered still comes. Returns what was removed, null when there was nothing.
 * Refuses NOT_FOUND for an unknown supplier or variant.
 */
export async function removeSupplierItem(work: Work, { supplierId, variantId }: { supplierId: string; variantId: string }): Promise<SupplierItem | null> {
  await lockSupplier(work, supplierId);
  const item = await work.locked(SupplierItem).where({ supplierId, variantId }).one();
  if (!item && !(await getVariants(work, [variantId])).has(variantId)) throw notFound('This variant', ['variantId']);
  if (item) await work.delete(item);
  return item;
}
