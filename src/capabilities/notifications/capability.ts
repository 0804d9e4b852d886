import { defineCapability } from '../../platform/capability';
import { sendMailJob } from './jobs/send-mail.job';
import { Notification } from './model/notification.entity';
import { askForAnotherMethodWhenPastDue } from './reactions/ask-for-another-method-when-past-due';
import { askForPaymentWhenGivenUp } from './reactions/ask-for-payment-when-given-up';
import { sendConfirmationWhenCancellationIsConfirmed } from './reactions/send-confirmation-when-cancellation-is-confirmed';
import { sendRenewalNoticeWhenRenewalUpcoming } from './reactions/send-renewal-notice-when-renewal-upcoming';
import { sendTrialNoticeWhenTrialWillEnd } from './reactions/send-trial-notice-when-trial-will-end';
import { sendWelcomeWhenUserRegistered } from './reactions/send-welcome-when-user-registered';

export const notifications = defineCapability({
  name: 'notifications',
  entities: [Notification],
  resolvers: [],
  reactions: [askForAnotherMethodWhenPastDue, askForPaymentWhenGivenUp, sendConfirmationWhenCancellationIsConfirmed, sendRenewalNoticeWhenRenewalUpcoming, sendTrialNoticeWhenTrialWillEnd, sendWelcomeWhenUserRegistered],
  jobs: [sendMailJob],
});
