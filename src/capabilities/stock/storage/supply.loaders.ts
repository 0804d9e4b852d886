import { byId, pageBy } from '../../../platform/graphql/loader';
import { ReorderRule } from '../model/reorder-rule.entity';
import { SupplierItem } from '../model/supplier-item.entity';
import { Supplier } from '../model/supplier.entity';

export const supplierById = byId(Supplier);
export const supplierItemById = byId(SupplierItem);
export const reorderRuleById = byId(ReorderRule);

export const itemsBySupplier = pageBy({ entity: SupplierItem, parent: 'supplierId', sort: ['id'] });
export const supplierItemsByVariant = pageBy({ entity: SupplierItem, parent: 'variantId', sort: ['id'], areFew: true });
