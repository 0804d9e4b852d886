import { addMs, HOUR_MS, isBefore } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { beginCharge, draftWithLines, finalizeWithLines, findDefaultPaymentMethod, InvoiceStatus, type Invoice, type SendCharge, type SpendPoints } from '../../billing/contract';
import { subscriptionCycleSkipped } from '../events';
import { BillingCycle } from '../model/billing-cycle.entity';
import { wholeWithoutBox } from '../model/box-share';
import { CYCLE_PURPOSE, cycleFacts, isFirstCycle, noticeFor } from '../model/cycle-facts';
import { linesOfCycle } from '../model/cycle-lines';
import { INCOMPLETE_HOURS } from '../model/dunning';
import { hasWaited, hasWaitedInVain, waitsForGoods } from '../model/late-beginning';
import { isToCome, moveCycle } from '../model/move-cycle';
import { beginsNewPeriod, type Terms } from '../model/plan-change';
import { ScheduledAction } from '../model/scheduled-action';
import { clearScheduledChange } from '../model/scheduled-change';
import { PauseReason } from '../model/pause-reason';
import { pointsOnRenewal } from '../model/points-on-renewal';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { isTermDone } from '../model/term';
import { BillingCycleStatus, isFinal, SubscriptionStatus, subscriptionStates } from '../model/subscription-states';
import { endsBefore } from '../storage/allowed.queries';
import { expireIncompleteKind, refreshAccessKind } from '../storage/job-kinds';
import { forgetAddOnCharges } from '../storage/add-ons.queries';
import { chargeOf, NO_CHARGE, recordRunning } from '../storage/running-charge.queries';
import { currentTerms, type Agreed } from '../storage/terms.queries';
import { beginLate, noticeOf } from './begin-late';
import { billUsage } from './bill-usage';
import { cancelAtDate } from './cancel-at-date';
import { endPause } from './end-pause';
import { endSubscription } from './end-subscription';
import { fallBehind } from './fall-behind';
import { openSchedule } from './open-schedule';
import { parkSubscription } from './park-subscription';
import { planCycle, replanFirstCycle } from './plan-cycle';
import { releaseGoods } from './release-goods';
import { scheduleReserving } from './reserve-goods';
import { secureGoods } from './secure-goods';
import { boxOf } from './repack-deliveries';
import { recordAddOns } from './record-add-ons';
import { settleCycle } from './settle-cycle';
import { takeScheduledTerms } from './take-terms';
import { waitForNotice } from './wait-for-notice';
import { waitAfterTrial } from './wait-after-trial';

/** An attempt that is committed with the subscription and must be sent after that. */
export interface BegunAttempt extends SendCharge {
  /** The period that it pays for; null for what a change in the middle of one costs. */
  readonly cycleId: string | null;
  /** Whose change it is. */
  readonly subscriptionId?: string;
}

/**
 * Bills a period that has started: its invoice, the next period, and an attempt to charge, which is returned to be sent.
 * Null when there is nothing to send: billed before, ended, never begun, paused, nothing to pay, or an older period is still owed.
 * Of a subscription that is UNPAID the invoice stays a draft.
 * Runs any number of times with one effect. Rule: tests/vectors/README.md, Exactly once.
 */
