import { plant, type Seeder } from './seeder';

/** A test clock, so that no business time passes by itself. */
export const tenants: Seeder = {
  capability: 'tenants',
  seed: async ({ shop }) => {
    await plant(shop.server, 'testClockCreate', { now: '2026-01-31T10:00:00.000Z' }, 'testClock { id }');
  },
};
