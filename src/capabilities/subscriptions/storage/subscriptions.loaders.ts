import type { View } from '../../../platform/database/view';
import type { Where } from '../../../platform/database/select';
import { byId, defineLoader, pageBy } from '../../../platform/graphql/loader';
import { BillingCycle } from '../model/billing-cycle.entity';
import { Plan } from '../model/plan.entity';
import { PlanVersion } from '../model/plan-version.entity';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { visiblePlans, visibleSubscriptions } from './subscriptions.queries';

export const subscriptionById = byId(SubscriptionContract, visibleSubscriptions);

/** A plan as somebody who browses sees it; the plan of one's own subscription is shown even when it is archived. */
export const planByIdOnOffer = byId(Plan, visiblePlans);
export const planById = byId(Plan);

export const planVersionById = defineLoader<PlanVersion>('PlanVersionById', async (view, ids) => {
  const versions = await view.from(PlanVersion).where({ id: ids as never }).all();
  const versionById = new Map(versions.map((version) => [version.id, version]));
  return ids.map((id) => versionById.get(id) ?? new Error(`plan version ${id} does not exist`));
});

export const subscriptionsByUser = pageBy({ entity: SubscriptionContract, parent: 'userId', sort: ['-createdAt'], visible: visibleSubscriptions });

export const cyclesBySubscription = pageBy({ entity: BillingCycle, parent: 'subscriptionId', sort: ['startAt'] });

/** A cycle is as visible as its subscription. */
export const billingCycleById = defineLoader<BillingCycle | null>('BillingCycleById', async (view: View, ids) => {
  const cycles = await view.from(BillingCycle).where({ id: ids } as unknown as Where<BillingCycle>).all();
  const visible = await view
    .from(SubscriptionContract)
    .where({ id: cycles.map(({ subscriptionId }) => subscriptionId) } as unknown as Where<SubscriptionContract>)
    .where(visibleSubscriptions(view))
    .all();
  const allowed = new Set(visible.map(({ id }) => id));
  return ids.map((id) => cycles.find((cycle) => cycle.id === id && allowed.has(cycle.subscriptionId)) ?? null);
});
