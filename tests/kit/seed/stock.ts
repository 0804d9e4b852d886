import { plant, type Seeder } from './seeder';

/** A warehouse with ten mugs, one of which is lost, and who sells more of them when they run low. */
export const stock: Seeder = {
  capability: 'stock',
  seed: async ({ shop, mark, ids }) => {
    const { warehouse } = await plant(shop.server, 'warehouseCreate', { name: mark, code: mark }, 'warehouse { id }');
    const place = { variantId: ids.variantId, warehouseId: warehouse.id };
    await plant(shop.server, 'stockReceive', { ...place, quantity: 10 }, 'stockLevel { id }');
    await plant(shop.server, 'stockAdjust', { ...place, delta: -1, reason: mark }, 'stockLevel { id }');
    const { supplier } = await plant(shop.server, 'supplierCreate', { name: mark, code: mark, email: `${mark}@example.com`, currency: 'EUR' }, 'supplier { id }');
    await plant(shop.server, 'supplierItemSet', { supplierId: supplier.id, variantId: ids.variantId, supplierSku: mark, costMinor: 400, isPreferred: true }, 'supplierItem { id }');
    await plant(shop.server, 'reorderRuleSet', { ...place, reorderPoint: 5, reorderQuantity: 10, maximum: 50, serviceLevel: '95' }, 'reorderRule { id }');
  },
};
