import { StateMachine } from '../../../kernel/state-machine';

/** QUEUED: will be sent. SENT: was taken by the mail server. UNWANTED: when its turn came, there was nobody to tell any more. */
export type NotificationState = 'QUEUED' | 'SENT' | 'UNWANTED';

export const notificationStates = new StateMachine<'state', NotificationState>('The notification', 'state', ['QUEUED'], {
  QUEUED: ['SENT', 'UNWANTED'],
  SENT: [],
  UNWANTED: [],
});
