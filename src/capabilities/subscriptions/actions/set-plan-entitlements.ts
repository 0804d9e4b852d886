import { invalid, notFound } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { Product } from '../../catalog/contract';
import { PlanGrant } from '../model/plan-grant.entity';
import { Plan } from '../model/plan.entity';

export interface SetPlanEntitlements {
  readonly planId: string;
  /** Codes of the merchant's own. */
  readonly features: readonly string[];
  readonly productIds: readonly string[];
}

/** Of each sort. */
const MAX_GRANTS = 100;
const FEATURE = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/;

/**
 * Says what a plan grants, in place of what it granted before. It holds at once for all its subscribers, whatever version of the
 * terms they are on. Repeating it changes nothing. Refuses NOT_FOUND (plan, product) and INVALID.
 */
export async function setPlanEntitlements(work: Work, { planId, ...wanted }: SetPlanEntitlements): Promise<Plan> {
  const features = [...new Set(wanted.features)];
  const productIds = [...new Set(wanted.productIds)];
  const plan = await work.lock(Plan, planId);
  if (!plan) throw notFound('This plan', ['planId']);
  assertFeatures(features);
  await assertProducts(work, productIds);
  const grants = await work.locked(PlanGrant).where({ planId }).all();
  const isWanted = ({ feature, productId }: PlanGrant) => (feature !== null && features.includes(feature)) || (productId !== null && productIds.includes(productId));
  const ids = grants.filter((grant) => !isWanted(grant)).map(({ id }) => id);
  if (ids.length > 0) await work.change('plan_grant: drop', 'DELETE FROM plan_grant WHERE tenant_id = :tenant AND id IN (:ids)', { ids });
  await work.insertAll(PlanGrant, [
    ...features.filter((feature) => !grants.some((grant) => grant.feature === feature)).map((feature) => ({ planId, feature })),
    ...productIds.filter((productId) => !grants.some((grant) => grant.productId === productId)).map((productId) => ({ planId, productId })),
  ]);
  return plan;
}

function assertFeatures(features: readonly string[]): void {
  if (features.length > MAX_GRANTS) throw invalid(`A plan grants at most ${MAX_GRANTS} features.`, ['features']);
  const strange = features.find((feature) => !FEATURE.test(feature));
  if (strange !== undefined) throw invalid(`"${strange.slice(0, 100)}" is no code: letters, digits and . _ : - are, at most 100.`, ['features']);
}

async function assertProducts(work: Work, productIds: readonly string[]): Promise<void> {
  if (productIds.length > MAX_GRANTS) throw invalid(`A plan grants at most ${MAX_GRANTS} products.`, ['productIds']);
  if (productIds.length === 0) return;
  const known = await work.from(Product).where({ id: productIds as never }).all();
  if (known.length < productIds.length) throw notFound('One of the products', ['productIds']);
}
