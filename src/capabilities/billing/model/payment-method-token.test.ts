import { Sealer } from '../../../platform/crypto/seal';
import { openToken, sealToken } from './payment-method-token';

const sealer = new Sealer('a secret of this deployment only');
const owner = { tenantId: 'ten_1', id: 'pm_1' };
const sealedToken = sealToken(sealer, owner, 'tok_visa');

test('the token opens for its own row and is not readable before', () => {
  expect(openToken(sealer, { ...owner, sealedToken })).toBe('tok_visa');
  expect(sealedToken).not.toContain('tok_visa');
});

test.each([
  ['another method of the tenant', { ...owner, id: 'pm_2' }],
  ['a method of another tenant with the same id', { ...owner, tenantId: 'ten_2' }],
])('copied to %s it does not open', (_what, other) => {
  expect(() => openToken(sealer, { ...other, sealedToken })).toThrow();
});

test('another deployment cannot open it', () => {
  expect(() => openToken(new Sealer('a secret of another deployment'), { ...owner, sealedToken })).toThrow();
});
