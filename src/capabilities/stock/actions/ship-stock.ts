import type { Work } from '../../../platform/database/work';
import { sumDemands, type Demand } from '../model/demand';
import { StockAllocation } from '../model/stock-allocation.entity';
import { StockMovementKind } from '../model/stock-movement.entity';
import { lockPromised, movesOf } from '../storage/allocations.queries';
import type { StockQuantity } from './allocate-stock';
import { moveStock } from './move-stock';

export interface ShipStock {
  readonly ownerId: string;
  /** Only these; all that is promised when left out. */
  readonly items?: readonly Demand[];
}

/**
 * Lets promised pieces leave the warehouse: onHand and allocated fall. Returns what really left: never more than was still
 * promised, so nothing the second time. Refuses INVALID for a quantity that is not a whole number above zero.
 */
export async function shipStock(work: Work, { ownerId, items }: ShipStock): Promise<StockQuantity[]> {
  const wanted = items ? sumDemands(items) : null;
  const { allocations, levels } = await lockPromised(work, ownerId);
  const shipped = allocations.flatMap((allocation) => {
    const quantity = wanted ? Math.min(allocation.quantity, wanted.get(allocation.variantId) ?? 0) : allocation.quantity;
    wanted?.set(allocation.variantId, (wanted.get(allocation.variantId) ?? 0) - quantity);
    return quantity > 0 ? [{ allocation, levelId: allocation.levelId, quantity }] : [];
  });
  await moveStock(work, {
    kind: StockMovementKind.SHIPPED,
    levels,
    moves: movesOf(shipped, levels).map(({ level, quantity }) => ({ level, onHandDelta: -quantity, allocatedDelta: -quantity })),
    causeId: ownerId,
  });
  const parts = shipped.filter(({ allocation, quantity }) => quantity < allocation.quantity);
  for (const { allocation, quantity } of shipped) {
    if (quantity === allocation.quantity) allocation.status = 'SHIPPED';
    else allocation.quantity -= quantity;
  }
  await work.saveAll(shipped.map(({ allocation }) => allocation));
  await work.insertAll(StockAllocation, parts.map(({ allocation, quantity }) => shippedPart(allocation, quantity)));
  return shipped.map(({ allocation: { variantId, warehouseId }, quantity }) => ({ variantId, warehouseId, quantity }));
}

/** What left of an allocation of which the rest is still promised. */
function shippedPart({ ownerId, levelId, variantId, warehouseId }: StockAllocation, quantity: number): Partial<StockAllocation> {
  return { ownerId, levelId, variantId, warehouseId, quantity, status: 'SHIPPED' };
}
