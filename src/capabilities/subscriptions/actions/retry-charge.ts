import type { Work } from '../../../platform/database/work';
import { beginCharge, findDefaultPaymentMethod, hasUnsettledCharge } from '../../billing/contract';
import { BillingCycle } from '../model/billing-cycle.entity';
import { noticeFor } from '../model/cycle-facts';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { isFinal } from '../model/subscription-states';
import { fallBehind } from './fall-behind';

/**
 * Tries again to charge a period that is owed; the id of the attempt is returned to be sent. Null when it is paid, given up or
 * being asked about, or when there is no method but one that was declined for good.
 */
export async function retryCharge(work: Work, { cycleId }: { cycleId: string }): Promise<string | null> {
  const found = await work.find(BillingCycle, cycleId);
  if (!found) return null;
  const subscription = (await work.lock(SubscriptionContract, found.subscriptionId))!;
  const cycle = (await work.lock(BillingCycle, cycleId))!;
  if (cycle.settledAt || !cycle.invoiceId || isFinal(subscription.status)) return null;
  if (await hasUnsettledCharge(work, cycle.invoiceId)) return null;
  const method = await methodFor(work, subscription, cycle);
  if (!method || method === cycle.hardDeclinedMethodId) {
    await fallBehind(work, { subscription, cycle, needsMethod: true });
    return null;
  }
  const { attemptId } = await beginCharge(work, { invoiceId: cycle.invoiceId, paymentMethodId: method, isOffSession: true, recurring: { noticedAt: noticeFor(cycle) } });
  return attemptId;
}

/** Its own method; after that was declined for good the user's default, which may be another. */
async function methodFor(work: Work, { paymentMethodId, userId }: SubscriptionContract, { hardDeclinedMethodId }: BillingCycle): Promise<string | undefined> {
  if (paymentMethodId && paymentMethodId !== hardDeclinedMethodId) return paymentMethodId;
  return (await findDefaultPaymentMethod(work, userId))?.id;
}
