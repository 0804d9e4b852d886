import type { Work } from '../../../platform/database/work';
import { StockMovementKind } from '../model/stock-movement.entity';
import { lockPromised, movesOf, type Promised } from '../storage/allocations.queries';
import type { StockQuantity } from './allocate-stock';
import { Backorder, BackorderStatus } from '../model/backorder.entity';
import { moveStock } from './move-stock';

/**
 * Takes back what is promised to an owner and not shipped yet: it can be sold again. What it waits for is not waited for any more. Returns what that was; nothing when it was
 * done before. Refuses nothing.
 */
export async function releaseStock(work: Work, { ownerId }: { ownerId: string }): Promise<StockQuantity[]> {
  const { allocations, levels } = await lockReleasable(work, ownerId);
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

/** Goods that came for it while the backorders were waited for are taken back as well. */
async function lockReleasable(work: Work, ownerId: string): Promise<Promised> {
  const promised = await lockPromised(work, ownerId);
  const backorders = await work.locked(Backorder).where({ ownerId }).orderBy('createdAt', 'id').all();
  if (backorders.length === 0) return promised;
  const waiting = backorders.filter(({ status }) => status === BackorderStatus.WAITING);
  for (const backorder of waiting) backorder.status = BackorderStatus.CANCELED;
  await work.saveAll(waiting);
  return lockPromised(work, ownerId);
}
