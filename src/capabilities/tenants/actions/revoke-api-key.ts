import { notFound } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { ApiKey } from '../model/api-key.entity';

/** From now on nobody gets in with this key. Repeating it changes nothing. Refuses NOT_FOUND. */
export async function revokeApiKey(work: Work, { apiKeyId }: { apiKeyId: string }): Promise<ApiKey> {
  const apiKey = await work.lock(ApiKey, apiKeyId);
  if (!apiKey) throw notFound('This API key', ['apiKeyId']);
  apiKey.revokedAt ??= work.now;
  return work.save(apiKey);
}
