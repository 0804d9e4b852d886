import { asSystem } from '../billing';
import type { Seeder } from './seeder';

/** An invoice counter that ran ahead, which no action would do, so that an invariant names the shop. Other invoices do not mind. */
export const ops: Seeder = {
  capability: 'ops',
  seed: async ({ shop }) => {
    await asSystem(shop, (work) => work.change('breach', 'UPDATE invoice_counter SET last = last + 1 WHERE tenant_id = :tenant'));
  },
};
