import { notFound } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { assertDunning, DEFAULT_DUNNING, type DunningTerms } from '../model/dunning';
import { DunningPolicy, dunningPolicyIdOf } from '../model/dunning-policy.entity';
import { Plan } from '../model/plan.entity';
import { policyFor } from '../storage/dunning.queries';
import { beginToSpread } from './spread-dunning-policy';

export type UpdateDunningPolicy = { readonly planId?: string | null } & { readonly [Term in keyof DunningTerms]?: DunningTerms[Term] | null };

/**
 * Says how overdue renewals of a plan, or of the shop, are dealt with; what is left out is what is in force now. Attempts that are on
 * the list already stay there; the one after them goes by this. Who loses access by it, or has it again, is told by a job. Refuses INVALID
 * and NOT_FOUND.
 */
export async function updateDunningPolicy(work: Work, { planId = null, ...wanted }: UpdateDunningPolicy): Promise<DunningPolicy> {
  if (planId !== null && !(await work.find(Plan, planId))) throw notFound('This plan', ['planId']);
  const id = dunningPolicyIdOf(planId ?? work.tenantId);
  const known = await work.lock(DunningPolicy, id);
  const before = known ?? (await policyFor(work, planId)) ?? DEFAULT_DUNNING;
  const terms: DunningTerms = {
    attemptDays: wanted.attemptDays ?? before.attemptDays,
    finalAction: wanted.finalAction ?? before.finalAction,
    accessDays: wanted.accessDays ?? before.accessDays,
  };
  assertDunning(terms);
  if (terms.accessDays !== before.accessDays) await beginToSpread(work, { planId });
  const made = known ? null : await work.insertUnlessPresent(DunningPolicy, { id, planId, ...terms });
  return made ?? work.save(Object.assign(known ?? (await work.lock(DunningPolicy, id))!, terms));
}
