import { defineReaction } from '../../../platform/events/reaction';
import { paymentMethodDefaultChanged, paymentMethodDetached } from '../../billing/events';
import { forgetMethod, takeDefaultMethod } from '../actions/take-default-method';

/** What is overdue waits for a method that can be charged; nobody should wait for the next dunning day who has found one. */
export const followPaymentMethodsWhenTheyChange = defineReaction({
  name: 'subscriptions.follow-payment-methods-when-they-change',
  on: [paymentMethodDefaultChanged, paymentMethodDetached],
  run: async (work, { type, data }) => {
    if (type === paymentMethodDetached.type) await forgetMethod(work, data);
    else await takeDefaultMethod(work, data);
  },
});
