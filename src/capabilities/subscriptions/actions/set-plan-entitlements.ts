import { notFound } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { grantChanges, wantedGrants, type WantedGrants } from '../model/grants';
import { PlanGrant } from '../model/plan-grant.entity';
import { Plan } from '../model/plan.entity';
import { assertProducts } from '../storage/granted-products.queries';

/**
 * Says what a plan grants, in place of what it granted before. It holds at once for all its subscribers, whatever version of the
 * terms they are on. Repeating it changes nothing. Refuses NOT_FOUND (plan, product) and INVALID.
 */
export async function setPlanEntitlements(work: Work, { planId, ...input }: WantedGrants & { readonly planId: string }): Promise<Plan> {
  const plan = await work.lock(Plan, planId);
  if (!plan) throw notFound('This plan', ['planId']);
  const wanted = wantedGrants(input);
  await assertProducts(work, wanted.productIds);
  const { gone, more } = grantChanges(await work.locked(PlanGrant).where({ planId }).all(), wanted);
  if (gone.length > 0) await work.change('plan_grant: drop', 'DELETE FROM plan_grant WHERE tenant_id = :tenant AND id IN (:gone)', { gone });
  await work.insertAll(PlanGrant, more.map((grant) => ({ planId, ...grant })));
  return plan;
}
