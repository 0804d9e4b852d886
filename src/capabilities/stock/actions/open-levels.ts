import { notFound, Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { getVariants } from '../../catalog/contract';
import { StockLevel } from '../model/stock-level.entity';
import { Warehouse } from '../model/warehouse.entity';
import { lockLevels } from '../storage/stock.queries';
import { ensureDefaultWarehouse } from './ensure-default-warehouse';

/** A variant in a warehouse; the default warehouse when none is named. */
export interface Place {
  readonly variantId: string;
  readonly warehouseId?: string | null;
  /** Path of the input that names it; a refusal is about its variantId or warehouseId. */
  readonly field?: readonly string[];
}

export interface OpenedLevels {
  /** All levels of the variants, locked. */
  readonly levels: StockLevel[];
  readonly levelOf: (place: Place) => StockLevel;
}

/**
 * Locks the levels of some places and makes those that do not exist yet, with nothing in them.
 * Refuses NOT_FOUND for an unknown variant or warehouse, NOT_STOCKED for a digital one.
 */
export async function openLevels(work: Work, places: readonly Place[]): Promise<OpenedLevels> {
  await assertStocked(work, places);
  const defaultId = places.every(({ warehouseId }) => warehouseId) ? null : (await ensureDefaultWarehouse(work)).id;
  await assertWarehouses(work, places);
  const keyOf = ({ variantId, warehouseId }: Place) => `${variantId} ${warehouseId ?? defaultId}`;
  for (;;) {
    const levels = await lockLevels(work, places.map(({ variantId }) => variantId));
    const levelByKey = new Map(levels.map((level) => [keyOf(level), level]));
    const missing = new Map(places.filter((place) => !levelByKey.has(keyOf(place))).map((place) => [keyOf(place), place]));
    if (missing.size === 0) return { levels, levelOf: (place) => levelByKey.get(keyOf(place))! };
    // None are inserted when another transaction was faster with one; the next look finds it.
    await work.insertAllUnlessPresent(
      StockLevel,
      [...missing.values()].map(({ variantId, warehouseId }) => emptyLevel(variantId, warehouseId ?? defaultId!)),
    );
  }
}

function emptyLevel(variantId: string, warehouseId: string): Partial<StockLevel> {
  return { variantId, warehouseId, onHand: 0, allocated: 0, reserved: 0, incoming: 0, safetyStock: 0 };
}

/** Refuses NOT_FOUND for an unknown variant, NOT_STOCKED for a digital one. */
export async function assertStocked(work: Work, places: readonly Pick<Place, 'variantId' | 'field'>[]): Promise<void> {
  const known = await getVariants(work, places.map(({ variantId }) => variantId));
  for (const { variantId, field = [] } of places) {
    const found = known.get(variantId);
    if (!found) throw notFound('This variant', [...field, 'variantId']);
    if (!found.variant.isStocked) throw new Refusal('NOT_STOCKED', 'This variant is digital: its stock is not counted.', [...field, 'variantId']);
  }
}

/** Refuses NOT_FOUND for an unknown warehouse. */
export async function assertWarehouses(work: Work, places: readonly Pick<Place, 'warehouseId' | 'field'>[]): Promise<void> {
  const wanted = places.flatMap(({ warehouseId }) => warehouseId ?? []);
  if (wanted.length === 0) return;
  const known = new Set((await work.from(Warehouse).where({ id: [...new Set(wanted)] }).all()).map(({ id }) => id));
  const lost = places.find(({ warehouseId }) => warehouseId && !known.has(warehouseId));
  if (lost) throw notFound('This warehouse', [...(lost.field ?? []), 'warehouseId']);
}
