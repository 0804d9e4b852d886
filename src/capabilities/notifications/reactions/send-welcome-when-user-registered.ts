import { defineReaction } from '../../../platform/events/reaction';
import { userRegistered } from '../../identity/events';
import { queueMail } from '../actions/queue-mail';
import { welcomeTemplate } from '../templates/welcome.template';

export const sendWelcomeWhenUserRegistered = defineReaction({
  name: 'notifications.send-welcome-when-user-registered',
  on: userRegistered,
  run: (work, event) => queueMail(work, { template: welcomeTemplate, event }),
});
