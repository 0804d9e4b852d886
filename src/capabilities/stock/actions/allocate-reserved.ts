import type { Work } from '../../../platform/database/work';
import { StockMovementKind } from '../model/stock-movement.entity';
import { lockReserved, movesOf } from '../storage/allocations.queries';
import type { StockQuantity } from './allocate-stock';
import { moveStock } from './move-stock';

/** What was held back for one owner is promised to another, for example the delivery of a period; nothing the second time. Returns what that is. Refuses nothing. */
export async function allocateReserved(work: Work, { ownerId, toOwnerId }: { ownerId: string; toOwnerId: string }): Promise<StockQuantity[]> {
  const { allocations, levels } = await lockReserved(work, ownerId);
  await moveStock(work, {
    kind: StockMovementKind.ALLOCATED,
    levels,
    moves: movesOf(allocations, levels).map(({ level, quantity }) => ({ level, onHandDelta: 0, allocatedDelta: quantity, reservedDelta: -quantity })),
    causeId: toOwnerId,
  });
  for (const allocation of allocations) Object.assign(allocation, { status: 'ALLOCATED', ownerId: toOwnerId });
  await work.saveAll(allocations);
  return allocations.map(({ variantId, warehouseId, quantity }) => ({ variantId, warehouseId, quantity }));
}
