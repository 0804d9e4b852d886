import type { Work } from '../../../platform/database/work';
import { subscriptionChangeScheduled, subscriptionChangeWithdrawn, subscriptionSkipWithdrawn } from '../events';
import { factsOf } from '../model/cycle-facts';
import { ScheduledAction } from '../model/scheduled-action';
import { clearScheduledChange } from '../model/scheduled-change';
import type { SubscriptionContract } from '../model/subscription-contract.entity';

/** What was to happen to a locked subscription with its next period does not, and that is told; the caller saves it. */
export function dropScheduledChange(work: Work, subscription: SubscriptionContract): void {
  const { scheduledAction, scheduledPlanId, scheduledQuantity, planId, quantity } = subscription;
  clearScheduledChange(subscription);
  if (scheduledAction === ScheduledAction.SKIP_CYCLE) work.emit(subscriptionSkipWithdrawn(factsOf(subscription)));
  if (scheduledAction !== ScheduledAction.CHANGE_PLAN) return;
  work.emit(subscriptionChangeWithdrawn({ ...factsOf(subscription), toPlanId: scheduledPlanId ?? planId, toQuantity: scheduledQuantity ?? quantity }));
}

/** Tells what a locked subscription has been made to change to with its next period. */
export function tellScheduledChange(work: Work, subscription: SubscriptionContract, reason: 'MIGRATION' | null = null): void {
  const { scheduledPlanId, scheduledQuantity, planId, quantity, currentPeriodEnd: effectiveAt } = subscription;
  work.emit(subscriptionChangeScheduled({ ...factsOf(subscription), toPlanId: scheduledPlanId ?? planId, toQuantity: scheduledQuantity ?? quantity, effectiveAt, reason }));
}
