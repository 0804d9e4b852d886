import { periodAt, type Anchor } from '../../../kernel/calendar';
import { isBefore } from '../../../kernel/clock';
import { invalid, notFound } from '../../../kernel/refusal';
import type { View } from '../../../platform/database/view';
import type { NewInvoice } from '../../billing/contract';
import { BillingCycle } from '../model/billing-cycle.entity';
import { ChangeTiming } from '../model/cancellation';
import { isFirstCycle } from '../model/cycle-facts';
import { anchorFor, cycleOf, linesOfCycle, type BilledCycle } from '../model/cycle-lines';
import { beginningOf, hasWaited, hasWaitedInVain, waitsForGoods } from '../model/late-beginning';
import { PauseReason } from '../model/pause-reason';
import { beginsNewPeriod, type Terms } from '../model/plan-change';
import { PreviewedAction } from '../model/previewed-action';
import { ProrationBehavior } from '../model/proration-behavior';
import { ScheduledAction } from '../model/scheduled-action';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { InvoicePreview, SubscriptionPreview } from '../model/subscription-preview';
import { BillingCycleStatus, isFinal, SubscriptionStatus } from '../model/subscription-states';
import { isTermDone } from '../model/term';
import { assertNotEnded, assertPausable, assertSkippable, endsBefore, hasPeriod } from './allowed.queries';
import { billsFrom, composed, composedUnlessEmpty, discountOf, NO_MORE, payerOf, previewChange, type Bill } from './preview.queries';
import { previewAddOns } from './add-ons-preview.queries';
import { wantedAddOns } from './add-ons.queries';
import { assertCanBegin, assertMethod, OWED_NOW } from './method-fits.queries';
import { creditsForRest } from './rest-credit.queries';
import { assertOutcomesKnown } from './settled.queries';
import { changeableSubscriptions } from './subscriptions.queries';
import { comingTerms, currentTerms } from './terms.queries';
import { unbilledLines } from './usage.queries';
import { assertChangeable, wantedTerms, type WantedTerms } from './wanted-terms.queries';

export interface PreviewedDeed extends WantedTerms {
  readonly subscriptionId: string;
  readonly action: PreviewedAction;
  readonly timing?: ChangeTiming | null;
  readonly cancelAt?: Date | null;
  readonly resumesAt?: Date | null;
  readonly prorationBehavior?: ProrationBehavior | null;
  readonly couponCode?: string | null;
  /** As it has it when left out. */
  readonly spendPointsOnRenewal?: boolean | null;
}

/** What something costs that would be done with a subscription now. Refuses what the deed itself refuses, and NOT_FOUND. */
export async function previewOf(view: View, input: PreviewedDeed): Promise<SubscriptionPreview> {
  const found = await view.from(SubscriptionContract).where({ id: input.subscriptionId }).where(changeableSubscriptions(view)).one();
  if (!found) throw notFound('This subscription', ['subscriptionId']);
  const { action, planId, quantity, spendPointsOnRenewal } = input;
  const subscription = copyOf(found, { spendPointsOnRenewal: spendPointsOnRenewal ?? found.spendPointsOnRenewal });
  const isChange = action === PreviewedAction.CHANGE_ADD_ONS || (action === PreviewedAction.CHANGE_PLAN && (planId != null || quantity != null));
  if (isChange && !isBefore(view.now, subscription.currentPeriodEnd)) return previewHeld(view, subscription, input);
  if (action === PreviewedAction.CHANGE_PLAN && planId == null && quantity == null) return previewComing(view, subscription, input.couponCode);
  if (action === PreviewedAction.CHANGE_PLAN) {
    const { timing, prorationBehavior } = input;
    const behavior = prorationBehavior ?? ProrationBehavior.CREATE_PRORATIONS;
    return previewChange(view, subscription, { ...input, timing: timing ?? ChangeTiming.NOW, prorationBehavior: behavior });
  }
  // To cancel once more changes nothing.
  if (action === PreviewedAction.CANCEL && subscription.status === SubscriptionStatus.CANCELED) return previewComing(view, subscription);
  assertNotEnded(subscription);
  if (action === PreviewedAction.CHANGE_ADD_ONS) return previewAddOns(view, subscription, { ...input, addOns: input.addOns ?? [] });
  if (action === PreviewedAction.CANCEL) return previewCancel(view, subscription, input);
  if (action === PreviewedAction.PAUSE) assertPausable(subscription);
  if (action === PreviewedAction.PAUSE && input.resumesAt && !isBefore(view.now, input.resumesAt)) throw invalid('A pause must end in the future.', ['resumesAt']);
  if (action === PreviewedAction.SKIP_CYCLE) await assertSkippable(view, subscription);
  const isHeld = subscription.pauseReason === PauseReason.TRIAL_END;
  if (action === PreviewedAction.RESUME && isHeld) return previewBegin(view, subscription);
  if (action === PreviewedAction.RESUME && subscription.pauseReason === PauseReason.UNPAID) await assertMethod(view, subscription, OWED_NOW);
  return previewComing(view, after(subscription, input));
}

