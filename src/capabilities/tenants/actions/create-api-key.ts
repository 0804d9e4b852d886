import type { Work } from '../../../platform/database/work';
import { getTenant } from '../storage/tenants.queries';
import { ApiKey, type ApiKeyKind } from '../model/api-key.entity';
import { hashApiKey, newApiKeyText } from '../model/api-key-text';

/** Makes a key and returns its text, which is shown this once: only its hash is kept. */
export async function createApiKey(
  work: Work,
  { kind, name, scopes = ['*'] }: { kind: ApiKeyKind; name: string; scopes?: string[] },
): Promise<{ apiKey: ApiKey; text: string }> {
  const tenant = await getTenant(work);
  const text = newApiKeyText(kind, tenant.mode);
  const apiKey = await work.insert(ApiKey, { kind, name, scopes, keyHash: hashApiKey(text), ending: text.slice(-4), revokedAt: null });
  return { apiKey, text };
}
