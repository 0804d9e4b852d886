import { defineReaction } from '../../../platform/events/reaction';
import { paymentFailed } from '../../billing/events';
import { undoChange } from '../actions/undo-change';
import { CHANGE_PURPOSE } from '../model/cycle-facts';

/** A change that was billed at once and whose charge failed only later is taken back like one that failed at once. */
export const undoChangeWhenItsChargeFails = defineReaction({
  name: 'subscriptions.undo-change-when-its-charge-fails',
  on: paymentFailed,
  when: ({ data }) => data.purposeKind === CHANGE_PURPOSE,
  run: (work, { data }) => undoChange(work, { invoiceId: data.invoiceId }),
});
