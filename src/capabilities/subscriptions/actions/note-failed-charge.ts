import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { findDefaultPaymentMethod, Payment, wasCharged } from '../../billing/contract';
import { BillingCycle } from '../model/billing-cycle.entity';
import { nextRetryAt } from '../model/dunning';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { BillingCycleStatus, isFinal, SubscriptionStatus } from '../model/subscription-states';
import { dunningFor } from '../storage/dunning.queries';
import { retryChargeKind } from '../storage/job-kinds';
import { nextMethod } from '../storage/next-method.queries';
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
 * the subscription has ended meanwhile nothing more happens. A method that was chosen while it was open is tried at once, and so is any when
 * the answer came after the last day of dunning. The same attempt
 * told twice changes nothing.
 */
export async function noteFailedCharge(work: Work, { cycleId, paymentId, paymentMethodId, isHard, lacksNotice }: FailedCharge): Promise<void> {
  const found = await work.find(BillingCycle, cycleId);
  if (!found) return;
  const subscription = (await work.lock(SubscriptionContract, found.subscriptionId))!;
  const cycle = (await work.lock(BillingCycle, cycleId))!;
  // Of a period whose invoice was withdrawn nothing is owed, whatever becomes of a charge.
  if (cycle.settledAt || cycle.status === BillingCycleStatus.FAILED || cycle.failedPaymentId === paymentId) return;
  cycle.failedPaymentId = paymentId;
  if (isHard) cycle.hardDeclinedMethodId = paymentMethodId;
  if (lacksNotice) await announceOwed(work, { subscription, cycle });
  await work.save(cycle);
  if (isFinal(subscription.status)) return;
  const isTriedNow = (await hasChosenMeanwhile(work, { subscription, cycle, failedId: paymentMethodId })) || (await outlastedDunning(work, { subscription, cycle, paymentId }));
  if (isTriedNow) await schedule(work, retryChargeKind, { key: cycleId, dueAt: work.now, payload: { cycleId } });
  if (subscription.status === SubscriptionStatus.INCOMPLETE) return;
  await fallBehind(work, { subscription, cycle, needsMethod: isHard && !(await hasAnother(work, subscription, paymentMethodId)), isTriedNow });
}

interface Failed {
  readonly subscription: SubscriptionContract;
  readonly cycle: BillingCycle;
  readonly failedId: string | null;
}

/** What would be charged now is another method than the one that failed, and was never tried for it: the open charge was in its way. */
async function hasChosenMeanwhile(work: Work, { subscription, cycle, failedId }: Failed): Promise<boolean> {
  if (subscription.paymentMethodId === failedId) return false;
  const paymentMethodId = await nextMethod(work, subscription, cycle);
  if (!paymentMethodId || paymentMethodId === failedId) return false;
  return !(await wasCharged(work, { invoiceId: cycle.invoiceId!, paymentMethodId }));
}

/** While its outcome was asked for, the last day on which it would have been tried again went by: it has one attempt more. */
async function outlastedDunning(work: Work, { subscription, cycle, paymentId }: Omit<Failed, 'failedId'> & { paymentId: string }): Promise<boolean> {
  if (subscription.status === SubscriptionStatus.INCOMPLETE) return false;
  const { attemptDays } = await dunningFor(work, subscription.planId);
  const dueAt = cycle.dueAt ?? cycle.startAt;
  if (nextRetryAt(dueAt, work.now, attemptDays)) return false;
  const payment = await work.find(Payment, paymentId);
  return payment !== null && nextRetryAt(dueAt, payment.createdAt, attemptDays) !== null;
}

/** The user's default one is tried next, unless it is the one that was declined. */
async function hasAnother(work: Work, { userId }: SubscriptionContract, declinedId: string | null): Promise<boolean> {
  const method = await findDefaultPaymentMethod(work, userId);
  return method !== null && method.id !== declinedId;
}
