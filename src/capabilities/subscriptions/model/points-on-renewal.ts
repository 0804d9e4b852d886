import type { SpendPoints } from '../../billing/contract';
import type { SubscriptionContract } from './subscription-contract.entity';

/** Of her points what a payer spends on a period that is billed by itself. What she is there to pay names its number. */
export function pointsOnRenewal({ spendPointsOnRenewal }: Pick<SubscriptionContract, 'spendPointsOnRenewal'>): SpendPoints {
  return spendPointsOnRenewal ? 'ALL' : null;
}
