import { notFound } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { getVariants, type ProductVariant } from '../../catalog/contract';
import { BackorderPolicy } from '../model/backorder-policy.entity';

/** Only what is in stock of a variant is sold from now on; orders that wait go on waiting. Refuses NOT_FOUND. */
export async function removeBackorderPolicy(work: Work, { variantId }: { variantId: string }): Promise<ProductVariant> {
  const found = (await getVariants(work, [variantId])).get(variantId);
  if (!found) throw notFound('This variant', ['variantId']);
  const policy = await work.locked(BackorderPolicy).where({ variantId }).one();
  if (policy) await work.delete(policy);
  return found.variant;
}
