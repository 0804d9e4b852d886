import { defineReaction } from '../../../platform/events/reaction';
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
  run: async (work, { type, data }) => {
    if (data.purposeKind !== CYCLE_PURPOSE) return;
    await followPayment(work, {
      cycleId: data.purposeId,
      payment: {
        id: data.paymentId,
        status: (type === paymentSucceeded.type ? 'SUCCEEDED' : 'FAILED') as never,
        paymentMethodId: data.paymentMethodId,
        isHardFailure: 'isHard' in data && data.isHard === true,
      },
    });
  },
});
