import { plant, type Seeder } from './seeder';

/** What the customer and the admin, whom every shop begins with, do not have yet. */
export const identity: Seeder = {
  capability: 'identity',
  seed: async ({ customer, mark }) => {
    await plant(customer, 'userUpdate', { metadata: { note: mark }, taxRegion: { countryCode: 'US', subdivision: 'CA' } }, 'user { id }');
  },
};