export async function billCycle(
  work: Work,
  { cycleId, isOffSession, spendPoints }: { cycleId: string; isOffSession: boolean; spendPoints?: bigint | null },
): Promise<BegunAttempt | null> {
  const found = await work.find(BillingCycle, cycleId);
  if (!found) return null;
  // The subscription is locked first, always: everything that changes a cycle holds it.
  const subscription = (await work.lock(SubscriptionContract, found.subscriptionId))!;
  const due = (await work.lock(BillingCycle, cycleId))!;
  if (!isToCome(due)) return null;
  if (subscription.pauseReason === PauseReason.TRIAL_END) return null;
  if (isFinal(subscription.status) || subscription.parkedAt) return null;
  const isCanceled = endsBefore(subscription, due.startAt);
  // Its date was missed: what it promised to give back is given all the same.
  if (isCanceled && subscription.cancelAt) {
    await cancelAtDate(work, { subscriptionId: subscription.id });
    return null;
  }
  if (isCanceled || isTermDone(subscription)) {
    // The periods that are billed were had; of a subscription that never began there is none.
    const unpaid = subscription.status === SubscriptionStatus.INCOMPLETE ? 'WITHDRAWN' : 'GIVEN_UP';
    // Only what is paid has run its term.
    const isExpired = !isCanceled && subscriptionStates.canMove(subscription.status, SubscriptionStatus.EXPIRED);
    await endSubscription(work, subscription, isExpired ? SubscriptionStatus.EXPIRED : SubscriptionStatus.CANCELED, unpaid);
    return null;
  }
  // Periods are half-open: a pause that ends with the period does not skip the next one.
  const { status, resumesAt } = subscription;
  if (status === SubscriptionStatus.PAUSED && resumesAt && !isBefore(due.startAt, resumesAt)) await endPause(work, subscription);
  if (isOffSession && (await parkSubscription(work, { subscription, cycle: due }))) return null;
  const isSkipped = subscription.scheduledAction === ScheduledAction.SKIP_CYCLE;
  if (isOffSession && !isSkipped && (await waitForNotice(work, { subscription, cycle: due }))) return null;
  if (isSkipped) tellSkipped(work, subscription, due);
  const isInVain = hasWaitedInVain(due, work.now);
  const ended = agreedBy(subscription);
  const cycle = isInVain ? due : await cycleToBill(work, subscription, due);
  const terms = await currentTerms(work, subscription);
  // Whose first payment never came has had nothing, and owes nothing for more.
  const isUnbegun = subscription.status === SubscriptionStatus.INCOMPLETE && !isFirstCycle(cycle);
  if (isUnbegun || isSkipped || isInVain || subscription.status === SubscriptionStatus.PAUSED) {
    await passCycle(work, { subscription, cycle, terms });
    return null;
  }
  if (await waitAfterTrial(work, { subscription, cycle, terms })) return null;
  const endedTerms = ended.planVersionId === terms.planVersionId ? terms : await currentTerms(work, ended);
  await billUsage(work, subscription, { terms: endedTerms, before: cycle.startAt });
  const toBill = await withGoods(work, { subscription, cycle, terms, isOffSession });
  if (!toBill) return null;
  const invoice = await invoiceCycle(work, { subscription, cycle: toBill, terms, spendPoints: isOffSession ? pointsOnRenewal(subscription) : spendPoints });
  return collect(work, { subscription, cycle: toBill, terms, invoice, isOffSession });
}

/** The period to bill, with its goods held back; null where it waits for them, or is passed over. */
async function withGoods(work: Work, { subscription, cycle, terms, isOffSession }: Due & { isOffSession: boolean }): Promise<BillingCycle | null> {
  // Nothing is held back for whom nothing is sent before she has paid.
  if (subscription.status === SubscriptionStatus.UNPAID) await releaseGoods(work, cycle);
  if (subscription.status === SubscriptionStatus.UNPAID || !(terms.hasBox || cycle.goods || waitsForGoods(cycle))) return cycle;
  const secured = await secureGoods(work, { subscription, cycle, terms, isOffSession });
  // A change that came with this period has come, and has been told.
  if (secured === 'WAIT') await work.save(subscription);
  if (secured === 'WAIT') return null;
  const begun = secured === 'BILL' ? await beginLate(work, { subscription, cycle, terms }) : null;
  if (!begun) await passCycle(work, { subscription, cycle, terms });
  return begun;
}

function agreedBy({ planId, planVersionId, quantity, currency }: SubscriptionContract): Agreed {
  return { planId, planVersionId, quantity, currency };
}

/** A scheduled change comes with the first period that is billed, not with one that a pause skips. */
async function cycleToBill(work: Work, subscription: SubscriptionContract, due: BillingCycle): Promise<BillingCycle> {
  if (subscription.status === SubscriptionStatus.PAUSED) return due;
  const wasInTrial = subscription.status === SubscriptionStatus.TRIALING;
  const change = await takeScheduledTerms(work, subscription);
  if (!change || !beginsNewPeriod(change)) return due;
  // Nobody pays for the time in which it waited for goods.
  const startAt = waitsForGoods(due) && hasWaited(due, work.now) ? work.now : due.startAt;
  if (!wasInTrial) return Object.assign(await openSchedule(work, subscription, { startAt, terms: change.next }), noticeOf(due));
  return (await replanFirstCycle(work, subscription, change.next)) ?? due;
}

/** What the subscriber wanted to be skipped is, and nothing waits any more. */
function tellSkipped(work: Work, subscription: SubscriptionContract, cycle: BillingCycle): void {
  clearScheduledChange(subscription);
  work.emit(subscriptionCycleSkipped(cycleFacts(subscription, cycle)));
}

