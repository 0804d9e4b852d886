import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { getVariants } from '../../catalog/contract';
import { planAllocation } from '../model/allocation-plan';
import { Backorder, BackorderStatus } from '../model/backorder.entity';
import { firstShortLine, sumDemands, type Demand } from '../model/demand';
import { StockAllocation } from '../model/stock-allocation.entity';
import { StockMovementKind } from '../model/stock-movement.entity';
import type { Destination } from '../model/nearness';
import { lockLevels } from '../storage/stock.queries';
import { roomToWait } from '../storage/waiting.queries';
import { rankingFor } from '../storage/ranking.queries';
import { moveStock } from './move-stock';
import { openLevels } from './open-levels';

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
 * Promises pieces to an owner, from the warehouses in the order of the tenant's policy; all lines or none. What is sold
 * beyond the stock waits for goods. Lines of variants whose stock is not counted are passed over. Refuses INSUFFICIENT_STOCK with the
 * field of the first line that is too much, INVALID.
 */
export async function allocateStock(work: Work, { ownerId, demands, goesTo = null }: AllocateStock): Promise<StockQuantity[]> {
  if (demands.length === 0) return [];
  const wanted = sumDemands(demands);
  const levels = await lockLevels(work, wanted.keys());
  const plan = planAllocation(wanted, levels, await rankingFor(work, levels, goesTo));
  const isOpened = plan.shortVariantIds.length > 0 && (await waitOrRefuse(work, { ownerId, demands, goesTo, levels, shortVariantIds: plan.shortVariantIds }));
  if (isOpened) return allocateStock(work, { ownerId, demands, goesTo });
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

interface Short extends Required<AllocateStock> {
  readonly shortVariantIds: readonly string[];
  readonly levels: readonly { variantId: string; available: number }[];
}

/**
 * Only variants that have too little are asked whether they are counted at all, or sold beyond the stock, so that most orders need not
 * ask. True where nothing was done but to open a level of what never came to any warehouse: goods that come this moment would not see who waits.
 */
async function waitOrRefuse(work: Work, { ownerId, demands, goesTo, shortVariantIds, levels }: Short): Promise<boolean> {
  const known = await getVariants(work, shortVariantIds);
  const isShort = (variantId: string) => shortVariantIds.includes(variantId) && known.get(variantId)?.variant.isStocked !== false;
  const stocked = demands.filter(({ variantId }) => isShort(variantId));
  if (stocked.length === 0) return false;
  const availableOf = (variantId: string) =>
    levels.filter((level) => level.variantId === variantId).reduce((sum, level) => sum + level.available, 0);
  const room = await roomToWait(work, [...new Set(stocked.map(({ variantId }) => variantId))]);
  const line = firstShortLine(stocked, (variantId) => availableOf(variantId) + (room.get(variantId) ?? 0));
  if (!line) {
    const unknown = stocked.filter(({ variantId }) => levels.every((level) => level.variantId !== variantId));
    if (unknown.length > 0) return (await openLevels(work, unknown)).levels.length > 0;
    const missing = [...sumDemands(stocked)].map(([variantId, quantity]) => ({ variantId, quantity: quantity - availableOf(variantId) }));
    await work.insertAll(Backorder, missing.map(({ variantId, quantity }) => ({ ownerId, variantId, quantity, waitingQuantity: quantity, goesTo: placeOf(goesTo), status: BackorderStatus.WAITING })));
    return false;
  }
  const name = known.get(line.variantId)?.variant.sku ?? line.variantId;
  throw new Refusal('INSUFFICIENT_STOCK', `Only ${availableOf(line.variantId) + (room.get(line.variantId) ?? 0)} of ${name} can be had.`, line.field ?? null);
}

/** Of an address what tells which warehouse is near. */
function placeOf(goesTo: Destination | null): Destination | null {
  return goesTo && { countryCode: goesTo.countryCode, postalCode: goesTo.postalCode };
}
