import { isBefore } from '../../../kernel/clock';
import { lessThan } from '../../../platform/database/select';
import type { Work } from '../../../platform/database/work';
import { schedule, unschedule } from '../../../platform/jobs/job';
import { billPendingLines, endDiscount, Invoice, InvoiceLine, InvoiceStatus, isOwed, lockDiscount, markUncollectible, voidInvoice } from '../../billing/contract';
import { subscriptionCanceled, subscriptionExpired } from '../events';
import { BillingCycle } from '../model/billing-cycle.entity';
import { CHANGE_PURPOSE, factsOf } from '../model/cycle-facts';
import { cancelAtDateKind, chargeRestKind, announceRenewalKind, announceTrialEndKind, billCycleKind, expireIncompleteKind, resumeSubscriptionKind, retryChargeKind, startSubscriptionKind } from '../storage/job-kinds';
import { moveCycle } from '../model/move-cycle';
import { clearScheduledChange } from '../model/scheduled-change';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { isTermDone } from '../model/term';
import { currentTerms } from '../storage/terms.queries';
import { billUsage } from './bill-usage';
import { cancelDeliveries } from './cancel-deliveries';
import { releaseGoods } from './release-goods';
import { BillingCycleStatus, SubscriptionStatus, subscriptionStates } from '../model/subscription-states';

/**
 * Ends a locked subscription for good: what was planned is skipped. What was billed and not paid stays owed, because its period is
 * being had; of one that never began it is withdrawn, and should a charge that is under way still succeed, billing gives its money back.
 */
export async function endSubscription(
  work: Work,
  subscription: SubscriptionContract,
  status: SubscriptionStatus.CANCELED | SubscriptionStatus.INCOMPLETE_EXPIRED | SubscriptionStatus.EXPIRED,
  unpaid: 'WITHDRAWN' | 'GIVEN_UP' = subscription.status === SubscriptionStatus.INCOMPLETE ? 'WITHDRAWN' : 'GIVEN_UP',
): Promise<void> {
  // Its coupon is held before what its invoices took of the ledger.
  if (subscription.discountId) await lockDiscount(work, subscription.discountId);
  subscriptionStates.move(subscription, status);
  subscription.endedAt = work.now;
  clearScheduledChange(subscription);
  await work.save(subscription);
  const open = await work
    .locked(BillingCycle)
    .where({ subscriptionId: subscription.id, settledAt: null, status: [BillingCycleStatus.UPCOMING, BillingCycleStatus.HELD, BillingCycleStatus.BILLED] })
    .orderBy('startAt')
    .all();
  for (const cycle of open) await giveUp(work, cycle, unpaid);
  await billRest(work, subscription);
  for (const kind of [announceTrialEndKind, expireIncompleteKind, resumeSubscriptionKind, startSubscriptionKind, cancelAtDateKind]) await unschedule(work, kind, subscription.id);
  const facts = factsOf(subscription);
  if (status !== SubscriptionStatus.CANCELED) work.emit(subscriptionExpired(facts));
  else {
    const { cancelAtPeriodEnd: atPeriodEnd, cancellationFeedback: feedback } = subscription;
    work.emit(subscriptionCanceled({ ...facts, atPeriodEnd, endsAt: work.now, feedback }));
  }
}

/** What was used since the last bill, and what was changed in the middle of the period, and stood on no invoice or on one that is withdrawn now. */
async function billRest(work: Work, subscription: SubscriptionContract): Promise<void> {
  const { id, userId, discountId: discount } = subscription;
  const terms = await currentTerms(work, subscription);
  const { currency } = terms;
  if (terms.hasBox) await cancelDeliveries(work, { subscriptionId: id });
  await billUsage(work, subscription, { terms, before: null, endsAt: endOf(subscription, work.now) });
  const invoice = await billPendingLines(work, { userId, currency, scopeId: id, purpose: { kind: CHANGE_PURPOSE, id }, discount });
  if (discount) await endDiscount(work, { discountId: discount });
  if (!invoice || !isOwed(invoice)) return;
  await schedule(work, chargeRestKind, { key: invoice.id, dueAt: work.now, payload: { subscriptionId: id, invoiceId: invoice.id } });
}

/** When it was to end, also where its job comes later; now where nobody said so before. */
function endOf(subscription: SubscriptionContract, now: Date): Date {
  const { cancelAt, cancelAtPeriodEnd, currentPeriodEnd } = subscription;
  const planned = cancelAt ?? (cancelAtPeriodEnd || isTermDone(subscription) ? currentPeriodEnd : now);
  return isBefore(planned, now) ? planned : now;
}

async function giveUp(work: Work, cycle: BillingCycle, unpaid: 'WITHDRAWN' | 'GIVEN_UP'): Promise<void> {
  for (const kind of [billCycleKind, announceRenewalKind, retryChargeKind]) await unschedule(work, kind, cycle.id);
  const isBilled = cycle.status === BillingCycleStatus.BILLED;
  if (isBilled && cycle.invoiceId) await withdraw(work, cycle.invoiceId, unpaid);
  await releaseGoods(work, cycle);
  moveCycle(cycle, isBilled ? BillingCycleStatus.FAILED : BillingCycleStatus.SKIPPED);
  await work.save(cycle);
}

/** What is paid in part, or was had without paying, is not withdrawn: it stays owed, and nobody asks for it. */
async function withdraw(work: Work, invoiceId: string, unpaid: 'WITHDRAWN' | 'GIVEN_UP'): Promise<void> {
  const invoice = (await work.lock(Invoice, invoiceId))!;
  // Money that came for it since is given back by billing.
  if (invoice.status === InvoiceStatus.VOID) return;
  // What it was billed for while it was UNPAID was never issued.
  const isDraft = invoice.status === InvoiceStatus.DRAFT;
  const isGivenUp = !isDraft && unpaid === 'GIVEN_UP' && !(await carriesCredit(work, invoiceId));
  if (invoice.paidMinor > 0n || isGivenUp) await markUncollectible(work, { invoiceId });
  else await voidInvoice(work, { invoiceId });
}

/** What it gives back outlives it: the lines of one that is withdrawn wait again. */
async function carriesCredit(work: Work, invoiceId: string): Promise<boolean> {
  return (await work.from(InvoiceLine).where({ invoiceId, amountMinor: lessThan(0n) }).one()) !== null;
}
