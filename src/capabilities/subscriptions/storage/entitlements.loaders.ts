import { allBy, defineLoader } from '../../../platform/graphql/loader';
import type { Entitlement } from '../model/entitlement';
import { PlanGrant } from '../model/plan-grant.entity';
import { entitlementsOfUsers } from './access.queries';

export const grantsByPlan = allBy(PlanGrant, 'planId', 'feature', 'productId');

/** What a user may use by her subscriptions. */
export const entitlementsByUser = defineLoader<Entitlement[]>('EntitlementsByUser', async (view, userIds) => {
  const found = await entitlementsOfUsers(view, userIds);
  return userIds.map((userId) => found.get(userId)!);
});
