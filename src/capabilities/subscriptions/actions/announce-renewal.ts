import type { Work } from '../../../platform/database/work';
import { composeInvoice } from '../../billing/contract';
import { subscriptionRenewalUpcoming } from '../events';
import { BillingCycle } from '../model/billing-cycle.entity';
import { CYCLE_PURPOSE, cycleFacts } from '../model/cycle-facts';
import { planLine } from '../model/plan-change';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { BillingCycleStatus, SubscriptionStatus } from '../model/subscription-states';
import { isTermDone } from '../model/term';
import { comingTerms } from '../storage/terms.queries';
import { unbilledLines } from '../storage/usage.queries';

/** Tells of a renewal and what it will cost, before it is charged, unless there will be none. */
export async function announceRenewal(work: Work, { cycleId }: { cycleId: string }): Promise<void> {
  const found = await work.find(BillingCycle, cycleId);
  const subscription = found && (await work.lock(SubscriptionContract, found.subscriptionId));
  if (!found || !subscription || found.status !== BillingCycleStatus.UPCOMING) return;
  if (subscription.status !== SubscriptionStatus.ACTIVE || subscription.cancelAtPeriodEnd || isTermDone(subscription)) return;
  const terms = await comingTerms(work, subscription);
  const used = await unbilledLines(work, subscription, { terms, before: found.startAt });
  const { dueMinor: amountMinor, currency } = await composeInvoice(work, {
    userId: subscription.userId,
    currency: terms.currency,
    purpose: { kind: CYCLE_PURPOSE, id: cycleId },
    lines: [...used, planLine(terms, found)],
    takesPendingOf: subscription.id,
  });
  work.emit(subscriptionRenewalUpcoming({ ...cycleFacts(subscription, found), invoiceId: null, amountMinor, currency }));
}
