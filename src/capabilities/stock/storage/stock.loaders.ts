import { byId, defineLoader, pageBy } from '../../../platform/graphql/loader';
import { StockLevel } from '../model/stock-level.entity';
import { StockMovement } from '../model/stock-movement.entity';
import { Warehouse } from '../model/warehouse.entity';

export const warehouseById = byId(Warehouse);
export const stockLevelById = byId(StockLevel);
export const stockMovementById = byId(StockMovement);

export const stockLevelsByVariant = pageBy({ entity: StockLevel, parent: 'variantId', sort: ['id'], areFew: true });
export const movementsByLevel = pageBy({ entity: StockMovement, parent: 'levelId', sort: ['-createdAt'] });

/** What GraphQL's Int can say; also what a variant shows that never runs out. */
export const MAX_INT = 2_147_483_647;

/** Pieces of a variant that can still be sold, over all warehouses. 0 for one that was never received, digital ones included. */
export const availableByVariant = defineLoader('availableByVariant', async (view, variantIds) => {
  const rows = await view.rows(
    'stock_level: available',
    `SELECT variant_id, SUM(on_hand - allocated - reserved) AS available FROM stock_level
     WHERE tenant_id = :tenant AND variant_id IN (:variantIds) GROUP BY variant_id`,
    { variantIds },
  );
  const available = new Map(rows.map((row) => [row.variant_id as string, Math.min(Number(row.available), MAX_INT)]));
  return variantIds.map((id) => available.get(id) ?? 0);
});
