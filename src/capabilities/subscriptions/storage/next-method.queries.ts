import type { View } from '../../../platform/database/view';
import { findDefaultPaymentMethod } from '../../billing/contract';
import type { BillingCycle } from '../model/billing-cycle.entity';
import type { SubscriptionContract } from '../model/subscription-contract.entity';

/**
 * What the next attempt for a period is charged to: the subscription's own method; after that was declined for good the user's default,
 * which may be another. Null when no method that it has can be tried.
 */
export async function nextMethod(view: View, { paymentMethodId, userId }: SubscriptionContract, { hardDeclinedMethodId }: BillingCycle): Promise<string | null> {
  if (paymentMethodId && paymentMethodId !== hardDeclinedMethodId) return paymentMethodId;
  const found = (await findDefaultPaymentMethod(view, userId))?.id ?? null;
  return found === hardDeclinedMethodId ? null : found;
}
