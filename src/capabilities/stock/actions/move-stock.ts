import { invalid } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { stockBackIn, stockChanged, stockLow, stockOut, type StockEventData } from '../events';
import type { StockLevel } from '../model/stock-level.entity';
import { StockMovement, type StockMovementKind } from '../model/stock-movement.entity';
import { MAX_INT } from '../storage/stock.loaders';

export interface Move {
  readonly level: StockLevel;
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
  /** At most one for a level. */
  readonly moves: readonly Move[];
  readonly causeId?: string | null;
  readonly reason?: string | null;
  /** The number in the input of whoever moves: quantity when left out. */
  readonly field?: readonly string[];
}

/**
 * Changes locked levels and writes the ledger and the events: the only way in which a level moves, so that the ledger always adds
 * up to it. The callers have checked that nothing becomes negative. Refuses INVALID above 2^31 - 1 pieces.
 */
export async function moveStock(work: Work, { kind, levels, moves, causeId = null, reason = null, field = ['quantity'] }: MoveStock): Promise<void> {
  if (moves.length === 0) return;
  const availableBefore = availableByVariantOf(levels);
  const lowBefore = new Set(moves.filter(({ level }) => isLow(level)).map(({ level }) => level.id));
  for (const { level, onHandDelta, allocatedDelta, reservedDelta = 0, incomingDelta = 0 } of moves) {
    level.onHand += onHandDelta;
    level.allocated += allocatedDelta;
    level.reserved += reservedDelta;
    level.incoming += incomingDelta;
    if (level.onHand > MAX_INT || level.incoming > MAX_INT) throw invalid(`A level can hold at most ${MAX_INT} pieces.`, field);
  }
  await work.saveAll(moves.map(({ level }) => level));
  await work.insertAll(
    StockMovement,
    moves.map(({ level, onHandDelta, allocatedDelta, reservedDelta = 0, incomingDelta = 0 }) => ({
      levelId: level.id,
      kind,
      onHandDelta,
      allocatedDelta,
      reservedDelta,
      incomingDelta,
      causeId,
      reason,
    })),
  );
  const availableAfter = availableByVariantOf(levels);
  for (const { level } of moves) {
    work.emit(stockChanged(dataOf(level)));
    if (isLow(level) && !lowBefore.has(level.id)) work.emit(stockLow(dataOf(level)));
  }
  // Once a variant, whatever the number of its levels that moved: the last of them says it.
  for (const [variantId, level] of new Map(moves.map((move) => [move.level.variantId, move.level]))) {
    const [before, after] = [availableBefore.get(variantId)!, availableAfter.get(variantId)!];
    if (before > 0 && after <= 0) work.emit(stockOut(dataOf(level)));
    if (before <= 0 && after > 0) work.emit(stockBackIn(dataOf(level)));
  }
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
