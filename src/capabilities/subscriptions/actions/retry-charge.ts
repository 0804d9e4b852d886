import { isBefore } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { beginCharge, hasUnsettledCharge, Invoice, isOwed } from '../../billing/contract';
import { BillingCycle } from '../model/billing-cycle.entity';
import { noticeFor } from '../model/cycle-facts';
import { chargeableFrom, needsNotice } from '../model/renewal-notice';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { BillingCycleStatus, isFinal, SubscriptionStatus } from '../model/subscription-states';
import { retryChargeKind } from '../storage/job-kinds';
import { mandateNoticeDays, nextMethod } from '../storage/next-method.queries';
import { announceOwed } from './announce-renewal';
import { fallBehind } from './fall-behind';

/**
 * Tries again to charge a period that is owed; the id of the attempt is returned to be sent. Null when it is paid, given up, not
 * issued yet or being asked about, or when there is no method but one that was declined for good.
 */
export async function retryCharge(work: Work, { cycleId }: { cycleId: string }): Promise<string | null> {
  const found = await work.find(BillingCycle, cycleId);
  if (!found) return null;
  const subscription = (await work.lock(SubscriptionContract, found.subscriptionId))!;
  const cycle = (await work.lock(BillingCycle, cycleId))!;
  if (cycle.settledAt || !cycle.invoiceId || cycle.status !== BillingCycleStatus.BILLED || isFinal(subscription.status)) return null;
  if (!isOwed((await work.find(Invoice, cycle.invoiceId))!)) return null;
  if (await hasUnsettledCharge(work, cycle.invoiceId)) return null;
  if (await waitsForNotice(work, { subscription, cycle })) return null;
  const method = await nextMethod(work, subscription, cycle);
  if (!method) {
    // A first payment waits for its method until it expires.
    if (subscription.status !== SubscriptionStatus.INCOMPLETE) await fallBehind(work, { subscription, cycle, needsMethod: true });
    return null;
  }
  // A first payment is tried again only when its payer has chosen another method: she is there to approve it.
  const isOffSession = subscription.status !== SubscriptionStatus.INCOMPLETE;
  const { attemptId } = await beginCharge(work, { invoiceId: cycle.invoiceId, paymentMethodId: method, isOffSession, recurring: { noticedAt: noticeFor(cycle) } });
  return attemptId;
}

/** What was not announced when it was billed, because something older was owed, is announced now, and charged when the days have passed. */
async function waitsForNotice(work: Work, { subscription, cycle }: { subscription: SubscriptionContract; cycle: BillingCycle }): Promise<boolean> {
  if (!needsNotice(subscription, cycle)) return false;
  if (!cycle.noticedAt) {
    await announceOwed(work, { subscription, cycle });
    await work.save(cycle);
  }
  const until = chargeableFrom(subscription, cycle, { noticedAt: cycle.noticedAt!, mandateDays: await mandateNoticeDays(work, subscription, cycle) });
  if (!isBefore(work.now, until)) return false;
  await schedule(work, retryChargeKind, { key: cycle.id, dueAt: until, payload: { cycleId: cycle.id } });
  return true;
}
