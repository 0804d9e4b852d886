import type { ApiKeyKind } from './api-key.entity';
import { hashApiKey, newApiKeyText } from './api-key-text';
import type { TenantMode } from './tenant.entity';

test.each<[ApiKeyKind, TenantMode, RegExp]>([
  ['PUBLISHABLE', 'LIVE', /^pk_live_[0-9a-f]{48}$/],
  ['PUBLISHABLE', 'TEST', /^pk_test_[0-9a-f]{48}$/],
  ['SECRET', 'LIVE', /^sk_live_[0-9a-f]{48}$/],
  ['SECRET', 'TEST', /^sk_test_[0-9a-f]{48}$/],
])('a %s key of a %s tenant tells so, and is never made twice', (kind, mode, form) => {
  const key = newApiKeyText(kind, mode);
  expect(key).toMatch(form);
  expect(newApiKeyText(kind, mode)).not.toBe(key);
});

// Keys that shops hold are found by this hash: another one would lock all of them out.
test('the hash is SHA-256, and fits its column', () => {
  const hash = hashApiKey('abc');
  expect(hash).toBe(Buffer.from('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', 'hex').toString('base64url'));
  expect(hash.length).toBeLessThanOrEqual(44);
});
