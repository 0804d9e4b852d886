import { systemActor } from './actor';

test('the system may do everything, is no user, and the audit knows it by its name', () => {
  expect(systemActor).toMatchObject({ role: 'SYSTEM', userId: null, id: 'system' });
  expect(['orders.place', 'users.erase', '*'].every((permission) => systemActor.can(permission))).toBe(true);
});
