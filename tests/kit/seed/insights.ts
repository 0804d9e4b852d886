import type { Seeder } from './seeder';

/** What it counts was done by the others: a subscription that is paid for. */
export const insights: Seeder = {
  capability: 'insights',
  seed: ({ shop }) => shop.world.settle(),
};