/** What is changed while the next period is held back is billed by it. Refuses what the change refuses. */
async function previewHeld(view: View, subscription: SubscriptionContract, input: PreviewedDeed): Promise<SubscriptionPreview> {
  const { action, timing, couponCode } = input;
  await assertChangeable(view, subscription, timing ?? ChangeTiming.NOW);
  const old = await currentTerms(view, subscription);
  const isOfAddOns = action === PreviewedAction.CHANGE_ADD_ONS;
  const next = isOfAddOns ? { ...old, addOns: await wantedAddOns(view, old, input.addOns ?? []) } : await wantedTerms(view, { old, wanted: input });
  const { planId: scheduledPlanId, planVersionId: scheduledPlanVersionId, quantity: scheduledQuantity, addOns: scheduledAddOns } = next;
  const changed = copyOf(subscription, { scheduledAction: ScheduledAction.CHANGE_PLAN, scheduledPlanId, scheduledPlanVersionId, scheduledQuantity, scheduledAddOns });
  return previewComing(view, changed, couponCode);
}

/** Another one like it. */
function copyOf(subscription: SubscriptionContract, other: Partial<SubscriptionContract>): SubscriptionContract {
  return Object.assign(Object.create(SubscriptionContract.prototype) as SubscriptionContract, subscription, other);
}

/** The subscription as the deed leaves it. */
function after(subscription: SubscriptionContract, { action, resumesAt = null }: PreviewedDeed): SubscriptionContract {
  const changed = copyOf(subscription, {});
  const nothingScheduled = { scheduledPlanId: null, scheduledPlanVersionId: null, scheduledQuantity: null, scheduledAddOns: null };
  if (action === PreviewedAction.PAUSE) Object.assign(changed, { status: SubscriptionStatus.PAUSED, resumesAt });
  if (action === PreviewedAction.RESUME && subscription.status === SubscriptionStatus.PAUSED) Object.assign(changed, { status: SubscriptionStatus.ACTIVE });
  if (action === PreviewedAction.SKIP_CYCLE) Object.assign(changed, nothingScheduled, { scheduledAction: ScheduledAction.SKIP_CYCLE });
  if (action === PreviewedAction.UNCANCEL) Object.assign(changed, { cancelAtPeriodEnd: false, cancelAt: null });
  return changed;
}

/** The next bill that comes if nothing else happens. */
export async function previewComing(view: View, subscription: SubscriptionContract, couponCode?: string | null): Promise<SubscriptionPreview> {
  const bill = await comingBill(view, subscription);
  const endsAt = bill ? null : endOf(subscription);
  const terms = await comingTerms(view, subscription);
  const discount = await discountOf(view, subscription, { terms, couponCode });
  if (endsAt) return previewLast(view, subscription, { at: endsAt, isCredited: isCreditedAtEnd(subscription), discount });
  return composed(view, { ...payerOf(subscription), currency: terms.currency, discount, now: [], ...(bill ? { next: bill.lines, nextAt: bill.at } : NO_MORE) });
}

