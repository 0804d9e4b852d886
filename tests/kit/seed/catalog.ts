import { plant, type Seeder } from './seeder';

/** A mug, a poster and a download, each with a variant. */
export const catalog: Seeder = {
  capability: 'catalog',
  seed: async ({ shop, mark, ids }) => {
    const texts = { description: mark, category: mark, taxCategory: mark, metadata: { note: mark } };
    const selection = 'product { id variants { edges { node { id } } } }';
    const variant = (sku: string) => ({ sku: `${mark}-${sku}`, name: mark, weightGrams: 250, price: { amountMinor: 1_000, currency: 'GBP' } });
    const mug = await plant(shop.server, 'productCreate', { name: `${mark} mug`, ...texts, externalId: mark, variants: [variant('mug')] }, selection);
    const song = await plant(shop.server, 'productCreate', { name: `${mark} song`, ...texts, type: 'DIGITAL', variants: [variant('song')] }, selection);
    const poster = await plant(shop.server, 'productCreate', { name: `${mark} poster`, ...texts, variants: [variant('poster')] }, selection);
    ids.posterId = poster.product.id;
    ids.posterVariantId = poster.product.variants.edges[0].node.id;
    ids.songId = song.product.id;
    ids.productId = mug.product.id;
    ids.variantId = mug.product.variants.edges[0].node.id;
    ids.digitalVariantId = song.product.variants.edges[0].node.id;
  },
};
