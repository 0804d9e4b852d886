import { defineReaction } from '../../../platform/events/reaction';
import { paymentFailed, paymentRefunded, paymentSucceeded } from '../../billing/events';
import { recordPayment } from '../actions/record-payment';
import { RECORD_PAYMENT } from '../model/consumers';

/** Revenue, and how many charges succeed. */
export const recordPaymentWhenItSettles = defineReaction({
  name: RECORD_PAYMENT,
  on: [paymentSucceeded, paymentFailed, paymentRefunded],
  togetherBy: ({ objectId }) => objectId,
  run: recordPayment,
});
