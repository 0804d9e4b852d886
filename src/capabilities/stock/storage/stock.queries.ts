import type { Page, PageRequest } from '../../../kernel/page';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { StockLevel } from '../model/stock-level.entity';
import { Warehouse } from '../model/warehouse.entity';

/** The first by priority, then by age; null while the tenant has none. */
export function findDefaultWarehouse(view: View): Promise<Warehouse | null> {
  return view.from(Warehouse).orderBy('priority', 'id').one();
}

export function warehousesByPriority(view: View): Promise<Warehouse[]> {
  return view.from(Warehouse).orderBy('priority', 'id').all();
}

export function pageOfWarehouses(view: View, request: PageRequest): Promise<Page<Warehouse>> {
  return view.from(Warehouse).orderBy('priority').page(request);
}

/**
 * Locks all levels of the variants, always in the same order, so that two orders never wait for each other. Whoever changes
 * a level holds all levels of its variant, so what a variant has in all warehouses is known.
 */
export function lockLevels(work: Work, variantIds: Iterable<string>): Promise<StockLevel[]> {
  return work
    .locked(StockLevel)
    .where({ variantId: [...new Set(variantIds)].sort() })
    .orderBy('variantId', 'warehouseId')
    .all();
}

export interface StockLevelFilter {
  readonly variantId?: string | null;
  readonly warehouseId?: string | null;
}

export function pageOfStockLevels(view: View, { variantId, warehouseId }: StockLevelFilter, request: PageRequest): Promise<Page<StockLevel>> {
  return view
    .from(StockLevel)
    .where({ variantId: variantId ?? undefined, warehouseId: warehouseId ?? undefined })
    .orderBy('id')
    .page(request);
}
