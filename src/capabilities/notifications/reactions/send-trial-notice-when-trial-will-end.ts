import { defineReaction } from '../../../platform/events/reaction';
import { subscriptionTrialWillEnd } from '../../subscriptions/events';
import { queueMail } from '../actions/queue-mail';
import { trialNoticeTemplate } from '../templates/trial-notice.template';

export const sendTrialNoticeWhenTrialWillEnd = defineReaction({
  name: 'notifications.send-trial-notice-when-trial-will-end',
  on: subscriptionTrialWillEnd,
  run: (work, event) => queueMail(work, { template: trialNoticeTemplate, event }),
});
