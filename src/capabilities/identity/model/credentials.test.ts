import './refusals';
import { assertPassword, normaliseEmail } from './credentials';

test.each([
  [' Ada@Example.COM ', 'ada@example.com'],
  ['a+b@sub.example.org', 'a+b@sub.example.org'],
])('%p is kept as %p', (given, kept) => {
  expect(normaliseEmail(given)).toBe(kept);
});

test('an address has at most 254 characters, and its refusal names the field', () => {
  const long = `${'a'.repeat(242)}@example.com`;
  expect(normaliseEmail(long)).toBe(long);
  expect(() => normaliseEmail(`a${long}`)).toThrow(expect.objectContaining({ code: 'INVALID', field: ['email'] }));
});

test.each(['', 'ada', 'ada@', '@example.com', 'a b@example.com', 'ada@example', 'ada@example.', '<ada@example.com>'])(
  '%p is no address',
  (given) => {
    expect(() => normaliseEmail(given)).toThrow('is not an e-mail address');
  },
);

test('a password has 8 to 256 characters', () => {
  const refusal = (says: string) => expect.objectContaining({ code: 'WEAK_PASSWORD', field: ['password'], message: expect.stringContaining(says) as string });
  expect(() => assertPassword('1234567')).toThrow(refusal('at least 8'));
  expect(() => assertPassword('x'.repeat(257))).toThrow(refusal('at most 256'));
  for (const password of ['12345678', 'x'.repeat(256)]) expect(() => assertPassword(password)).not.toThrow();
});
