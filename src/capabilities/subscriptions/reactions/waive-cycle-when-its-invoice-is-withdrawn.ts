import { defineReaction } from '../../../platform/events/reaction';
import { invoiceVoided } from '../../billing/events';
import { waiveCycle } from '../actions/waive-cycle';
import { CYCLE_PURPOSE } from '../model/cycle-facts';

/** Nobody can pay an invoice that is withdrawn: its subscription does not wait for it for ever. */
export const waiveCycleWhenItsInvoiceIsWithdrawn = defineReaction({
  name: 'subscriptions.waive-cycle-when-its-invoice-is-withdrawn',
  on: invoiceVoided,
  when: ({ data }) => data.purposeKind === CYCLE_PURPOSE,
  run: (work, { data }) => waiveCycle(work, { cycleId: data.purposeId }),
});
