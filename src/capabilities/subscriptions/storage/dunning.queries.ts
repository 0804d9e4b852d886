import type { View } from '../../../platform/database/view';
import { DunningPolicy, dunningPolicyIdOf } from '../model/dunning-policy.entity';
import { DEFAULT_DUNNING, type DunningTerms } from '../model/dunning';

/** The policy that is in force for a plan: its own, the shop's, or the default one (null). */
export async function policyFor(view: View, planId: string | null): Promise<DunningPolicy | null> {
  const ids = [...(planId === null ? [] : [dunningPolicyIdOf(planId)]), dunningPolicyIdOf(view.tenantId)];
  const policies = await view.from(DunningPolicy).where({ id: ids as never }).all();
  return policies.find(({ planId: own }) => own !== null) ?? policies[0] ?? null;
}

/** How an overdue renewal of a plan is dealt with now. */
export async function dunningFor(view: View, planId: string): Promise<DunningTerms> {
  return (await policyFor(view, planId)) ?? DEFAULT_DUNNING;
}
