import { normaliseText } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { assertQuantity } from '../model/demand';
import type { StockLevel } from '../model/stock-level.entity';
import { StockMovement, StockMovementKind } from '../model/stock-movement.entity';
import { moveStock } from './move-stock';
import { openLevels, type Place } from './open-levels';

export interface ReceiveStock {
  readonly items: readonly (Place & { readonly quantity: number })[];
  /** What the goods came by, for example a shipment of a supplier or a return. The same again adds nothing. */
  readonly causeId?: string | null;
  readonly reason?: string | null;
  readonly kind?: StockMovementKind.RECEIVED | StockMovementKind.RETURNED;
}

/**
 * Puts goods on the shelf, many variants at once; returns the levels that they stand at. With a `causeId`, what it brought to a level
 * before is not added again. Refuses NOT_FOUND, NOT_STOCKED, INVALID.
 */
export async function receiveStock(
  work: Work,
  { items, causeId = null, reason, kind = StockMovementKind.RECEIVED }: ReceiveStock,
): Promise<StockLevel[]> {
  for (const { quantity, field = [] } of items) assertQuantity(quantity, [...field, 'quantity']);
  if (items.length === 0) return [];
  const { levels, levelOf } = await openLevels(work, items);
  const quantities = new Map<StockLevel, number>();
  for (const item of items) quantities.set(levelOf(item), (quantities.get(levelOf(item)) ?? 0) + item.quantity);
  const touched = [...quantities.keys()];
  const done = causeId ? await levelsMovedBy(work, { causeId, kind, levels: touched }) : new Set<string>();
  await moveStock(work, {
    kind,
    levels,
    moves: touched.filter(({ id }) => !done.has(id)).map((level) => ({ level, onHandDelta: quantities.get(level)!, allocatedDelta: 0 })),
    causeId,
    reason: normaliseText(reason, ['reason'], 255),
  });
  return touched;
}

async function levelsMovedBy(
  work: Work,
  { causeId, kind, levels }: { causeId: string; kind: StockMovementKind; levels: readonly StockLevel[] },
): Promise<Set<string>> {
  const movements = await work.from(StockMovement).where({ causeId, kind, levelId: levels.map(({ id }) => id) }).all();
  return new Set(movements.map(({ levelId }) => levelId));
}