/** When it ends by what is known, and what waits is billed alone; also of one that pauses. */
function endOf(subscription: SubscriptionContract): Date | null {
  const { cancelAt, cancelAtPeriodEnd, currentPeriodEnd, status } = subscription;
  if (isFinal(status)) return null;
  if (cancelAt || status === SubscriptionStatus.SCHEDULED) return cancelAt;
  return cancelAtPeriodEnd || isTermDone(subscription) ? currentPeriodEnd : null;
}

function isCreditedAtEnd({ cancelAt, cancelProration }: SubscriptionContract): boolean {
  return cancelAt !== null && (cancelProration ?? ProrationBehavior.NONE) !== ProrationBehavior.NONE;
}

/** The next period that is billed; null when none is, and before the first is paid: until then nobody knows whether another will be. */
async function comingBill(view: View, subscription: SubscriptionContract): Promise<Bill | null> {
  const { id: subscriptionId, schedule, status, resumesAt } = subscription;
  if (status === SubscriptionStatus.SCHEDULED) return unlessEnded(subscription, await firstBill(view, subscription));
  const planned = await view
    .from(BillingCycle)
    .where({ subscriptionId, schedule, status: [BillingCycleStatus.UPCOMING, BillingCycleStatus.HELD] })
    .orderBy('startAt')
    .one();
  const isPaused = status === SubscriptionStatus.PAUSED;
  if (!planned || (isPaused && !resumesAt) || isTermDone(subscription)) return null;
  if (status === SubscriptionStatus.INCOMPLETE && !isFirstCycle(planned)) return null;
  const old = await currentTerms(view, subscription);
  const next = await comingTerms(view, subscription);
  const inPause = isPaused ? periodsUntil(subscription, { planned, resumesAt: resumesAt!, interval: old.interval }) : 0;
  const begun = waitsForGoods(planned) ? lateCycle(subscription, { planned, old, next, now: view.now }) : { cycle: planned, anchor: subscription.anchor };
  // What was to be skipped is the first of those in the pause, or the next one where none is; of one that waited in vain nothing is left.
  const passed = inPause === 0 && (subscription.scheduledAction === ScheduledAction.SKIP_CYCLE || !begun) ? 1 : inPause;
  const { cycle, anchor } = passed === 0 ? begun! : { cycle: cycleOf(subscription.anchor, old, { schedule, index: planned.index + passed }), anchor: subscription.anchor };
  if (endsBefore(subscription, cycle.startAt)) return null;
  const used = await unbilledLines(view, subscription, { terms: old, before: passed === 0 ? planned.startAt : cycle.startAt });
  const bill = beginsNewPeriod({ old, next }) ? otherBill(subscription, { cycle, next }) : { at: cycle.startAt, lines: linesOfCycle(next, { anchor, cycle }) };
  return { ...bill, lines: [...used, ...bill.lines] };
}

/** A period that waits for its goods, as if they came now; null where it is passed over then. */
function lateCycle(
  { anchor, schedule }: SubscriptionContract,
  { planned, old, next, now }: { planned: BillingCycle; old: Terms; next: Terms; now: Date },
): { cycle: BilledCycle; anchor: Anchor } | null {
  if (hasWaitedInVain(planned, now)) return null;
  if (beginsNewPeriod({ old, next })) return { cycle: { ...planned, startAt: hasWaited(planned, now) ? now : planned.startAt }, anchor };
  const beginning = beginningOf({ terms: next, anchor, cycle: planned, now });
  if (!beginning) return null;
  const { goods } = planned;
  const isMoved = beginning.startAt.getTime() !== planned.startAt.getTime();
  const { startAt, endAt } = beginning;
  const numbers = isMoved && !isFirstCycle(planned) ? { schedule: schedule + 1, index: 0 } : { schedule, index: planned.index };
  return { cycle: { ...numbers, startAt, endAt, goods }, anchor: beginning.anchor };
}

/** Another interval begins its own periods, in a trial in place of the first. */
function otherBill({ zone, schedule, status }: SubscriptionContract, { cycle, next }: { cycle: BilledCycle; next: Parameters<typeof billsFrom>[0] }): Bill {
  const isInTrial = status === SubscriptionStatus.TRIALING;
  return billsFrom(next, { startAt: cycle.startAt, zone, schedule: isInTrial ? schedule : schedule + 1 })[0];
}

