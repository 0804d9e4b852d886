import { defineCapability } from '../../platform/capability';
import { stockBackIn, stockChanged, stockLow, stockOut } from './events';
import { StockChangedResolver } from './graphql/stock-changed.resolver';
import { StockLevelResolver } from './graphql/stock-level.resolver';
import { VariantStockFields } from './graphql/variant-stock.fields';
import { WarehouseResolver } from './graphql/warehouse.resolver';
import './model/refusals';
import { StockAllocation } from './model/stock-allocation.entity';
import { StockLevel } from './model/stock-level.entity';
import { StockMovement } from './model/stock-movement.entity';
import { Warehouse } from './model/warehouse.entity';
import { stockLevelById, stockMovementById, warehouseById } from './storage/stock.loaders';

export const stock = defineCapability({
  name: 'stock',
  entities: [Warehouse, StockLevel, StockMovement, StockAllocation],
  resolvers: [WarehouseResolver, StockLevelResolver, VariantStockFields, StockChangedResolver],
  nodes: [
    { prefix: 'whs', typeName: 'Warehouse', loader: warehouseById, permission: 'stock.read' },
    { prefix: 'stk', typeName: 'StockLevel', loader: stockLevelById, permission: 'stock.read' },
    { prefix: 'smv', typeName: 'StockMovement', loader: stockMovementById, permission: 'stock.read' },
  ],
  permissions: {
    'stock.read': { roles: ['STAFF', 'ADMIN'], description: 'Read warehouses, stock levels and their movements.' },
    'stock.manage': { roles: ['STAFF', 'ADMIN'], description: 'Create warehouses, receive and adjust stock.' },
  },
  invariants: [
    {
      name: 'stock movements add up to the level',
      description: 'Every change of onHand and allocated has its line in the ledger.',
      violations: `SELECT l.tenant_id, l.id FROM stock_level l
        LEFT JOIN stock_movement m ON m.tenant_id = l.tenant_id AND m.level_id = l.id
        GROUP BY l.tenant_id, l.id, l.on_hand, l.allocated
        HAVING l.on_hand <> COALESCE(SUM(m.on_hand_delta), 0) OR l.allocated <> COALESCE(SUM(m.allocated_delta), 0)`,
    },
    {
      name: 'no stock is negative or promised twice',
      description: 'Quantities are zero or above, and what is promised and held back stands in the warehouse.',
      violations: `SELECT tenant_id, id FROM stock_level
        WHERE on_hand < 0 OR allocated < 0 OR reserved < 0 OR incoming < 0 OR allocated + reserved > on_hand`,
    },
    {
      name: 'open allocations add up to allocated',
      description: 'Every allocated piece is promised to somebody.',
      violations: `SELECT l.tenant_id, l.id FROM stock_level l
        LEFT JOIN stock_allocation a ON a.tenant_id = l.tenant_id AND a.level_id = l.id AND a.status = 'ALLOCATED'
        GROUP BY l.tenant_id, l.id, l.allocated HAVING l.allocated <> COALESCE(SUM(a.quantity), 0)`,
    },
  ],
  events: [stockChanged, stockLow, stockOut, stockBackIn],
});
