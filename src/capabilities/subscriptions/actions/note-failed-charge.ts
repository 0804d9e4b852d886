import type { Work } from '../../../platform/database/work';
import { findDefaultPaymentMethod } from '../../billing/contract';
import { BillingCycle } from '../model/billing-cycle.entity';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { isFinal, SubscriptionStatus } from '../model/subscription-states';
import { announceOwed } from './announce-renewal';
import { fallBehind } from './fall-behind';

export interface FailedCharge {
  readonly cycleId: string;
  readonly paymentId: string;
  readonly paymentMethodId: string | null;
  /** It would fail for ever: the method is not tried again. */
  readonly isHard: boolean;
  /** Its mandate wants the payer to be told before. */
  readonly lacksNotice: boolean;
}

/**
 * An attempt to charge a period failed. A first payment leaves the subscription INCOMPLETE; a renewal falls behind; where
 * the subscription has ended meanwhile nothing more happens. The same attempt told twice changes nothing.
 */
export async function noteFailedCharge(work: Work, { cycleId, paymentId, paymentMethodId, isHard, lacksNotice }: FailedCharge): Promise<void> {
  const found = await work.find(BillingCycle, cycleId);
  if (!found) return;
  const subscription = (await work.lock(SubscriptionContract, found.subscriptionId))!;
  const cycle = (await work.lock(BillingCycle, cycleId))!;
  if (cycle.settledAt || cycle.failedPaymentId === paymentId) return;
  cycle.failedPaymentId = paymentId;
  if (isHard) cycle.hardDeclinedMethodId = paymentMethodId;
  if (lacksNotice) await announceOwed(work, { subscription, cycle });
  await work.save(cycle);
  if (isFinal(subscription.status) || subscription.status === SubscriptionStatus.INCOMPLETE) return;
  await fallBehind(work, { subscription, cycle, needsMethod: isHard && !(await hasAnother(work, subscription, paymentMethodId)) });
}

/** The user's default one is tried next, unless it is the one that was declined. */
async function hasAnother(work: Work, { userId }: SubscriptionContract, declinedId: string | null): Promise<boolean> {
  const method = await findDefaultPaymentMethod(work, userId);
  return method !== null && method.id !== declinedId;
}
