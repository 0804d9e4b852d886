import { defineReaction } from '../../../platform/events/reaction';
import { invoiceVoided } from '../../billing/events';
import { undoChange } from '../actions/undo-change';
import { CHANGE_PURPOSE } from '../model/cycle-facts';

/** Nobody can pay a bill that is withdrawn: its change is taken back as by a decline. One that a decline took back stays as it is. */
export const undoChangeWhenItsBillIsWithdrawn = defineReaction({
  name: 'subscriptions.undo-change-when-its-bill-is-withdrawn',
  on: invoiceVoided,
  when: ({ data }) => data.purposeKind === CHANGE_PURPOSE,
  run: (work, { data }) => undoChange(work, { invoiceId: data.invoiceId }),
});
