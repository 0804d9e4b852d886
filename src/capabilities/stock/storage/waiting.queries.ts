import { isBefore } from '../../../kernel/clock';
import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { BackorderMode, BackorderPolicy } from '../model/backorder-policy.entity';
import { Backorder, BackorderStatus } from '../model/backorder.entity';
import { firstShortLine, type Demand } from '../model/demand';
import { StockAllocation } from '../model/stock-allocation.entity';
import { MAX_INT } from './stock.loaders';

/** How many more pieces of each variant may wait for goods; those that are not named may not. Who asks holds the levels of the variants. */
export async function roomToWait(work: Work, variantIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const policies = await work.locked(BackorderPolicy).where({ variantId: variantIds }).orderBy('variantId').all();
  const open = policies.filter(({ mode, availableFrom }) => mode === BackorderMode.BACKORDER || (availableFrom !== null && isBefore(work.now, availableFrom)));
  const limited = open.filter(({ maxPieces }) => maxPieces !== null);
  const waiting = limited.length === 0 ? [] : await work.locked(Backorder).where({ variantId: limited.map(({ variantId }) => variantId), status: BackorderStatus.WAITING }).orderBy('createdAt', 'id').all();
  const waitingOf = (variantId: string) => waiting.filter((one) => one.variantId === variantId).reduce((sum, { waitingQuantity }) => sum + waitingQuantity, 0);
  return new Map(open.map(({ variantId, maxPieces }) => [variantId, maxPieces === null ? MAX_INT : Math.max(0, maxPieces - waitingOf(variantId))]));
}

/** What is not held back of what an owner wants must be sold beyond the stock. Refuses INSUFFICIENT_STOCK with the first line that is too much. */
export async function assertRestMayWait(work: Work, { ownerId, demands }: { ownerId: string; demands: readonly Demand[] }): Promise<void> {
  const held = await work.from(StockAllocation).where({ ownerId, status: 'RESERVED' }).all();
  const room = await roomToWait(work, demands.map(({ variantId }) => variantId));
  const heldOf = (variantId: string) => held.filter((one) => one.variantId === variantId).reduce((sum, { quantity }) => sum + quantity, 0);
  const line = firstShortLine(demands, (variantId) => heldOf(variantId) + (room.get(variantId) ?? 0));
  if (!line) return;
  const had = heldOf(line.variantId) + (room.get(line.variantId) ?? 0);
  throw new Refusal('INSUFFICIENT_STOCK', `Only ${had} of ${line.quantity} can be had.`, line.field ?? null);
}
