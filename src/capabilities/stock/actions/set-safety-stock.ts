import { invalid } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import type { StockLevel } from '../model/stock-level.entity';
import { openLevels, type Place } from './open-levels';

/**
 * Says at which number of available pieces a level is low; nothing moves. It tells from the next movement on.
 * Refuses INVALID, NOT_FOUND, NOT_STOCKED.
 */
export async function setSafetyStock(work: Work, { safetyStock, ...place }: Place & { safetyStock: number }): Promise<StockLevel> {
  if (!Number.isSafeInteger(safetyStock) || safetyStock < 0) throw invalid('The safety stock must be a whole number, 0 or above.', ['safetyStock']);
  const { levelOf } = await openLevels(work, [place]);
  const level = levelOf(place);
  level.safetyStock = safetyStock;
  return work.save(level);
}
