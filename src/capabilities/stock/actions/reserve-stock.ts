import type { Work } from '../../../platform/database/work';
import { planAllocation } from '../model/allocation-plan';
import { sumDemands, type Demand } from '../model/demand';
import type { Destination } from '../model/nearness';
import { choose, type Choice } from '../model/substitution';
import { StockAllocation } from '../model/stock-allocation.entity';
import { StockMovementKind } from '../model/stock-movement.entity';
import { rankingFor } from '../storage/ranking.queries';
import { lockLevels } from '../storage/stock.queries';
import { moveStock } from './move-stock';

/** What is wanted of a variant, and what may stand in for it, the first that there is enough of. */
export interface Wanted extends Demand {
  readonly substituteIds?: readonly string[];
}

export interface ReserveStock {
  /** What the pieces are held back for, for example a period of a subscription. */
  readonly ownerId: string;
  readonly wanted: readonly Wanted[];
  /** Where it goes, for whoever takes from the nearest warehouse. */
  readonly goesTo?: Destination | null;
  /** Also a part of what is wanted: what there is. */
  readonly isPartial?: boolean;
}

export interface ReservedStock {
  /** For each line what is taken; the same as wanted where nothing stands in for it. */
  readonly taken: readonly Choice[];
  /** What there is not enough of, and how much of it is wanted; nothing is held back then. */
  readonly missing: readonly Demand[];
}

/**
 * Holds pieces back for an owner, all lines or none, or as much as there is; what it had before is given back first, so that repeating it changes nothing. A
 * variant that never came to any warehouse is not counted, and can always be had. Tells of a shortage, and refuses only INVALID.
 */
export async function reserveStock(work: Work, { ownerId, wanted, goesTo = null, isPartial = false }: ReserveStock): Promise<ReservedStock> {
  const demands = sumDemands(wanted);
  const before = await work.locked(StockAllocation).where({ ownerId, status: 'RESERVED' }).orderBy('id').all();
  const wantedIds = [...demands.keys(), ...wanted.flatMap(({ substituteIds = [] }) => substituteIds)];
  const levels = await lockLevels(work, [...wantedIds, ...before.map(({ variantId }) => variantId)]);
  const freed = new Map<string, number>();
  for (const { levelId, quantity } of before) freed.set(levelId, (freed.get(levelId) ?? 0) + quantity);
  const shelves = levels.map((level) => ({ level, variantId: level.variantId, warehouseId: level.warehouseId, available: level.available + (freed.get(level.id) ?? 0) }));
  const { taken, missing } = choose(wanted, shelves);
  const held = isPartial ? wanted : missing.length > 0 ? [] : taken;
  const { takes } = planAllocation(countedOf(held, shelves), shelves, await rankingFor(work, shelves, goesTo));
  const quantities = new Map(takes.map(({ level: { level }, quantity }) => [level.id, quantity]));
  const moves = levels.map((level) => ({ level, onHandDelta: 0, allocatedDelta: 0, reservedDelta: (quantities.get(level.id) ?? 0) - (freed.get(level.id) ?? 0) }));
  if (moves.every(({ reservedDelta }) => reservedDelta === 0)) return { taken, missing };
  await moveStock(work, { kind: StockMovementKind.RESERVED, levels, moves: moves.filter(({ reservedDelta }) => reservedDelta !== 0), causeId: ownerId });
  for (const allocation of before) allocation.status = 'RELEASED';
  await work.saveAll(before);
  await work.insertAll(StockAllocation, takes.map(({ level: { level }, quantity }) => ({ levelId: level.id, variantId: level.variantId, warehouseId: level.warehouseId, quantity, ownerId, status: 'RESERVED' as const })));
  return { taken, missing };
}

/** How many of each variant whose stock is counted. */
function countedOf(taken: readonly Demand[], shelves: readonly { readonly variantId: string }[]): Map<string, number> {
  return sumDemands(taken.filter(({ variantId }) => shelves.some((shelf) => shelf.variantId === variantId)));
}
