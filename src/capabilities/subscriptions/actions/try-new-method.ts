import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { wasCharged } from '../../billing/contract';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStatus } from '../model/subscription-states';
import { retryChargeKind } from '../storage/job-kinds';
import { nextMethod } from '../storage/next-method.queries';
import { findOldestUnsettledCycle } from '../storage/subscriptions.queries';

/** States in which a payment is waited for. */
export const WAITING_FOR_PAYMENT = [SubscriptionStatus.PAST_DUE, SubscriptionStatus.UNPAID, SubscriptionStatus.INCOMPLETE];

/**
 * What a locked subscription owes is tried at once with a method that was not tried for it before, in place of the attempt that is
 * planned: its number goes on. A method that failed is left to the dunning days, however often it is chosen. True when it is tried.
 */
export async function tryNewMethod(work: Work, subscription: SubscriptionContract): Promise<boolean> {
  if (!WAITING_FOR_PAYMENT.includes(subscription.status)) return false;
  const owed = await findOldestUnsettledCycle(work, subscription.id);
  if (!owed?.invoiceId) return false;
  const method = await nextMethod(work, subscription, owed);
  if (!method || (await wasCharged(work, { invoiceId: owed.invoiceId, paymentMethodId: method }))) return false;
  await schedule(work, retryChargeKind, { key: owed.id, dueAt: work.now, payload: { cycleId: owed.id } });
  return true;
}
