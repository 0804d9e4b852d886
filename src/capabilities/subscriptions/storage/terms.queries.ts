import type { View } from '../../../platform/database/view';
import type { Terms } from '../model/plan-change';
import { Plan } from '../model/plan.entity';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { getPlanVersion } from './subscriptions.queries';

/** What a subscription pays for by what stands in it. */
export function currentTerms(view: View, { planId, planVersionId, quantity }: Pick<SubscriptionContract, 'planId' | 'planVersionId' | 'quantity'>): Promise<Terms> {
  return termsOf(view, { planId, planVersionId, quantity });
}

/** What it will pay for in its next period, if nothing else happens. */
export function comingTerms(view: View, subscription: SubscriptionContract): Promise<Terms> {
  const { scheduledPlanId, scheduledPlanVersionId, scheduledQuantity } = subscription;
  if (!scheduledPlanId || !scheduledPlanVersionId) return currentTerms(view, subscription);
  return termsOf(view, { planId: scheduledPlanId, planVersionId: scheduledPlanVersionId, quantity: scheduledQuantity! });
}

export async function termsOf(view: View, { planId, planVersionId, quantity }: Pick<Terms, 'planId' | 'planVersionId' | 'quantity'>): Promise<Terms> {
  const plan = (await view.find(Plan, planId))!;
  const { interval, priceMinor, currency, setupFeeMinor, billingDayOfCalendar: billingDay, termCycles, trialEndBehavior } = await getPlanVersion(view, planVersionId);
  const life = { setupFeeMinor, billingDay, termCycles, trialEndBehavior };
  return { planId, planVersionId, planName: plan.name, interval, unitMinor: priceMinor, currency, quantity, ...life };
}
