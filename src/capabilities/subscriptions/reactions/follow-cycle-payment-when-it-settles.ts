import { defineReaction } from '../../../platform/events/reaction';
import { Payment } from '../../billing/contract';
import { paymentFailed, paymentSucceeded } from '../../billing/events';
import { followPayment } from '../actions/charge-cycle';
import { CYCLE_PURPOSE } from '../model/cycle-facts';

/**
 * A charge that settled by a notification, a question to the gateway or `invoicePay` moves its subscription as the renewal
 * itself would have; for one that did already, nothing is left to do.
 */
export const followCyclePaymentWhenItSettles = defineReaction({
  name: 'subscriptions.follow-cycle-payment-when-it-settles',
  on: [paymentSucceeded, paymentFailed],
  when: ({ data }) => data.purposeKind === CYCLE_PURPOSE,
  togetherBy: ({ data }) => data.purposeId,
  run: async (work, { data }) => {
    const payment = await work.find(Payment, data.paymentId);
    if (payment) await followPayment(work, { cycleId: data.purposeId, payment });
  },
});
