import { plant, type Seeder } from './seeder';

/** A warehouse with ten mugs, one of which is lost; more posters than there are may be ordered. */
export const stock: Seeder = {
  capability: 'stock',
  seed: async ({ shop, mark, ids }) => {
    const { warehouse } = await plant(shop.server, 'warehouseCreate', { name: mark, code: mark, countryCode: 'GB', postalCode: mark.slice(0, 20) }, 'warehouse { id }');
    const place = { variantId: ids.variantId, warehouseId: warehouse.id };
    await plant(shop.server, 'stockReceive', { ...place, quantity: 10 }, 'stockLevel { id }');
    await plant(shop.server, 'stockAdjust', { ...place, delta: -1, reason: mark }, 'stockLevel { id }');
    await plant(shop.server, 'backorderPolicySet', { variantId: ids.posterVariantId, mode: 'BACKORDER' }, 'backorderPolicy { mode }');
  },
};
