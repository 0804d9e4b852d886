import { defineReaction } from '../../../platform/events/reaction';
import { cancellationConfirmed } from '../../subscriptions/events';
import { queueMail } from '../actions/queue-mail';
import { cancellationConfirmedTemplate } from '../templates/cancellation-confirmed.template';

export const sendConfirmationWhenCancellationIsConfirmed = defineReaction({
  name: 'notifications.send-confirmation-when-cancellation-is-confirmed',
  on: cancellationConfirmed,
  run: (work, event) => queueMail(work, { template: cancellationConfirmedTemplate, event }),
});
