import { defineEvent } from '../../platform/events/define-event';

export const userRegistered = defineEvent<{ userId: string }>({
  type: 'user.registered',
  object: 'userId',
  user: 'userId',
  description: 'A user signed up.',
});
