import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { Backorder, BackorderStatus } from '../model/backorder.entity';
import { StockAllocation, type StockAllocationStatus } from '../model/stock-allocation.entity';
import type { StockLevel } from '../model/stock-level.entity';
import { lockLevels } from './stock.queries';

export interface Promised {
  readonly allocations: StockAllocation[];
  /** All levels of the variants that are promised. */
  readonly levels: StockLevel[];
}

/** Locks what is promised to an owner and not shipped: a second release or shipment waits here and then finds nothing left. */
export function lockPromised(work: Work, ownerId: string): Promise<Promised> {
  return lockHeld(work, ownerId, 'ALLOCATED');
}

/** The same of what is only held back. */
export function lockReserved(work: Work, ownerId: string): Promise<Promised> {
  return lockHeld(work, ownerId, 'RESERVED');
}

async function lockHeld(work: Work, ownerId: string, status: StockAllocationStatus): Promise<Promised> {
  const allocations = await work.locked(StockAllocation).where({ ownerId, status }).orderBy('id').all();
  if (allocations.length === 0) return { allocations, levels: [] };
  return { allocations, levels: await lockLevels(work, allocations.map(({ variantId }) => variantId)) };
}

/** How many pieces of each level some allocations hold. */
export function movesOf(
  allocations: readonly { levelId: string; quantity: number }[],
  levels: readonly StockLevel[],
): { level: StockLevel; quantity: number }[] {
  const quantities = new Map<string, number>();
  for (const { levelId, quantity } of allocations) quantities.set(levelId, (quantities.get(levelId) ?? 0) + quantity);
  return levels.flatMap((level) => (quantities.has(level.id) ? [{ level, quantity: quantities.get(level.id)! }] : []));
}

/** How many pieces of each variant an owner waits for; variants of which it has all are not named. */
export async function waitingFor(view: View, ownerId: string): Promise<Map<string, number>> {
  const waiting = await view.from(Backorder).where({ ownerId, status: BackorderStatus.WAITING }).all();
  return new Map(waiting.map(({ variantId, waitingQuantity }) => [variantId, waitingQuantity]));
}
