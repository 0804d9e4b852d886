import type { Seeder } from './seeder';

/** Its letters are written by what the others did: everybody who registered was welcomed. */
export const notifications: Seeder = {
  capability: 'notifications',
  seed: ({ shop }) => shop.world.settle(),
};
