import type { SubscriptionContract } from './subscription-contract.entity';

/** A term ends with its last period, unless another plan comes then. */
export function isTermDone({ isTermOver, scheduledPlanId, planId }: SubscriptionContract): boolean {
  return isTermOver && (scheduledPlanId ?? planId) === planId;
}
