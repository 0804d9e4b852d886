import { WHOLE } from '../../../kernel/percent';
import { invalid } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { ReorderRule } from '../model/reorder-rule.entity';
import { MAX_PIECES, pieces, wholeNumber } from '../model/whole-number';
import { assertStocked, assertWarehouses } from './open-levels';

/** Under it, safety stock would be negative. */
const HALF = WHOLE / 2n;

export interface SetReorderRule {
  readonly variantId: string;
  readonly warehouseId: string;
  readonly reorderPoint: number;
  readonly reorderQuantity: number;
  /** Null: no limit. Else above the reorder point. */
  readonly maximum?: number | null;
  /** Ten-thousandths of a percent; under 100 %. */
  readonly serviceLevel?: bigint | null;
}

/**
 * Says when a variant is bought again for a warehouse, in place of what was said before. Nothing is bought by it: it counts for what is
 * suggested from now on. Refuses NOT_FOUND, NOT_STOCKED, INVALID.
 */
export async function setReorderRule(work: Work, { variantId, warehouseId, ...given }: SetReorderRule): Promise<ReorderRule> {
  const numbers = numbersOf(given);
  await assertStocked(work, [{ variantId }]);
  await assertWarehouses(work, [{ warehouseId }]);
  for (;;) {
    const known = await work.locked(ReorderRule).where({ variantId, warehouseId }).one();
    if (known) return work.save(Object.assign(known, numbers));
    const made = await work.insertUnlessPresent(ReorderRule, { variantId, warehouseId, ...numbers });
    if (made) return made;
  }
}

function numbersOf({ reorderPoint, reorderQuantity, maximum, serviceLevel = null }: Omit<SetReorderRule, 'variantId' | 'warehouseId'>) {
  wholeNumber(reorderPoint, { least: 0, most: MAX_PIECES }, ['reorderPoint']);
  wholeNumber(reorderQuantity, pieces, ['reorderQuantity']);
  if (maximum != null) wholeNumber(maximum, pieces, ['maximum']);
  if (maximum != null && maximum <= reorderPoint) throw invalid('The maximum must be above the reorder point, or nothing could be bought.', ['maximum']);
  if (serviceLevel !== null && (serviceLevel < HALF || serviceLevel >= WHOLE)) {
    throw invalid('The service level must be at least 50 and under 100 percent: never to run out would take endless stock.', ['serviceLevel']);
  }
  return { reorderPoint, reorderQuantity, maximum: maximum ?? null, serviceLevel };
}
