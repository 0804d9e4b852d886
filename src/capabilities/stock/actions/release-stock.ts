import type { Work } from '../../../platform/database/work';
import { StockMovementKind } from '../model/stock-movement.entity';
import { lockPromised, movesOf } from '../storage/allocations.queries';
import type { StockQuantity } from './allocate-stock';
import { moveStock } from './move-stock';

/**
 * Takes back what is promised to an owner and not shipped yet: it can be sold again. Returns what that was; nothing when it was
 * done before. Refuses nothing.
 */
export async function releaseStock(work: Work, { ownerId }: { ownerId: string }): Promise<StockQuantity[]> {
  const { allocations, levels } = await lockPromised(work, ownerId);
  await moveStock(work, {
    kind: StockMovementKind.RELEASED,
    levels,
    moves: movesOf(allocations, levels).map(({ level, quantity }) => ({ level, onHandDelta: 0, allocatedDelta: -quantity })),
    causeId: ownerId,
  });
  for (const allocation of allocations) allocation.status = 'RELEASED';
  await work.saveAll(allocations);
  return allocations.map(({ variantId, warehouseId, quantity }) => ({ variantId, warehouseId, quantity }));
}
