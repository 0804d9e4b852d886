import type { Work } from '../../../platform/database/work';
import { StockAllocation, type StockAllocationStatus } from '../model/stock-allocation.entity';
import type { StockQuantity } from './allocate-stock';

interface Owners {
  readonly ownerId: string;
  readonly toOwnerId: string;
}

/**
 * What is promised to one owner is promised to another from now on, for example to the order of a delivery. No level moves, so
 * nobody else can have it in between; nothing happens the second time. Returns what that is. Refuses nothing.
 */
export function transferAllocated(work: Work, owners: Owners): Promise<StockQuantity[]> {
  return transfer(work, owners, 'ALLOCATED');
}

/** The same of what is only held back, for example for a period that another one takes the place of. */
export function transferReserved(work: Work, owners: Owners): Promise<StockQuantity[]> {
  return transfer(work, owners, 'RESERVED');
}

async function transfer(work: Work, { ownerId, toOwnerId }: Owners, status: StockAllocationStatus): Promise<StockQuantity[]> {
  const allocations = await work.locked(StockAllocation).where({ ownerId, status }).orderBy('id').all();
  for (const allocation of allocations) allocation.ownerId = toOwnerId;
  await work.saveAll(allocations);
  return allocations.map(({ variantId, warehouseId, quantity }) => ({ variantId, warehouseId, quantity }));
}