interface Due {
  readonly subscription: SubscriptionContract;
  readonly cycle: BillingCycle;
  readonly terms: Terms;
}

/** The calendar goes on; nothing is billed. */
async function passCycle(work: Work, { subscription, cycle, terms }: Due): Promise<void> {
  await releaseGoods(work, cycle);
  moveCycle(cycle, BillingCycleStatus.SKIPPED);
  await work.save(cycle);
  await enterPeriod(work, { subscription, cycle, terms });
  await recordRunning(work, subscription.id, NO_CHARGE);
  await forgetAddOnCharges(work, subscription.id);
}

async function invoiceCycle(work: Work, { subscription, cycle, terms, spendPoints }: Due & { spendPoints?: SpendPoints }): Promise<Invoice> {
  // What nobody is asked to pay has no number.
  const make = subscription.status === SubscriptionStatus.UNPAID ? draftWithLines : finalizeWithLines;
  const { invoice, lines } = await make(work, {
    userId: subscription.userId,
    currency: terms.currency,
    purpose: { kind: CYCLE_PURPOSE, id: cycle.id },
    lines: linesOfCycle(terms, { anchor: subscription.anchor, cycle }),
    takesPendingOf: subscription.id,
    discount: subscription.discountId,
    spendPoints,
  });
  if (cycle.status === BillingCycleStatus.HELD) cycle.dueAt = work.now;
  if (subscription.status === SubscriptionStatus.INCOMPLETE) await expireLater(work, subscription);
  moveCycle(cycle, BillingCycleStatus.BILLED);
  cycle.invoiceId = invoice.id;
  Object.assign(cycle, boxOf(terms));
  await work.save(cycle);
  subscription.billedCycles = (subscription.billedCycles ?? 0) + 1;
  await enterPeriod(work, { subscription, cycle, terms });
  // The plan's line is the first; what else is billed is not given back.
  const wasSkipped = await recordRunning(work, subscription.id, chargeOf(wholeWithoutBox(terms, { anchor: subscription.anchor, cycle }), lines[0]!));
  if (terms.addOns?.length) await recordAddOns(work, subscription.id, { terms, lines });
  // What a skipped period did not give comes back.
  if (wasSkipped) await schedule(work, refreshAccessKind, { key: subscription.id, dueAt: work.now, payload: { subscriptionId: subscription.id } });
  return invoice;
}

/** Who is charged for the first time has some hours to pay, however long it waited before. */
async function expireLater(work: Work, { id: subscriptionId }: SubscriptionContract): Promise<void> {
  const dueAt = addMs(work.now, INCOMPLETE_HOURS * HOUR_MS);
  await schedule(work, expireIncompleteKind, { key: subscriptionId, dueAt, payload: { subscriptionId } });
}

async function enterPeriod(work: Work, { subscription, cycle, terms }: Due): Promise<void> {
  subscription.currentPeriodStart = cycle.startAt;
  subscription.currentPeriodEnd = cycle.endAt;
  await work.save(subscription);
  await scheduleReserving(work, await planCycle(work, { subscription, interval: terms.interval, index: cycle.index + 1 }), terms);
}

async function collect(
  work: Work,
  { subscription, cycle, terms, invoice, isOffSession }: Due & { invoice: Invoice; isOffSession: boolean },
): Promise<BegunAttempt | null> {
  if (invoice.status === InvoiceStatus.PAID) {
    await settleCycle(work, { cycleId: cycle.id });
    return null;
  }
  // While an older period is owed, this one is invoiced and waits its turn.
  if (subscription.status === SubscriptionStatus.PAST_DUE || subscription.status === SubscriptionStatus.UNPAID) return null;
  const method = subscription.paymentMethodId ?? (await findDefaultPaymentMethod(work, subscription.userId))?.id;
  // A first payment waits for its method until it expires.
  if (!method && subscription.status === SubscriptionStatus.INCOMPLETE) return null;
  if (!method) {
    await fallBehind(work, { subscription, cycle, needsMethod: true });
    return null;
  }
  const noticedAt = isOffSession ? noticeFor(cycle) : undefined;
  const recurring = { terms: { interval: terms.interval, anchor: subscription.anchor, amount: null }, noticedAt };
  const begun = await beginCharge(work, { invoiceId: invoice.id, paymentMethodId: method, isOffSession, recurring });
  return { cycleId: cycle.id, attemptId: begun.attemptId, payment: begun.payment, method: begun.method };
}
