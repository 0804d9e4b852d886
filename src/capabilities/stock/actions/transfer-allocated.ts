import type { Work } from '../../../platform/database/work';
import { StockAllocation } from '../model/stock-allocation.entity';
import type { StockQuantity } from './allocate-stock';

/**
 * What is promised to one owner is promised to another from now on, for example to the order of a delivery. No level moves, so
 * nobody else can have it in between; nothing happens the second time. Returns what that is. Refuses nothing.
 */
export async function transferAllocated(work: Work, { ownerId, toOwnerId }: { ownerId: string; toOwnerId: string }): Promise<StockQuantity[]> {
  const allocations = await work.locked(StockAllocation).where({ ownerId, status: 'ALLOCATED' }).orderBy('id').all();
  for (const allocation of allocations) allocation.ownerId = toOwnerId;
  await work.saveAll(allocations);
  return allocations.map(({ variantId, warehouseId, quantity }) => ({ variantId, warehouseId, quantity }));
}
