import { createHash, randomBytes } from 'node:crypto';
import type { ApiKeyKind } from './api-key.entity';
import type { TenantMode } from './tenant.entity';

/** A new key: `pk_live_…`, `pk_test_…`, `sk_live_…` or `sk_test_…` with 192 bits of chance. */
export function newApiKeyText(kind: ApiKeyKind, mode: TenantMode): string {
  const prefix = kind === 'PUBLISHABLE' ? 'pk' : 'sk';
  return `${prefix}_${mode.toLowerCase()}_${randomBytes(24).toString('hex')}`;
}

export function hashApiKey(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}
