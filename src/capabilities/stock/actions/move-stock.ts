import { invalid } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { stockBackIn, stockBackorderFilled, stockChanged, stockLow, stockOut, type StockEventData } from '../events';
import { planBackorders } from '../model/backorder-plan';
import { Backorder, BackorderStatus } from '../model/backorder.entity';
import { StockAllocation } from '../model/stock-allocation.entity';
import type { StockLevel } from '../model/stock-level.entity';
import { StockMovement, StockMovementKind } from '../model/stock-movement.entity';
import { rankingsOf } from '../storage/ranking.queries';
import { MAX_INT } from '../storage/stock.loaders';

export interface Move {
  readonly level: StockLevel;
  /** What causes this one; that of all when left out. */
  readonly causeId?: string;
  readonly onHandDelta: number;
  readonly allocatedDelta: number;
  /** 0 when left out. */
  readonly reservedDelta?: number;
  /** 0 when left out. */
  readonly incomingDelta?: number;
}

export interface MoveStock {
  readonly kind: StockMovementKind;
  /** All levels of the variants that move, from `lockLevels`. */
  readonly levels: readonly StockLevel[];
  readonly moves: readonly Move[];
  readonly causeId?: string | null;
  readonly reason?: string | null;
  /** The number in the input of whoever moves: quantity when left out. */
  readonly field?: readonly string[];
}

/**
 * Changes locked levels and writes the ledger and the events: the only way in which a level moves, so that the ledger always adds
 * up to it. What can be had again of a variant is given to who waits for it. The callers have checked that nothing becomes negative.
 * Refuses INVALID above 2^31 - 1 pieces.
 */
export async function moveStock(work: Work, { kind, levels, moves, causeId = null, reason = null, field = ['quantity'] }: MoveStock): Promise<void> {
  if (moves.length === 0) return;
  const availableBefore = availableByVariantOf(levels);
  const touched = [...new Set(moves.map(({ level }) => level))];
  const lowBefore = new Set(touched.filter(isLow));
  for (const { level, onHandDelta, allocatedDelta, reservedDelta = 0, incomingDelta = 0 } of moves) {
    level.onHand += onHandDelta;
    level.allocated += allocatedDelta;
    level.reserved += reservedDelta;
    level.incoming += incomingDelta;
    if (level.onHand > MAX_INT || level.incoming > MAX_INT) throw invalid(`A level can hold at most ${MAX_INT} pieces.`, field);
  }
  await work.saveAll(touched);
  await work.insertAll(
    StockMovement,
    moves.map(({ level: { id: levelId }, onHandDelta, allocatedDelta, reservedDelta = 0, incomingDelta = 0, causeId: own }) => {
      return { levelId, kind, onHandDelta, allocatedDelta, reservedDelta, incomingDelta, causeId: own ?? causeId, reason };
    }),
  );
  const availableAfter = availableByVariantOf(levels);
  for (const level of touched) {
    work.emit(stockChanged(dataOf(level)));
    if (isLow(level) && !lowBefore.has(level)) work.emit(stockLow(dataOf(level)));
  }
  const backIds: string[] = [];
  // Once a variant, whatever the number of its levels that moved: the last of them says it.
  for (const [variantId, level] of new Map(touched.map((one) => [one.variantId, one]))) {
    const [before, after] = [availableBefore.get(variantId)!, availableAfter.get(variantId)!];
    if (before > 0 && after <= 0) work.emit(stockOut(dataOf(level)));
    if (before > 0 || after <= 0) continue;
    work.emit(stockBackIn(dataOf(level)));
    backIds.push(variantId);
  }
  if (backIds.length > 0) await fillBackorders(work, levels, backIds);
}

/** Nobody else can have it in between: it is promised to those who wait, the longest first, in the same transaction. */
async function fillBackorders(work: Work, levels: readonly StockLevel[], variantIds: readonly string[]): Promise<void> {
  const waiting = await work.locked(Backorder).where({ variantId: variantIds, status: BackorderStatus.WAITING }).orderBy('createdAt', 'id').all();
  if (waiting.length === 0) return;
  const given = planBackorders(waiting, levels, await rankingsOf(work, levels));
  const moves = given.map(({ backorder, level, quantity }) => ({ level, causeId: backorder.ownerId, onHandDelta: 0, allocatedDelta: quantity }));
  await moveStock(work, { kind: StockMovementKind.ALLOCATED, levels, moves });
  await work.insertAll(StockAllocation, given.map(({ backorder: { ownerId }, level: { id: levelId, variantId, warehouseId }, quantity }) => ({ ownerId, levelId, variantId, warehouseId, quantity, status: 'ALLOCATED' as const })));
  const filled = new Set(given.map(({ backorder }) => backorder));
  for (const { backorder, quantity } of given) backorder.waitingQuantity -= quantity;
  for (const backorder of filled) {
    if (backorder.waitingQuantity === 0) backorder.status = BackorderStatus.FILLED;
    const { id: backorderId, ownerId, variantId, waitingQuantity } = backorder;
    work.emit(stockBackorderFilled({ backorderId, ownerId, variantId, waitingQuantity }));
  }
  await work.saveAll([...filled]);
}

function isLow({ available, safetyStock }: StockLevel): boolean {
  return safetyStock > 0 && available <= safetyStock;
}

function availableByVariantOf(levels: readonly StockLevel[]): Map<string, number> {
  const available = new Map<string, number>();
  for (const level of levels) available.set(level.variantId, (available.get(level.variantId) ?? 0) + level.available);
  return available;
}

function dataOf({ id, variantId, warehouseId, onHand, allocated, reserved, incoming, available }: StockLevel): StockEventData {
  return { levelId: id, variantId, warehouseId, onHand, allocated, reserved, incoming, available };
}
