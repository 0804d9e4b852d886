import { notFound } from '../../../kernel/refusal';
import type { Page, PageRequest } from '../../../kernel/page';
import type { AnyOf, Where } from '../../../platform/database/select';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { BillingCycle } from '../model/billing-cycle.entity';
import { Plan, PlanStatus } from '../model/plan.entity';
import { PlanVersion } from '../model/plan-version.entity';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { BillingCycleStatus, type SubscriptionStatus } from '../model/subscription-states';

/** Staff see all subscriptions of the tenant, a user those that she pays and those that were given to her. */
export function visibleSubscriptions(view: View): AnyOf<SubscriptionContract> {
  const userId = view.actor.userId ?? '';
  return view.actor.can('subscriptions.read') ? {} : [{ userId }, { beneficiaryUserId: userId }];
}

/** Whoever pays decides, and staff. */
export function changeableSubscriptions(view: View): Where<SubscriptionContract> {
  return view.actor.can('subscriptions.read') ? {} : { userId: view.actor.userId ?? '' };
}

/** Who browses sees what is on offer; staff see archived plans too. */
export function visiblePlans(view: View): Where<Plan> {
  return view.actor.can('plans.manage') ? {} : { status: PlanStatus.ACTIVE };
}

export function pageOfPlans(view: View, request: PageRequest): Promise<Page<Plan>> {
  return view.from(Plan).where(visiblePlans(view)).orderBy('createdAt').page(request);
}

/** The externalIds that plans have, archived ones too. */
export async function planExternalIds(view: View): Promise<ReadonlySet<string>> {
  const plans = await view.from(Plan).all();
  return new Set(plans.flatMap(({ externalId }) => externalId ?? []));
}

export function pageOfSubscriptions(
  view: View,
  { status, request }: { status: SubscriptionStatus | null; request: PageRequest },
): Promise<Page<SubscriptionContract>> {
  return view
    .from(SubscriptionContract)
    .where(visibleSubscriptions(view))
    .where(status ? { status } : {})
    .orderBy('-createdAt')
    .page(request);
}

/** Refuses NOT_FOUND for an unknown subscription and for one that the actor may not change. */
export async function lockSubscription(work: Work, subscriptionId: string): Promise<SubscriptionContract> {
  const subscription = await work.locked(SubscriptionContract).where({ id: subscriptionId }).where(changeableSubscriptions(work)).one();
  if (!subscription) throw notFound('This subscription', ['subscriptionId']);
  return subscription;
}

export async function getPlanVersion(view: View, planVersionId: string): Promise<PlanVersion> {
  const version = await view.from(PlanVersion).where({ id: planVersionId }).one();
  if (!version) throw new Error(`plan version ${planVersionId} does not exist`);
  return version;
}

/** The oldest cycle of a subscription that was billed and not paid yet. */
export function findOldestUnsettledCycle(view: View, subscriptionId: string): Promise<BillingCycle | null> {
  return view
    .from(BillingCycle)
    .where({ subscriptionId, status: BillingCycleStatus.BILLED, settledAt: null })
    .orderBy('startAt')
    .one();
}
