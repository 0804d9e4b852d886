import fc from 'fast-check';
import { plant } from '../seed/seeder';
import { requesting, Step } from './step';

/** Of the whole shop, from the next failed charge on. */
export const changeDunning = requesting(
  fc.record({ finalAction: fc.constantFrom('CANCEL', 'UNPAID', 'PAUSE'), attemptDays: fc.constantFrom([0], [0, 3], [0, 3, 5, 7, 10, 14]), accessDays: fc.constantFrom(0, 7) }),
  {
    say: ({ finalAction, attemptDays }) => `who does not pay on the days ${attemptDays.join(', ')} meets ${finalAction}`,
    asked: async (_life, input) => ({ mutation: 'dunningPolicyUpdate', input, selection: 'dunningPolicy { finalAction }' }),
  },
);

/** From the next invoice on, unless there is one already. */
export const tax = fc.record({ percent: fc.constantFrom('20', '7.7'), isIncluded: fc.boolean() }).map(
  ({ percent, isIncluded }) =>
    new Step(`a tax of ${percent} % ${isIncluded ? 'in' : 'on top of'} the prices`, async (life) => {
      const { length: taxes } = await life.rows('SELECT id FROM tax_rate WHERE tenant_id = ?');
      if (taxes === 0) await plant(life.shop.server, 'taxRateCreate', { name: 'VAT', percent, isIncluded }, 'taxRate { id }');
    }),
);
