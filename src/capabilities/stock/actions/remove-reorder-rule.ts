import type { Work } from '../../../platform/database/work';
import { ReorderRule } from '../model/reorder-rule.entity';
import { assertStocked, assertWarehouses } from './open-levels';

/**
 * The variant is not bought again by a rule for this warehouse. Returns what was removed, null when there was none.
 * Refuses NOT_FOUND for an unknown variant or warehouse.
 */
export async function removeReorderRule(work: Work, { variantId, warehouseId }: { variantId: string; warehouseId: string }): Promise<ReorderRule | null> {
  const rule = await work.locked(ReorderRule).where({ variantId, warehouseId }).one();
  if (rule) {
    await work.delete(rule);
    return rule;
  }
  await assertStocked(work, [{ variantId }]);
  await assertWarehouses(work, [{ warehouseId }]);
  return null;
}
