import { invalid, Refusal } from '../../../kernel/refusal';
import { normaliseText } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { StockMovementKind } from '../model/stock-movement.entity';
import type { StockLevel } from '../model/stock-level.entity';
import { moveStock } from './move-stock';
import { openLevels } from './open-levels';

export interface AdjustStock {
  readonly variantId: string;
  /** The default warehouse when left out. */
  readonly warehouseId?: string | null;
  /** Pieces found, or, negative, lost. */
  readonly delta: number;
  readonly reason?: string | null;
}

/**
 * Corrects what stands in a warehouse. What is promised or held back cannot be taken away: release it first.
 * Refuses INSUFFICIENT_STOCK, NOT_FOUND, NOT_STOCKED, and INVALID for a delta of zero.
 */
export async function adjustStock(work: Work, { variantId, warehouseId, delta, reason }: AdjustStock): Promise<StockLevel> {
  if (!Number.isSafeInteger(delta) || delta === 0) throw invalid('The delta must be a whole number other than zero.', ['delta']);
  const normalReason = normaliseText(reason, ['reason'], 255);
  const { levels, levelOf } = await openLevels(work, [{ variantId, warehouseId }]);
  const level = levelOf({ variantId, warehouseId });
  if (level.available + delta < 0) {
    throw new Refusal('INSUFFICIENT_STOCK', `Only ${level.available} of ${level.onHand} on hand can be taken away.`, ['delta']);
  }
  await moveStock(work, {
    kind: StockMovementKind.ADJUSTED,
    levels,
    moves: [{ level, onHandDelta: delta, allocatedDelta: 0 }],
    reason: normalReason,
    field: ['delta'],
  });
  return level;
}
