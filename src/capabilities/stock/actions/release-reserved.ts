import type { Work } from '../../../platform/database/work';
import { StockMovementKind } from '../model/stock-movement.entity';
import { lockReserved, movesOf } from '../storage/allocations.queries';
import { moveStock } from './move-stock';

/** What was held back for an owner can be sold again; nothing happens when it was done before. Refuses nothing. */
export async function releaseReserved(work: Work, { ownerId }: { ownerId: string }): Promise<void> {
  const { allocations, levels } = await lockReserved(work, ownerId);
  await moveStock(work, {
    kind: StockMovementKind.RELEASED,
    levels,
    moves: movesOf(allocations, levels).map(({ level, quantity }) => ({ level, onHandDelta: 0, allocatedDelta: 0, reservedDelta: -quantity })),
    causeId: ownerId,
  });
  for (const allocation of allocations) allocation.status = 'RELEASED';
  await work.saveAll(allocations);
}
