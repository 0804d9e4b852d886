import { notFound } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { DunningPolicy, dunningPolicyIdOf } from '../model/dunning-policy.entity';
import { Plan } from '../model/plan.entity';
import { beginToSpread } from './spread-dunning-policy';

/** A plan goes by its shop's policy again, or a shop by the default one. Repeating it changes nothing. Refuses NOT_FOUND. */
export async function deleteDunningPolicy(work: Work, { planId = null }: { planId?: string | null }): Promise<void> {
  if (planId !== null && !(await work.find(Plan, planId))) throw notFound('This plan', ['planId']);
  const policy = await work.lock(DunningPolicy, dunningPolicyIdOf(planId ?? work.tenantId));
  if (!policy) return;
  await work.delete(policy);
  await beginToSpread(work, { planId });
}
