import { isBefore, laterOf } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { composeInvoice, Invoice, type NewInvoice } from '../../billing/contract';
import { subscriptionRenewalUpcoming } from '../events';
import { BillingCycle } from '../model/billing-cycle.entity';
import { CYCLE_PURPOSE, cycleFacts } from '../model/cycle-facts';
import { linesOfCycle } from '../model/cycle-lines';
import { pointsOnRenewal } from '../model/points-on-renewal';
import { needsNotice } from '../model/renewal-notice';
import { ScheduledAction } from '../model/scheduled-action';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { BillingCycleStatus, SubscriptionStatus } from '../model/subscription-states';
import { isTermDone } from '../model/term';
import { endsBefore } from '../storage/allowed.queries';
import { comingTerms } from '../storage/terms.queries';
import { unbilledLines } from '../storage/usage.queries';
import { wakeHeld } from './hold-cycle';

type Announced = { readonly subscription: SubscriptionContract; readonly cycle: BillingCycle };

/**
 * Tells of a renewal and what it will cost, before it is charged, unless there will be none; the period keeps the proof. Whoever was
 * told of the same price before is not told again.
 */
export async function announceRenewal(work: Work, { cycleId }: { cycleId: string }): Promise<void> {
  const found = await work.find(BillingCycle, cycleId);
  const subscription = found && (await work.lock(SubscriptionContract, found.subscriptionId));
  const cycle = found && (await work.lock(BillingCycle, cycleId));
  if (!cycle || !subscription || cycle.status !== BillingCycleStatus.UPCOMING || !willBeBilled(subscription, cycle)) return;
  const price = await priceOf(work, { subscription, cycle });
  if (isToldOf(cycle, price)) return;
  tell(work, { subscription, cycle }, price);
  await work.save(cycle);
}

function isToldOf({ noticedAt, noticedMinor, noticedCurrency }: BillingCycle, { amountMinor, currency }: Price): boolean {
  return noticedAt !== null && noticedMinor === amountMinor && noticedCurrency === currency;
}

/** A period that is held back costs something else now: who is charged by the proof of a notice alone is told; then its job looks at it. */
export async function announceHeld(work: Work, { subscription, cycleId }: { subscription: SubscriptionContract; cycleId: string }): Promise<void> {
  const cycle = (await work.lock(BillingCycle, cycleId))!;
  if (needsNotice(subscription, cycle) && cycle.noticedAt) {
    const price = await priceOf(work, { subscription, cycle });
    if (!isToldOf(cycle, price)) tell(work, { subscription, cycle }, price);
    await work.save(cycle);
  }
  await wakeHeld(work, subscription);
}

interface Price {
  readonly invoiceId: string | null;
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** What the invoice of a period to come will be over. */
async function priceOf(work: Work, { subscription, cycle }: Announced): Promise<Price> {
  const terms = await comingTerms(work, subscription);
  const used = await unbilledLines(work, subscription, { terms, before: cycle.startAt });
  const invoice: NewInvoice = {
    userId: subscription.userId,
    currency: terms.currency,
    purpose: { kind: CYCLE_PURPOSE, id: cycle.id },
    lines: [...used, ...linesOfCycle(terms, { anchor: subscription.anchor, cycle })],
    takesPendingOf: subscription.id,
    discount: subscription.discountId,
    spendPoints: pointsOnRenewal(subscription),
  };
  const { dueMinor: amountMinor, currency } = await composeInvoice(work, invoice, { at: laterOf(cycle.startAt, work.now) });
  return { invoiceId: null, amountMinor, currency };
}

/** Tells of a period that is due, and that is not charged before its payer knows of it; what costs nothing is not told. The caller saves it. */
export async function announceDue(work: Work, { subscription, cycle }: Announced): Promise<void> {
  const price = await priceOf(work, { subscription, cycle });
  if (price.amountMinor > 0n) tell(work, { subscription, cycle }, price);
}

/** It goes on, and the period is neither skipped nor after its end; a pause that ends with the period before does not skip it. */
function willBeBilled(subscription: SubscriptionContract, { startAt }: BillingCycle): boolean {
  const { status, resumesAt, scheduledAction } = subscription;
  const isRunning = status === SubscriptionStatus.ACTIVE || (status === SubscriptionStatus.PAUSED && resumesAt !== null && !isBefore(startAt, resumesAt));
  return isRunning && scheduledAction !== ScheduledAction.SKIP_CYCLE && !endsBefore(subscription, startAt) && !isTermDone(subscription);
}

/** Tells of a period that is billed and that a mandate is not charged for without a notice; the next attempt has it. The caller saves it. */
export async function announceOwed(work: Work, { subscription, cycle }: Announced): Promise<void> {
  if (cycle.noticedAt || !cycle.invoiceId) return;
  const { id: invoiceId, remainingMinor: amountMinor, currency } = (await work.find(Invoice, cycle.invoiceId))!;
  tell(work, { subscription, cycle }, { invoiceId, amountMinor, currency });
}

function tell(work: Work, { subscription, cycle }: Announced, price: Price): void {
  Object.assign(cycle, { noticedAt: work.now, noticedMinor: price.amountMinor, noticedCurrency: price.currency });
  work.emit(subscriptionRenewalUpcoming({ ...cycleFacts(subscription, cycle), ...price }));
}
