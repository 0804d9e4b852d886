import type { View } from '../../../platform/database/view';
import { findDefaultPaymentMethod, PaymentMethod } from '../../billing/contract';
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

/** How many days before a charge its payer must know of it, by the mandate of what would be charged; 0 for other methods. */
export async function mandateNoticeDays(view: View, subscription: SubscriptionContract, cycle: BillingCycle): Promise<number> {
  const id = await nextMethod(view, subscription, cycle);
  const method = id && (await view.find(PaymentMethod, id));
  return (method && method.restrictions?.noticeDaysBefore) || 0;
}
