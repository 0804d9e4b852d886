import { defineCapability } from '../../platform/capability';
import { sendMailJob } from './jobs/send-mail.job';
import { Notification } from './model/notification.entity';
import { sendConfirmationWhenCancellationIsConfirmed } from './reactions/send-confirmation-when-cancellation-is-confirmed';
import { sendWelcomeWhenUserRegistered } from './reactions/send-welcome-when-user-registered';

export const notifications = defineCapability({
  name: 'notifications',
  entities: [Notification],
  resolvers: [],
  reactions: [sendConfirmationWhenCancellationIsConfirmed, sendWelcomeWhenUserRegistered],
  jobs: [sendMailJob],
});
