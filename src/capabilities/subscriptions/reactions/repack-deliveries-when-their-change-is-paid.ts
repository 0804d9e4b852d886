import { defineReaction } from '../../../platform/events/reaction';
import { paymentSucceeded } from '../../billing/events';
import { repackForPaidChange } from '../actions/repack-deliveries';
import { CHANGE_PURPOSE } from '../model/cycle-facts';

/** A change that was billed at once and paid only later is sent from then on. */
export const repackDeliveriesWhenTheirChangeIsPaid = defineReaction({
  name: 'subscriptions.repack-deliveries-when-their-change-is-paid',
  on: paymentSucceeded,
  when: ({ data }) => data.purposeKind === CHANGE_PURPOSE,
  run: (work, { data }) => repackForPaidChange(work, { invoiceId: data.invoiceId }),
});
