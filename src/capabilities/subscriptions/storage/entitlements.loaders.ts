import { allBy, defineLoader } from '../../../platform/graphql/loader';
import { AddOnGrant } from '../model/add-on-grant.entity';
import type { Entitlement } from '../model/entitlement';
import { PlanGrant } from '../model/plan-grant.entity';
import { entitlementsOfUsers } from './access.queries';

export const grantsByPlan = allBy(PlanGrant, 'planId', 'feature', 'productId');
export const grantsByAddOn = allBy(AddOnGrant, 'addOnId', 'feature', 'productId');

/** What a user may use by her subscriptions. */
export const entitlementsByUser = defineLoader<Entitlement[]>('EntitlementsByUser', async (view, userIds) => {
  const found = await entitlementsOfUsers(view, userIds);
  return userIds.map((userId) => found.get(userId)!);
});
