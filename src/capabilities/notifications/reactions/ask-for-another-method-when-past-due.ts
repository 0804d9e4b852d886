import { defineReaction } from '../../../platform/events/reaction';
import { subscriptionPastDue } from '../../subscriptions/events';
import { queueMail } from '../actions/queue-mail';
import { anotherMethodTemplate } from '../templates/another-method.template';

/** What may succeed by itself, and what is not tried again, asks for nothing. */
export const askForAnotherMethodWhenPastDue = defineReaction({
  name: 'notifications.ask-for-another-method-when-past-due',
  on: subscriptionPastDue,
  run: async (work, event) => {
    if (event.data.needsMethod && event.data.retryAt) await queueMail(work, { template: anotherMethodTemplate, event });
  },
});
