import { plant, type Seeder } from './seeder';

/** A warehouse with ten mugs, one of which is lost, who sells more of them, and what is ordered there; more posters than there are may be ordered. */
export const stock: Seeder = {
  capability: 'stock',
  seed: async ({ shop, mark, ids }) => {
    const { warehouse } = await plant(shop.server, 'warehouseCreate', { name: mark, code: mark, countryCode: 'GB', postalCode: mark.slice(0, 20) }, 'warehouse { id }');
    const place = { variantId: ids.variantId, warehouseId: warehouse.id };
    await plant(shop.server, 'stockReceive', { ...place, quantity: 10 }, 'stockLevel { id }');
    await plant(shop.server, 'stockAdjust', { ...place, delta: -1, reason: mark }, 'stockLevel { id }');
    await plant(shop.server, 'backorderPolicySet', { variantId: ids.posterVariantId, mode: 'BACKORDER' }, 'backorderPolicy { mode }');
    const { supplier } = await plant(shop.server, 'supplierCreate', { name: mark, code: mark, email: `${mark}@example.com`, currency: 'EUR' }, 'supplier { id }');
    await plant(shop.server, 'supplierItemSet', { supplierId: supplier.id, variantId: ids.variantId, supplierSku: mark, costMinor: 400, isPreferred: true }, 'supplierItem { id }');
    const order = { supplierId: supplier.id, warehouseId: warehouse.id, note: mark, lines: [{ variantId: ids.variantId, quantity: 40 }] };
    // Two drafts, and one of which a part came.
    for (const _draft of [1, 2]) await plant(shop.server, 'purchaseOrderCreate', order, 'purchaseOrder { id }');
    const { purchaseOrder } = await plant(shop.server, 'purchaseOrderCreate', order, 'purchaseOrder { id }');
    await plant(shop.server, 'purchaseOrderOrder', { purchaseOrderId: purchaseOrder.id }, 'purchaseOrder { id }');
    const came = { receiptReference: mark, lines: [{ variantId: ids.variantId, quantity: 1 }] };
    await plant(shop.server, 'purchaseOrderReceive', { purchaseOrderId: purchaseOrder.id, ...came }, 'receipt { id }');
    await plant(shop.server, 'reorderRuleSet', { ...place, reorderPoint: 5, reorderQuantity: 10, maximum: 50, serviceLevel: '95' }, 'reorderRule { id }');
  },
};
