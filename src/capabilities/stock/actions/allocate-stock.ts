import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { getVariants } from '../../catalog/contract';
import { planAllocation } from '../model/allocation-plan';
import { firstShortLine, sumDemands, type Demand } from '../model/demand';
import { StockAllocation } from '../model/stock-allocation.entity';
import { StockMovementKind } from '../model/stock-movement.entity';
import type { Destination } from '../model/nearness';
import { lockLevels } from '../storage/stock.queries';
import { rankingFor } from '../storage/ranking.queries';
import { moveStock } from './move-stock';

export interface AllocateStock {
  /** What the pieces are promised to, for example an order. */
  readonly ownerId: string;
  /** Lines of one variant are summed before they are compared with the stock. */
  readonly demands: readonly Demand[];
  /** Where it goes, for whoever takes from the nearest warehouse. */
  readonly goesTo?: Destination | null;
}

/** Pieces of a variant in a warehouse. */
export interface StockQuantity {
  readonly variantId: string;
  readonly warehouseId: string;
  readonly quantity: number;
}

/**
 * Promises pieces to an owner, from the warehouses in the order of the tenant's policy; all lines or none. Lines of variants whose
 * stock is not counted are passed over. Refuses INSUFFICIENT_STOCK with the field of the first line that is too much, INVALID.
 */
export async function allocateStock(work: Work, { ownerId, demands, goesTo = null }: AllocateStock): Promise<StockQuantity[]> {
  const wanted = sumDemands(demands);
  const levels = await lockLevels(work, wanted.keys());
  const plan = planAllocation(wanted, levels, await rankingFor(work, levels, goesTo));
  if (plan.shortVariantIds.length > 0) await refuseIfShort(work, demands, plan.shortVariantIds, levels);
  await moveStock(work, {
    kind: StockMovementKind.ALLOCATED,
    levels,
    moves: plan.takes.map(({ level, quantity }) => ({ level, onHandDelta: 0, allocatedDelta: quantity })),
    causeId: ownerId,
  });
  const allocated = plan.takes.map(({ level, quantity }) => ({
    levelId: level.id,
    variantId: level.variantId,
    warehouseId: level.warehouseId,
    quantity,
  }));
  await work.insertAll(StockAllocation, allocated.map((row) => ({ ...row, ownerId, status: 'ALLOCATED' as const })));
  return allocated.map(({ variantId, warehouseId, quantity }) => ({ variantId, warehouseId, quantity }));
}

/** Only variants that have too little are asked whether they are counted at all, so that most orders need not ask. */
async function refuseIfShort(
  work: Work,
  demands: readonly Demand[],
  shortVariantIds: readonly string[],
  levels: readonly { variantId: string; available: number }[],
): Promise<void> {
  const known = await getVariants(work, shortVariantIds);
  const isShort = (variantId: string) => shortVariantIds.includes(variantId) && known.get(variantId)?.variant.isStocked !== false;
  const availableOf = (variantId: string) =>
    levels.filter((level) => level.variantId === variantId).reduce((sum, level) => sum + level.available, 0);
  const line = firstShortLine(demands.filter(({ variantId }) => isShort(variantId)), availableOf);
  if (!line) return;
  const name = known.get(line.variantId)?.variant.sku ?? line.variantId;
  throw new Refusal('INSUFFICIENT_STOCK', `Only ${availableOf(line.variantId)} of ${name} can be had.`, line.field ?? null);
}
