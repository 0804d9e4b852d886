import './refusals';
import { assertPassword, normaliseEmail } from './credentials';

test.each([
  [' Ada@Example.COM ', 'ada@example.com'],
  ['a+b@sub.example.org', 'a+b@sub.example.org'],
])('%p is kept as %p', (given, kept) => {
  expect(normaliseEmail(given)).toBe(kept);
});

test.each(['', 'ada', 'ada@', '@example.com', 'a b@example.com', 'ada@example', 'ada@example.', '<ada@example.com>'])(
  '%p is no address',
  (given) => {
    expect(() => normaliseEmail(given)).toThrow('is not an e-mail address');
  },
);

test('a password has 8 to 256 characters', () => {
  expect(() => assertPassword('1234567')).toThrow('at least 8');
  expect(() => assertPassword('x'.repeat(257))).toThrow('at most 256');
  expect(() => assertPassword('12345678')).not.toThrow();
});
