import { isBefore } from '../../../kernel/clock';
import { invalid, notFound, Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { getVariants } from '../../catalog/contract';
import { BackorderMode, BackorderPolicy } from '../model/backorder-policy.entity';

export interface SetBackorderPolicy {
  readonly variantId: string;
  readonly mode: BackorderMode;
  /** Any number when left out. */
  readonly maxPieces?: number | null;
  readonly availableFrom?: Date | null;
}

/** A variant is sold beyond the stock from now on; what was said before is replaced. Refuses NOT_FOUND, NOT_STOCKED, INVALID. */
export async function setBackorderPolicy(work: Work, { variantId, mode, maxPieces = null, availableFrom = null }: SetBackorderPolicy): Promise<BackorderPolicy> {
  const found = (await getVariants(work, [variantId])).get(variantId);
  if (!found) throw notFound('This variant', ['variantId']);
  if (!found.variant.isStocked) throw new Refusal('NOT_STOCKED', 'This variant is digital: it never runs out.', ['variantId']);
  if (maxPieces !== null && maxPieces < 1) throw invalid('At least one piece must be able to wait; remove the policy to let none.', ['maxPieces']);
  if (mode === BackorderMode.PREORDER && (!availableFrom || !isBefore(work.now, availableFrom))) throw invalid('A preorder needs the date in the future from which goods are expected.', ['availableFrom']);
  const terms = { mode, maxPieces, availableFrom };
  const policy = (await lockPolicy(work, variantId)) ?? (await work.insertUnlessPresent(BackorderPolicy, { variantId, ...terms })) ?? (await lockPolicy(work, variantId))!;
  return work.save(Object.assign(policy, terms));
}

function lockPolicy(work: Work, variantId: string): Promise<BackorderPolicy | null> {
  return work.locked(BackorderPolicy).where({ variantId }).one();
}
