import { defineReaction } from '../../../platform/events/reaction';
import { subscriptionRenewalUpcoming } from '../../subscriptions/events';
import { queueMail } from '../actions/queue-mail';
import { renewalNoticeTemplate } from '../templates/renewal-notice.template';

export const sendRenewalNoticeWhenRenewalUpcoming = defineReaction({
  name: 'notifications.send-renewal-notice-when-renewal-upcoming',
  on: subscriptionRenewalUpcoming,
  togetherBy: ({ id }) => id,
  run: (work, event) => queueMail(work, { template: renewalNoticeTemplate, event }),
});
