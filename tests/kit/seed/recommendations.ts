import { plant, type Seeder } from './seeder';

/** What several people looked at and one put aside, and a recommender that learned from it. */
export const recommendations: Seeder = {
  capability: 'recommendations',
  seed: async ({ shop, customer, admin, ids }) => {
    const song = { productId: ids.songId, kind: 'FAVORITE' };
    const both = [song, { productId: ids.productId, kind: 'VIEW' }, { productId: ids.posterId, kind: 'CART' }];
    await plant(customer, 'behaviorRecord', { behaviors: [song] }, 'recorded');
    await plant(admin, 'behaviorRecord', { behaviors: both }, 'recorded');
    const others = await Promise.all([shop.user(), shop.user()]);
    await Promise.all(others.map((other) => plant(other, 'behaviorRecord', { behaviors: both }, 'recorded')));
    await plant(shop.server, 'recommenderTrain', {}, 'model { id }');
  },
};
