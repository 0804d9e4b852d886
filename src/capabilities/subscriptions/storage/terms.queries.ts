import type { Money } from '../../../kernel/money';
import { invalid } from '../../../kernel/refusal';
import type { View } from '../../../platform/database/view';
import { DEFAULT_TAX_CATEGORY } from '../../billing/contract';
import type { Terms } from '../model/plan-change';
import { Plan } from '../model/plan.entity';
import type { PlanVersion } from '../model/plan-version.entity';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { getPlanVersion } from './subscriptions.queries';

/** What stands in a subscription of what it pays for. */
export type Agreed = Pick<SubscriptionContract, 'planId' | 'planVersionId' | 'quantity' | 'currency'> & Pick<Terms, 'addOns'>;

/** What a subscription pays for by what stands in it. */
export function currentTerms(view: View, subscription: Agreed): Promise<Terms> {
  const { planId, planVersionId, quantity, currency, addOns } = subscription;
  return termsOf(view, { planId, planVersionId, quantity, currency, addOns });
}

/** What it will pay for in its next period, if nothing else happens. */
export function comingTerms(view: View, subscription: SubscriptionContract): Promise<Terms> {
  const { scheduledPlanId, scheduledPlanVersionId, scheduledQuantity, currency } = subscription;
  if (!scheduledPlanId || !scheduledPlanVersionId) return currentTerms(view, subscription);
  return termsOf(view, { planId: scheduledPlanId, planVersionId: scheduledPlanVersionId, quantity: scheduledQuantity!, currency, addOns: subscription.scheduledAddOns ?? subscription.addOns });
}

/** Refuses INVALID for a currency that the plan has no price in; its own when none is named. */
export async function termsOf(view: View, { planId, planVersionId, quantity, addOns, currency: wanted = null }: Omit<Agreed, 'currency'> & Partial<Agreed>): Promise<Terms> {
  const plan = (await view.find(Plan, planId))!;
  const version = await getPlanVersion(view, planVersionId);
  const { amountMinor: unitMinor, currency } = priceIn(version, wanted);
  const timedPrices = version.timedPrices?.filter((price) => price.currency === currency);
  const extras = { timedPrices, meters: version.metersIn(currency), hasBox: Boolean(version.box?.length), deliveryInterval: version.deliveryInterval, taxCategory: plan.taxCategory ?? DEFAULT_TAX_CATEGORY, ...lifeOf(version, currency) };
  return { planId, planVersionId, planName: plan.name, interval: version.interval, unitMinor, currency, quantity, addOns, ...extras };
}

function lifeOf(version: PlanVersion, currency: string) {
  const { billingDayOfCalendar: billingDay, termCycles, trialEndBehavior } = version;
  return { setupFeeMinor: version.setupFeeIn(currency), billingDay, termCycles, trialEndBehavior };
}

/** Refuses INVALID. */
export function priceIn(version: PlanVersion, currency: string | null): Money {
  const price = version.priceIn(currency);
  if (!price) throw invalid(`The plan has no price in ${currency}; it has ${version.allPrices.map((one) => one.currency).join(', ')}.`, ['currency']);
  return price;
}
