import { createCipheriv, hkdfSync } from 'node:crypto';
import { Sealer } from './seal';

const [OLD, NEW, OTHER] = ['the secret of last year, long enough', 'the secret of this year, long enough', 'somebody else\'s secret, long enough'];

test('what was sealed before the secret changed opens still; what is sealed now needs the new one', () => {
  const [before, after] = [new Sealer(OLD), new Sealer(NEW, [OLD])];
  const [old, now] = [before.seal('tok_visa', 'a'), after.seal('tok_visa', 'a')];
  expect([after.open(old, 'a'), after.open(now, 'a')]).toEqual(['tok_visa', 'tok_visa']);
  expect([old.startsWith(after.mark), now.startsWith(after.mark), old.startsWith(before.mark)]).toEqual([false, true, true]);
  expect(() => before.open(now, 'a')).toThrow('not known here');
  expect(() => new Sealer(NEW).open(old, 'a')).toThrow('not known here');
  expect(() => after.open(old, 'b')).toThrow();
});

test('a process that already knows the secret to come opens what it seals', () => {
  expect(new Sealer(OLD, [NEW]).open(new Sealer(NEW, [OLD]).seal('tok_visa', 'a'), 'a')).toBe('tok_visa');
});

test('texts of the first version, which name no secret, are opened by any of ours', () => {
  const key = Buffer.from(hkdfSync('sha256', OLD, '', 'perennial seal', 32));
  const nonce = Buffer.alloc(12, 7);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from('a'));
  const body = Buffer.concat([cipher.update('tok_visa', 'utf8'), cipher.final()]);
  const sealed = ['v1', nonce.toString('base64url'), cipher.getAuthTag().toString('base64url'), body.toString('base64url')].join('.');
  expect(new Sealer(NEW, [OTHER, OLD]).open(sealed, 'a')).toBe('tok_visa');
  expect(() => new Sealer(NEW, [OTHER]).open(sealed, 'a')).toThrow();
});

test.each(['', 'v1', 'v2.x', 'v1.a.b', 'v3.a.b.c.d', 'tok_visa'])('%j is no sealed text', (text) => {
  expect(() => new Sealer(NEW).open(text, 'a')).toThrow();
});

test('every changed character is noticed', () => {
  const sealer = new Sealer(NEW);
  const sealed = sealer.seal('tok_visa', 'a');
  const body = sealed.lastIndexOf('.') + 1;
  const changed = sealed.slice(0, body) + (sealed[body] === 'A' ? 'B' : 'A') + sealed.slice(body + 1);
  expect(() => sealer.open(changed, 'a')).toThrow();
});

test('what is derived stays known after a change', () => {
  const after = new Sealer(NEW, [OLD]);
  expect(after.derivations('token', 'next')).toEqual([new Sealer(NEW).derive('token', 'next'), new Sealer(OLD).derive('token', 'next')]);
  expect(after.derive('token', 'next')).toBe(after.derivations('token', 'next')[0]);
});