/** How many of the coming periods start in the pause. */
function periodsUntil(
  { anchor }: SubscriptionContract,
  { planned, resumesAt, interval }: { planned: BillingCycle; resumesAt: Date; interval: Parameters<typeof periodAt>[1] },
): number {
  if (!isBefore(planned.startAt, resumesAt)) return 0;
  const { index, startAt } = periodAt(anchor, interval, resumesAt);
  return index - planned.index + (startAt.getTime() === resumesAt.getTime() ? 0 : 1);
}

function unlessEnded(subscription: SubscriptionContract, bill: Bill): Bill | null {
  return endsBefore(subscription, bill.at) ? null : bill;
}

async function firstBill(view: View, subscription: SubscriptionContract): Promise<Bill> {
  const terms = await currentTerms(view, subscription);
  const { trialEnd, currentPeriodStart, zone, schedule } = subscription;
  return billsFrom(terms, { startAt: trialEnd ?? currentPeriodStart, zone, schedule })[0];
}

/** What was held back at the end of its trial begins now. */
async function previewBegin(view: View, subscription: SubscriptionContract): Promise<SubscriptionPreview> {
  const terms = await currentTerms(view, subscription);
  await assertCanBegin(view, subscription, terms);
  const { zone, schedule } = subscription;
  const anchor = anchorFor(terms, { startAt: view.now, zone });
  const [first, second] = [0, 1].map((index) => cycleOf(anchor, terms, { schedule, index, from: view.now }));
  const [now, next] = [first!, second!].map((cycle) => linesOfCycle(terms, { anchor, cycle }));
  const isOnce = subscription.termCycles === 1;
  const later = isOnce ? NO_MORE : { next: next!, nextAt: second!.startAt };
  return composed(view, { ...payerOf(subscription), currency: terms.currency, discount: subscription.discountId, now: now!, ...later });
}

async function previewCancel(view: View, subscription: SubscriptionContract, input: PreviewedDeed): Promise<SubscriptionPreview> {
  const { cancelAt = null, prorationBehavior } = input;
  if (cancelAt && !isBefore(view.now, cancelAt)) throw invalid('The date must be in the future.', ['cancelAt']);
  const isCredited = (prorationBehavior ?? ProrationBehavior.NONE) !== ProrationBehavior.NONE;
  const isNow = !cancelAt && (input.timing === ChangeTiming.NOW || !hasPeriod(subscription, view.now));
  if (isNow && isCredited) await assertOutcomesKnown(view, subscription);
  if (isNow) return previewLast(view, subscription, { at: null, isCredited });
  const ending = copyOf(subscription, { cancelAt, cancelAtPeriodEnd: !cancelAt });
  Object.assign(ending, { scheduledAction: null, scheduledPlanId: null, scheduledPlanVersionId: null, scheduledQuantity: null, scheduledAddOns: null });
  const bill = await comingBill(view, ending);
  return bill ? previewComing(view, ending) : previewLast(view, ending, { at: cancelAt ?? subscription.currentPeriodEnd, isCredited: isCredited && cancelAt !== null });
}

/** The last bill: what waits, and what is given back, now (`at` null) or when it ends. */
async function previewLast(view: View, subscription: SubscriptionContract, { at, isCredited = false, discount = subscription.discountId }: { at: Date | null; isCredited?: boolean; discount?: NewInvoice['discount'] }): Promise<SubscriptionPreview> {
  const { id, userId } = subscription;
  const terms = await currentTerms(view, subscription);
  const { currency } = terms;
  const used = await unbilledLines(view, subscription, { terms, before: null, endsAt: at });
  const credits = isCredited ? await creditsForRest(view, subscription, at ?? view.now) : [];
  const last = await composedUnlessEmpty(view, { userId, currency, purpose: { kind: 'PREVIEW', id }, lines: [...credits, ...used], takesPendingOf: id, discount });
  const shown = last && new InvoicePreview(last);
  return Object.assign(new SubscriptionPreview(), { invoiceNow: at ? null : shown, nextInvoice: at ? shown : null, nextInvoiceAt: at && shown ? at : null });
}
