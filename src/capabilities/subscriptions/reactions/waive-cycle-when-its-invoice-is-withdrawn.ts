import { defineReaction } from '../../../platform/events/reaction';
import { invoiceVoided } from '../../billing/events';
import { waiveCycle } from '../actions/waive-cycle';
import { CYCLE_PURPOSE } from '../model/cycle-facts';

/** Nobody can pay an invoice that is withdrawn: its subscription does not wait for it for ever. */
export const waiveCycleWhenItsInvoiceIsWithdrawn = defineReaction({
  name: 'subscriptions.waive-cycle-when-its-invoice-is-withdrawn',
  on: invoiceVoided,
  run: async (work, { data }) => {
    if (data.purposeKind === CYCLE_PURPOSE) await waiveCycle(work, { cycleId: data.purposeId });
  },
});
