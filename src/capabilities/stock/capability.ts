import { defineCapability } from '../../platform/capability';
import { stockBackIn, stockBackorderFilled, stockChanged, stockLow, stockOut } from './events';
import { BackorderResolver, VariantBackorderFields } from './graphql/backorder.resolver';
import { StockChangedResolver } from './graphql/stock-changed.resolver';
import { StockLevelResolver } from './graphql/stock-level.resolver';
import { StockPolicyResolver } from './graphql/stock-policy.resolver';
import { VariantStockFields } from './graphql/variant-stock.fields';
import { WarehouseResolver } from './graphql/warehouse.resolver';
import './model/refusals';
import { BackorderPolicy } from './model/backorder-policy.entity';
import { Backorder } from './model/backorder.entity';
import { StockAllocation } from './model/stock-allocation.entity';
import { StockLevel } from './model/stock-level.entity';
import { StockMovement } from './model/stock-movement.entity';
import { StockPolicy } from './model/stock-policy.entity';
import { Warehouse } from './model/warehouse.entity';
import { backorderById } from './storage/backorders.loaders';
import { stockInvariants } from './storage/stock.invariants';
import { stockLevelById, stockMovementById, warehouseById } from './storage/stock.loaders';

export const stock = defineCapability({
  name: 'stock',
  entities: [Warehouse, StockLevel, StockMovement, StockAllocation, StockPolicy, BackorderPolicy, Backorder],
  resolvers: [WarehouseResolver, StockLevelResolver, VariantStockFields, StockChangedResolver, StockPolicyResolver, BackorderResolver, VariantBackorderFields],
  nodes: [
    { prefix: 'whs', typeName: 'Warehouse', loader: warehouseById, permission: 'stock.read' },
    { prefix: 'stk', typeName: 'StockLevel', loader: stockLevelById, permission: 'stock.read' },
    { prefix: 'smv', typeName: 'StockMovement', loader: stockMovementById, permission: 'stock.read' },
    { prefix: 'bko', typeName: 'Backorder', loader: backorderById, permission: 'stock.read' },
  ],
  permissions: {
    'stock.read': { roles: ['STAFF', 'ADMIN'], description: 'Read warehouses, stock levels and their movements.' },
    'stock.manage': { roles: ['STAFF', 'ADMIN'], description: 'Create warehouses, receive and adjust stock.' },
  },
  invariants: stockInvariants,
  events: [stockChanged, stockLow, stockOut, stockBackIn, stockBackorderFilled],
});
