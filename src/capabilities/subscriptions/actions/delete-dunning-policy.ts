import type { Work } from '../../../platform/database/work';
import { DunningPolicy, dunningPolicyIdOf } from '../model/dunning-policy.entity';

/** A plan goes by its shop's policy again, or a shop by the default one. Repeating it changes nothing. */
export async function deleteDunningPolicy(work: Work, { planId = null }: { planId?: string | null }): Promise<void> {
  const policy = await work.lock(DunningPolicy, dunningPolicyIdOf(planId ?? work.tenantId));
  if (policy) await work.delete(policy);
}
