import { defineCapability } from '../../platform/capability';
import { stockBackIn, stockChanged, stockLow, stockOut } from './events';
import { ReorderRuleResolver } from './graphql/reorder-rule.resolver';
import { StockChangedResolver } from './graphql/stock-changed.resolver';
import { StockLevelResolver } from './graphql/stock-level.resolver';
import { SupplierResolver } from './graphql/supplier.resolver';
import { VariantStockFields } from './graphql/variant-stock.fields';
import { SupplierItemFields, VariantSupplyFields } from './graphql/variant-supply.fields';
import { WarehouseResolver } from './graphql/warehouse.resolver';
import './model/refusals';
import { ReorderRule } from './model/reorder-rule.entity';
import { StockAllocation } from './model/stock-allocation.entity';
import { StockLevel } from './model/stock-level.entity';
import { StockMovement } from './model/stock-movement.entity';
import { SupplierItem } from './model/supplier-item.entity';
import { Supplier } from './model/supplier.entity';
import { Warehouse } from './model/warehouse.entity';
import { stockInvariants } from './storage/stock.invariants';
import { stockLevelById, stockMovementById, warehouseById } from './storage/stock.loaders';
import { reorderRuleById, supplierById, supplierItemById } from './storage/supply.loaders';

export const stock = defineCapability({
  name: 'stock',
  entities: [Warehouse, StockLevel, StockMovement, StockAllocation, Supplier, SupplierItem, ReorderRule],
  resolvers: [WarehouseResolver, StockLevelResolver, VariantStockFields, StockChangedResolver, SupplierResolver, SupplierItemFields, VariantSupplyFields, ReorderRuleResolver],
  nodes: [
    { prefix: 'whs', typeName: 'Warehouse', loader: warehouseById, permission: 'stock.read' },
    { prefix: 'stk', typeName: 'StockLevel', loader: stockLevelById, permission: 'stock.read' },
    { prefix: 'smv', typeName: 'StockMovement', loader: stockMovementById, permission: 'stock.read' },
    { prefix: 'sup', typeName: 'Supplier', loader: supplierById, permission: 'supply.read' },
    { prefix: 'sit', typeName: 'SupplierItem', loader: supplierItemById, permission: 'supply.read' },
    { prefix: 'ror', typeName: 'ReorderRule', loader: reorderRuleById, permission: 'supply.read' },
  ],
  permissions: {
    'stock.read': { roles: ['STAFF', 'ADMIN'], description: 'Read warehouses, stock levels and their movements.' },
    'stock.manage': { roles: ['STAFF', 'ADMIN'], description: 'Create warehouses, receive and adjust stock.' },
    'supply.read': { roles: ['STAFF', 'ADMIN'], description: 'Read suppliers, what they sell, and when it is bought again.' },
    'supply.manage': { roles: ['STAFF', 'ADMIN'], description: 'Change suppliers, what they sell, and when it is bought again.' },
  },
  invariants: stockInvariants,
  events: [stockChanged, stockLow, stockOut, stockBackIn],
});
