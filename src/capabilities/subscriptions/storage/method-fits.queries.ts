import { Money } from '../../../kernel/money';
import { Refusal } from '../../../kernel/refusal';
import type { View } from '../../../platform/database/view';
import { assertMandateAllows, findDefaultPaymentMethod, getPaymentMethod, PaymentMethod, type RecurringTerms } from '../../billing/contract';
import { ChangeTiming } from '../model/cancellation';
import { anchorFor } from '../model/cycle-lines';
import { periodPrice } from '../model/add-on-terms';
import { beginsNewPeriod, type Terms } from '../model/plan-change';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStatus } from '../model/subscription-states';
import { isFree } from './free.queries';

/** The named method of a user, or her default one; null for somebody who has none. Refuses NOT_FOUND. */
export async function methodToCharge(
  view: View,
  { userId, paymentMethodId }: { userId: string; paymentMethodId: string | null },
): Promise<PaymentMethod | null> {
  return paymentMethodId ? getPaymentMethod(view, { userId, paymentMethodId }) : findDefaultPaymentMethod(view, userId);
}

/** A method that is charged again and again must serve such periods. Refuses MANDATE_NOT_APPLICABLE. */
export function assertMethodFits(method: PaymentMethod | null, terms: RecurringTerms): void {
  if (method) assertMandateAllows(method, terms);
}

/** The same of a change of terms, for the method that a subscription is charged to now. Refuses MANDATE_NOT_APPLICABLE. */
export async function assertMethodServes(
  view: View,
  subscription: SubscriptionContract,
  { old, next, timing }: { old: Terms; next: Terms; timing: ChangeTiming },
): Promise<void> {
  const { userId, paymentMethodId, zone, currentPeriodEnd, status } = subscription;
  // One that was detached meanwhile is no longer charged, and is no reason to refuse.
  const named = paymentMethodId ? await view.find(PaymentMethod, paymentMethodId) : await findDefaultPaymentMethod(view, userId);
  if (!named || named.detachedAt) return;
  const startsNow = timing === ChangeTiming.NOW && status !== SubscriptionStatus.TRIALING;
  const anchor = beginsNewPeriod({ old, next }) ? anchorFor(next, { startAt: startsNow ? view.now : currentPeriodEnd, zone }) : subscription.anchor;
  assertMandateAllows(named, { interval: next.interval, anchor, amount: Money.of(periodPrice(next), next.currency) });
}

export const OWED_NOW = 'What is owed is charged now.';

/** Refuses PAYMENT_METHOD_REQUIRED. */
export async function assertMethod(view: View, { paymentMethodId, userId }: SubscriptionContract, why: string): Promise<void> {
  if (paymentMethodId || (await findDefaultPaymentMethod(view, userId))) return;
  throw new Refusal('PAYMENT_METHOD_REQUIRED', `Attach a payment method first. ${why}`, ['subscriptionId']);
}

/** The same of a first period after a trial, unless it is free: a coupon may have made it so since. */
export async function assertCanBegin(view: View, subscription: SubscriptionContract, terms: Terms): Promise<void> {
  if (!(await isFree(view, subscription, terms))) await assertMethod(view, subscription, 'The first period is charged now.');
}
