import { notificationStates, type NotificationState } from './notification-states';

test('a notification is queued, and is sent or unwanted once and for all', () => {
  const states: NotificationState[] = ['QUEUED', 'SENT', 'UNWANTED'];
  const targets = states.map((from) => states.filter((to) => notificationStates.canMove(from, to)));
  expect(targets).toEqual([['SENT', 'UNWANTED'], [], []]);
  expect(notificationStates.initial).toEqual(['QUEUED']);
});
