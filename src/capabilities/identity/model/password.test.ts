import { hashPassword, passwordMatches } from './password';

test('a password matches its own hash, argon2id by OWASP\'s numbers, and no other', async () => {
  const [one, another] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(another).not.toBe(one);
  expect(await passwordMatches(one, 'correct horse')).toBe(true);
  expect(await passwordMatches(one, 'correct hors')).toBe(false);
});

test('nobody signs in to an account without a password, whatever is tried', async () => {
  for (const password of ['', 'correct horse', 'nobody has this password']) expect(await passwordMatches(null, password)).toBe(false);
});
