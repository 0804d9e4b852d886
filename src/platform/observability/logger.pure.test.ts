import { withoutStatement } from './logger';

test('an error of the database is told without its statement and the values in it', () => {
  const error = Object.assign(new Error('it failed'), {
    errno: 1644,
    sql: "INSERT INTO user (email) VALUES ('ada@example.com')",
    sqlMessage: 'ada@example.com is not wanted',
    parameters: ['ada@example.com'],
  });
  const told = withoutStatement(error);
  expect(told).toMatchObject({ type: 'Error', message: 'it failed', errno: 1644 });
  expect(JSON.stringify(told)).not.toContain('ada@example.com');
});
