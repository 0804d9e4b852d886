import { defineReaction } from '../../../platform/events/reaction';
import { subscriptionPaused, subscriptionUnpaid } from '../../subscriptions/events';
import { queueMail } from '../actions/queue-mail';
import { paymentOwedTemplate } from '../templates/payment-owed.template';

/** A pause that somebody asked for asks for nothing. */
export const askForPaymentWhenGivenUp = defineReaction({
  name: 'notifications.ask-for-payment-when-given-up',
  on: [subscriptionUnpaid, subscriptionPaused],
  run: async (work, event) => {
    if (event.type === subscriptionUnpaid.type || event.data.reason === 'UNPAID') await queueMail(work, { template: paymentOwedTemplate, event });
  },
});
