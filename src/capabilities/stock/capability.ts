import { defineCapability } from '../../platform/capability';
import {
  purchaseOrderCanceled,
  purchaseOrderConfirmed,
  purchaseOrderCreated,
  purchaseOrderOrdered,
  purchaseOrderReceived,
  purchaseOrderShipped,
  stockBackIn,
  stockBackorderFilled,
  stockChanged,
  stockLow,
  stockOut,
} from './events';
import { BackorderResolver, VariantBackorderFields } from './graphql/backorder.resolver';
import { PurchaseOrderEventFields, PurchaseOrderFields, PurchaseOrderLineFields, PurchaseOrderReceiptFields, PurchaseOrderReceiptLineFields } from './graphql/purchase-order.fields';
import { PurchaseOrderResolver } from './graphql/purchase-order.resolver';
import { ReorderRuleResolver } from './graphql/reorder-rule.resolver';
import { StockChangedResolver } from './graphql/stock-changed.resolver';
import { StockLevelResolver } from './graphql/stock-level.resolver';
import { StockPolicyResolver } from './graphql/stock-policy.resolver';
import { SupplierWebhookFields } from './graphql/supplier-webhook.fields';
import { SupplierResolver } from './graphql/supplier.resolver';
import { VariantStockFields } from './graphql/variant-stock.fields';
import { SupplierItemFields, VariantSupplyFields } from './graphql/variant-supply.fields';
import { WarehouseResolver } from './graphql/warehouse.resolver';
import { BackorderPolicy } from './model/backorder-policy.entity';
import { Backorder } from './model/backorder.entity';
import { PurchaseOrderCounter } from './model/purchase-order-counter.entity';
import { PurchaseOrderLine } from './model/purchase-order-line.entity';
import { PurchaseOrderReceipt, PurchaseOrderReceiptLine } from './model/purchase-order-receipt.entity';
import { PurchaseOrder } from './model/purchase-order.entity';
import './model/refusals';
import { ReorderRule } from './model/reorder-rule.entity';
import { StockAllocation } from './model/stock-allocation.entity';
import { StockLevel } from './model/stock-level.entity';
import { StockMovement } from './model/stock-movement.entity';
import { StockPolicy } from './model/stock-policy.entity';
import { SupplierItem } from './model/supplier-item.entity';
import { SupplierMessage } from './model/supplier-message.entity';
import { Supplier } from './model/supplier.entity';
import { Warehouse } from './model/warehouse.entity';
import { sealedWebhookSecrets } from './model/webhook-secret';
import { backorderById } from './storage/backorders.loaders';
import { purchaseOrderById, receiptById } from './storage/purchase-orders.loaders';
import { stockInvariants } from './storage/stock.invariants';
import { stockLevelById, stockMovementById, warehouseById } from './storage/stock.loaders';
import { reorderRuleById, supplierById, supplierItemById } from './storage/supply.loaders';
import { supplyInvariants } from './storage/supply.invariants';

export const stock = defineCapability({
  name: 'stock',
  entities: [
    ...[Warehouse, StockLevel, StockMovement, StockAllocation, StockPolicy, BackorderPolicy, Backorder],
    ...[Supplier, SupplierItem, ReorderRule, SupplierMessage],
    ...[PurchaseOrder, PurchaseOrderLine, PurchaseOrderReceipt, PurchaseOrderReceiptLine, PurchaseOrderCounter],
  ],
  resolvers: [
    ...[WarehouseResolver, StockLevelResolver, VariantStockFields, StockChangedResolver, StockPolicyResolver, BackorderResolver, VariantBackorderFields],
    ...[SupplierResolver, SupplierItemFields, SupplierWebhookFields, VariantSupplyFields, ReorderRuleResolver],
    ...[PurchaseOrderResolver, PurchaseOrderFields, PurchaseOrderLineFields, PurchaseOrderReceiptFields, PurchaseOrderReceiptLineFields, PurchaseOrderEventFields],
  ],
  nodes: [
    { prefix: 'whs', typeName: 'Warehouse', loader: warehouseById, permission: 'stock.read' },
    { prefix: 'stk', typeName: 'StockLevel', loader: stockLevelById, permission: 'stock.read' },
    { prefix: 'smv', typeName: 'StockMovement', loader: stockMovementById, permission: 'stock.read' },
    { prefix: 'bko', typeName: 'Backorder', loader: backorderById, permission: 'stock.read' },
    { prefix: 'sup', typeName: 'Supplier', loader: supplierById, permission: 'supply.read' },
    { prefix: 'sit', typeName: 'SupplierItem', loader: supplierItemById, permission: 'supply.read' },
    { prefix: 'po', typeName: 'PurchaseOrder', loader: purchaseOrderById, permission: 'supply.read' },
    { prefix: 'prc', typeName: 'PurchaseOrderReceipt', loader: receiptById, permission: 'supply.read' },
    { prefix: 'ror', typeName: 'ReorderRule', loader: reorderRuleById, permission: 'supply.read' },
  ],
  permissions: {
    'stock.read': { roles: ['STAFF', 'ADMIN'], description: 'Read warehouses, stock levels and their movements.' },
    'stock.manage': { roles: ['STAFF', 'ADMIN'], description: 'Create warehouses, receive and adjust stock.' },
    'supply.read': { roles: ['STAFF', 'ADMIN'], description: 'Read suppliers, what they sell, what is ordered from them, and when.' },
    'supply.manage': { roles: ['STAFF', 'ADMIN'], description: 'Change suppliers and what they sell; order from them and receive what comes.' },
  },
  sealed: [sealedWebhookSecrets],
  invariants: [...stockInvariants, ...supplyInvariants],
  events: [
    ...[stockChanged, stockLow, stockOut, stockBackIn, stockBackorderFilled],
    ...[purchaseOrderCreated, purchaseOrderOrdered, purchaseOrderConfirmed, purchaseOrderShipped, purchaseOrderReceived, purchaseOrderCanceled],
  ],
});
