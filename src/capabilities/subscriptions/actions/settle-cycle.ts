import type { Work } from '../../../platform/database/work';
import { schedule, unschedule } from '../../../platform/jobs/job';
import { Invoice, InvoiceStatus } from '../../billing/contract';
import { subscriptionActivated, subscriptionCycleSettled, subscriptionRenewed } from '../events';
import { BillingCycle } from '../model/billing-cycle.entity';
import { cycleFacts, factsOf, isFirstCycle } from '../model/cycle-facts';
import { PauseReason } from '../model/pause-reason';
import { expireIncompleteKind, refreshAccessKind, retryChargeKind } from '../storage/job-kinds';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { BillingCycleStatus, isFinal, SubscriptionStatus, subscriptionStates } from '../model/subscription-states';
import { findOldestUnsettledCycle } from '../storage/subscriptions.queries';
import { endPause } from './end-pause';
import { issueDrafts } from './issue-drafts';
import { planDeliveries } from './plan-deliveries';

/**
 * A billed period is paid, or cost nothing. The subscription becomes active, or, when a later period is owed too, that one is
 * charged next. The method that paid what had failed becomes the subscription's own. It looks at the invoice, not at what was told: money
 * for one that is withdrawn, or a part of what is owed, settles nothing. Repeating it changes nothing.
 */
export async function settleCycle(
  work: Work,
  { cycleId, paymentMethodId }: { cycleId: string; paymentMethodId?: string | null },
): Promise<void> {
  const found = await work.find(BillingCycle, cycleId);
  // What is settled stays so: for the event of a renewal that went as usual nothing is locked.
  if (!found || found.settledAt) return;
  const subscription = (await work.lock(SubscriptionContract, found.subscriptionId))!;
  const cycle = (await work.lock(BillingCycle, cycleId))!;
  // A period that was given up stays so: billing gives the late money back.
  if (cycle.settledAt || cycle.status === BillingCycleStatus.FAILED) return;
  const invoice = (await work.find(Invoice, cycle.invoiceId!))!;
  if (invoice.status !== InvoiceStatus.PAID) return;
  cycle.settledAt = work.now;
  await work.save(cycle);
  await unschedule(work, retryChargeKind, cycle.id);
  if (isFinal(subscription.status)) return;
  const wasBehind = subscription.status === SubscriptionStatus.PAST_DUE || subscription.status === SubscriptionStatus.UNPAID;
  // Another method failed before it, or there was none: this one is charged from now on.
  if ((wasBehind || cycle.failedPaymentId) && paymentMethodId) subscription.paymentMethodId = paymentMethodId;
  await catchUp(work, subscription, cycle);
  tellSettled(work, { subscription, cycle, invoice });
  if (cycle.hasDeliveries) await planDeliveries(work, { subscription, cycle });
}

/**
 * Active when nothing is owed any more; else the oldest period that is comes next. One that is UNPAID comes back as soon as all is paid
 * that was issued, and its drafts are issued then.
 */
export async function catchUp(work: Work, subscription: SubscriptionContract, paid: BillingCycle): Promise<void> {
  const owed = await findOldestUnsettledCycle(work, subscription.id);
  if (!owed) return goOn(work, subscription, paid);
  if (subscription.status === SubscriptionStatus.UNPAID && (await isDraft(work, owed))) return comeBack(work, subscription, paid);
  // What was withdrawn says nothing about an older period, which keeps its days.
  const isWithdrawn = paid.status === BillingCycleStatus.FAILED && owed.startAt < paid.startAt;
  if (!isWithdrawn) await schedule(work, retryChargeKind, { key: owed.id, dueAt: work.now, payload: { cycleId: owed.id } });
  await work.save(subscription);
}

async function goOn(work: Work, subscription: SubscriptionContract, paid: BillingCycle): Promise<void> {
  const { id: subscriptionId, status } = subscription;
  if (subscription.pauseReason === PauseReason.UNPAID) await endPause(work, subscription);
  else if (status !== SubscriptionStatus.ACTIVE && status !== SubscriptionStatus.PAUSED) {
    // What was overdue gives access again; a first payment is told of by its own event.
    if (!isFirstCycle(paid)) await schedule(work, refreshAccessKind, { key: subscriptionId, dueAt: work.now, payload: { subscriptionId } });
    subscriptionStates.move(subscription, SubscriptionStatus.ACTIVE);
    // What it owed while it had lost its access is paid.
    if (status === SubscriptionStatus.UNPAID && !isFirstCycle(paid)) work.emit(subscriptionActivated(factsOf(subscription)));
    await unschedule(work, expireIncompleteKind, subscription.id);
  }
  // Also when the first charge succeeded only on a retry.
  if (isFirstCycle(paid)) work.emit(subscriptionActivated(factsOf(subscription)));
  await work.save(subscription);
}

async function isDraft(work: Work, { invoiceId }: BillingCycle): Promise<boolean> {
  return (await work.find(Invoice, invoiceId!))?.status === InvoiceStatus.DRAFT;
}

/** The drafts are issued once, in their order; the oldest of them is charged first. */
async function comeBack(work: Work, subscription: SubscriptionContract, paid: BillingCycle): Promise<void> {
  await goOn(work, subscription, paid);
  const free = await issueDrafts(work, subscription);
  for (const { id: cycleId } of free) await settleCycle(work, { cycleId });
  const owed = await findOldestUnsettledCycle(work, subscription.id);
  if (owed) await schedule(work, retryChargeKind, { key: owed.id, dueAt: work.now, payload: { cycleId: owed.id } });
}

interface Settled {
  readonly subscription: SubscriptionContract;
  readonly cycle: BillingCycle;
  readonly invoice: Invoice;
}

function tellSettled(work: Work, { subscription, cycle, invoice }: Settled): void {
  const facts = { ...cycleFacts(subscription, cycle), invoiceId: invoice.id, amountMinor: invoice.dueMinor, currency: invoice.currency };
  work.emit(subscriptionCycleSettled(facts));
  if (!isFirstCycle(cycle)) work.emit(subscriptionRenewed(facts));
}
