import type { Destination } from './nearness';
import { planAllocation, type Ranking, type Shelf, type Take } from './allocation-plan';

interface Waiting {
  readonly variantId: string;
  readonly waitingQuantity: number;
  readonly goesTo: Destination | null;
}

export interface Given<Level, Backorder> extends Take<Level> {
  readonly backorder: Backorder;
}

/** What those who wait are given of what stands there now: one after the other, each as much as there is. */
export function planBackorders<Level extends Shelf, Backorder extends Waiting>(
  waiting: readonly Backorder[],
  levels: readonly Level[],
  rankingTo: (goesTo: Destination | null) => Ranking,
): Given<Level, Backorder>[] {
  const shelves = levels.map((level) => ({ level, variantId: level.variantId, warehouseId: level.warehouseId, available: level.available }));
  return waiting.flatMap((backorder) => {
    const { takes } = planAllocation(new Map([[backorder.variantId, backorder.waitingQuantity]]), shelves, rankingTo(backorder.goesTo));
    for (const { level: shelf, quantity } of takes) shelf.available -= quantity;
    return takes.map(({ level: { level }, quantity }) => ({ backorder, level, quantity }));
  });
}
