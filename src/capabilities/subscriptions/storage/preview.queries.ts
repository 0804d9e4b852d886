import { addWallClockDays } from '../../../kernel/calendar';
import { isBefore, laterOf } from '../../../kernel/clock';
import { invalid, Refusal } from '../../../kernel/refusal';
import type { View } from '../../../platform/database/view';
import { composeInvoice, previewDiscount, type ComposedInvoice, type Discount, type NewInvoice, type NewInvoiceLine } from '../../billing/contract';
import { getTenant } from '../../tenants/contract';
import { BillingCycle } from '../model/billing-cycle.entity';
import { ChangeTiming } from '../model/cancellation';
import { anchorFor, cycleOf, linesOfCycle, wholePeriodOf } from '../model/cycle-lines';
import { beginsNewPeriod, wholePrice, type Terms } from '../model/plan-change';
import { pointsOnRenewal } from '../model/points-on-renewal';
import { ProrationBehavior } from '../model/proration-behavior';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { InvoicePreview, SubscriptionPreview } from '../model/subscription-preview';
import { BillingCycleStatus, SubscriptionStatus } from '../model/subscription-states';
import { termUnder } from '../model/term';
import { assertChangeable, assertStart, giftOf, newTerms, wantedTerms, type WantedTerms } from './wanted-terms.queries';
import { assertMethodServes } from './method-fits.queries';
import { prorateChange } from './rest-of-period.queries';
import { assertOutcomesKnown } from './settled.queries';
import { addOnCredits } from './add-ons.queries';
import { billedOf } from './running-charge.queries';
import { currentTerms } from './terms.queries';
import { unbilledLines } from './usage.queries';

export interface PreviewedChange extends WantedTerms {
  readonly subscriptionId: string;
  readonly timing: ChangeTiming;
  readonly prorationBehavior: ProrationBehavior;
  readonly couponCode?: string | null;
}

export interface PreviewedStart extends WantedTerms {
  readonly userId: string;
  readonly startAt?: Date | null;
  readonly termCycles?: number | null;
  /** Who would have what the plan gives. */
  readonly giftTo?: string | null;
  readonly couponCode?: string | null;
  readonly spendPoints?: bigint | null;
  readonly spendPointsOnRenewal?: boolean | null;
}

/** What is billed at once and with the next period. */
export interface Bills {
  readonly userId: string;
  readonly currency: string;
  /** The subscription whose pending lines the first of them takes. */
  readonly scopeId?: string;
  readonly now: readonly NewInvoiceLine[];
  readonly next: readonly NewInvoiceLine[];
  readonly nextAt: Date | null;
  /** Nothing comes after; what waits then is billed alone. */
  readonly isLast?: boolean;
  readonly discount?: NewInvoice['discount'];
  /** On what is billed at once. */
  readonly spendPoints?: bigint | null;
  /** On what is billed with the next period. */
  readonly spendPointsOnRenewal: boolean;
}

export const NO_MORE = { next: [], nextAt: null };

/** What a new subscription costs. Refuses what creating it refuses of plan, gift, start, coupon and points. */
export async function previewNew(view: View, { userId, startAt, termCycles: wantedCycles, giftTo, couponCode, spendPoints, spendPointsOnRenewal, ...wanted }: PreviewedStart): Promise<SubscriptionPreview> {
  const { terms, trialDays } = await newTerms(view, wanted);
  assertStart(startAt, view.now);
  const { termCycles } = await giftOf(view, { userId, giftTo, termCycles: wantedCycles, terms });
  const discount = couponCode ? await newDiscount(view, { terms, userId, scopeId: 'preview', couponCode }) : null;
  const { timeZone } = await getTenant(view);
  const start = startAt ?? view.now;
  const paidFrom = trialDays > 0 ? addWallClockDays(start, trialDays, timeZone) : start;
  const [first, second] = billsFrom(terms, { startAt: paidFrom, zone: timeZone, schedule: 0 });
  const isOnce = termCycles === 1;
  const isLater = isBefore(view.now, paidFrom);
  if (isLater && spendPoints) throw invalid('Nothing is paid now; points are spent on what is.', ['spendPoints']);
  const after = isOnce ? NO_MORE : { next: second.lines, nextAt: second.at };
  const bills = isLater ? { now: [], next: first.lines, nextAt: paidFrom } : { now: first.lines, ...after };
  return composed(view, { userId, currency: terms.currency, discount, spendPoints, spendPointsOnRenewal: spendPointsOnRenewal ?? false, ...bills });
}

/**
 * What a change of a subscription costs, by the very functions that bill it. Refuses NOT_FOUND (plan), PLAN_ARCHIVED, INVALID,
 * SUBSCRIPTION_ENDED, SUBSCRIPTION_NOT_CHANGEABLE, PAYMENT_IN_PROGRESS, MANDATE_NOT_APPLICABLE. Rule: tests/vectors/README.md, Money.
 */
export async function previewChange(view: View, subscription: SubscriptionContract, input: PreviewedChange): Promise<SubscriptionPreview> {
  await assertChangeable(view, subscription, input.timing);
  const old = await currentTerms(view, subscription);
  const next = await wantedTerms(view, { old, wanted: input });
  const isSame = next.planVersionId === old.planVersionId && next.quantity === old.quantity;
  if (!isSame) await assertMethodServes(view, subscription, { old, next, timing: input.timing });
  const isLast = isLastAfter(subscription, { old, next, input });
  const bills = await billsOf(view, subscription, { old, next, input, isLast });
  const discount = await discountOf(view, subscription, { terms: old, couponCode: input.couponCode });
  return composed(view, { ...payerOf(subscription), currency: next.currency, discount, isLast, ...bills });
}

interface Change {
  readonly old: Terms;
  readonly next: Terms;
  readonly input: PreviewedChange;
}

/** Whether the term ends with the period that runs after a change. */
function isLastAfter(subscription: SubscriptionContract, { old, next, input }: Change): boolean {
  const isNow = input.timing === ChangeTiming.NOW && subscription.status !== SubscriptionStatus.TRIALING;
  const isOther = beginsNewPeriod({ old, next });
  const changed = Object.assign(new SubscriptionContract(), subscription, termUnder(subscription, { old, next, billedCycles: isNow && !isOther ? 1 : 0, isCutShort: isNow && isOther }));
  if (isNow && isOther) changed.billedCycles = (changed.billedCycles ?? 0) + 1;
  return changed.isTermOver;
}

async function billsOf(
  view: View,
  subscription: SubscriptionContract,
  { old, next, input, isLast }: Change & { isLast: boolean },
): Promise<Pick<Bills, 'now' | 'next' | 'nextAt'>> {
  const { currentPeriodEnd: endAt, zone, status } = subscription;
  const isOther = beginsNewPeriod({ old, next });
  const upcoming = isLast ? [] : isOther && status !== SubscriptionStatus.TRIALING
    ? billsFrom(next, { startAt: endAt, zone, schedule: subscription.schedule + 1 })[0].lines
    : await upcomingLines(view, subscription, { next, isOther });
  const used = (before: Date | null) => unbilledLines(view, subscription, { terms: old, before });
  const later = { now: [], next: [...(await used(endAt)), ...upcoming], nextAt: endAt };
  if (input.timing === ChangeTiming.PERIOD_END || status === SubscriptionStatus.TRIALING) return later;
  const isSame = next.planVersionId === old.planVersionId && next.quantity === old.quantity;
  if (isSame) return later;
  await assertOutcomesKnown(view, subscription);
  const billed = await billedOf(view, subscription.id);
  const { credit, charge } = await prorateChange(view, subscription, { now: view.now, period: wholePeriodOf(subscription, old), old, billed, next, behavior: input.prorationBehavior });
  const isSameVersion = next.planVersionId === old.planVersionId;
  const changed = [credit, charge].filter((line) => line !== null);
  const lines = isSameVersion ? changed : [...(await used(null)), ...changed];
  if (isOther) {
    const [first, second] = billsFrom(next, { startAt: view.now, zone, schedule: subscription.schedule + 1 });
    const addOnsBack = input.prorationBehavior === ProrationBehavior.NONE ? [] : await addOnCredits(view, subscription, { terms: old, at: view.now });
    return { now: [...lines, ...addOnsBack, ...first.lines], next: isLast ? [] : second.lines, nextAt: second.at };
  }
  // What was used under other terms is billed with the change; under the same, with the period.
  const renewal = isSameVersion ? later.next : upcoming;
  // Where the change itself costs nothing there is no bill now, and what was used waits for the next.
  if (input.prorationBehavior === ProrationBehavior.ALWAYS_INVOICE && changed.length > 0) return { ...later, now: lines, next: renewal };
  return { ...later, next: [...lines, ...renewal] };
}

/** Who pays for a subscription, and how its renewals are. */
export function payerOf({ userId, id: scopeId, spendPointsOnRenewal }: SubscriptionContract): Pick<Bills, 'userId' | 'scopeId' | 'spendPointsOnRenewal'> {
  return { userId, scopeId, spendPointsOnRenewal };
}

export async function composed(view: View, { userId, currency, scopeId, discount, spendPoints, spendPointsOnRenewal, now, next, nextAt, isLast = false }: Bills): Promise<SubscriptionPreview> {
  const of = { userId, currency, discount, purpose: { kind: 'PREVIEW', id: scopeId ?? userId } };
  const first = now.length > 0 ? await composeInvoice(view, { ...of, lines: now, takesPendingOf: scopeId, spendPoints }) : null;
  const takesPendingOf = first ? undefined : scopeId;
  // What is billed without a period is billed alone: it is no renewal.
  const later: NewInvoice = { ...of, lines: next, takesPendingOf, spendPoints: nextAt && !isLast ? pointsOnRenewal({ spendPointsOnRenewal }) : null };
  const moment = { at: nextAt && laterOf(nextAt, view.now), after: first };
  const second = isLast || next.length > 0 ? await composedUnlessEmpty(view, later, moment) : null;
  return Object.assign(new SubscriptionPreview(), { invoiceNow: shown(first), nextInvoice: shown(second), nextInvoiceAt: isLast && !second ? null : nextAt });
}

/** Nothing waits, and nothing is given back: there is no bill. */
export async function composedUnlessEmpty(view: View, input: NewInvoice, moment?: Parameters<typeof composeInvoice>[2]): Promise<ComposedInvoice | null> {
  try {
    return await composeInvoice(view, input, moment);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'INVALID' && input.lines.length === 0) return null;
    throw error;
  }
}

/** What is taken off by the code, or by what the subscription has without one. Refuses like redeeming the code. */
export async function discountOf(
  view: View,
  { id: scopeId, userId, discountId }: SubscriptionContract,
  { terms, couponCode }: { terms: Terms; couponCode?: string | null },
): Promise<NewInvoice['discount']> {
  return couponCode ? newDiscount(view, { terms, userId, scopeId, couponCode }) : discountId;
}

/** What a code would give now. Refuses like redeeming it. */
function newDiscount(view: View, { terms, userId, scopeId, couponCode }: { terms: Terms; userId: string; scopeId: string; couponCode: string }): Promise<Discount> {
  const { planId, currency } = terms;
  return previewDiscount(view, { name: { couponCode }, userId, scopeId, planId, currency, priceMinor: wholePrice(terms) });
}

function shown(invoice: ComposedInvoice | null): InvoicePreview | null {
  return invoice && new InvoicePreview(invoice);
}

/** The first two bills of a schedule that starts at an instant. */
export function billsFrom(terms: Terms, { startAt, zone, schedule }: { startAt: Date; zone: string; schedule: number }): [Bill, Bill] {
  const anchor = anchorFor(terms, { startAt, zone });
  const bill = (index: number): Bill => {
    const cycle = cycleOf(anchor, terms, { schedule, index, from: startAt });
    return { at: cycle.startAt, lines: linesOfCycle(terms, { anchor, cycle }) };
  };
  return [bill(0), bill(1)];
}

export interface Bill {
  readonly at: Date;
  readonly lines: readonly NewInvoiceLine[];
}

/** The period that is planned: the next of the schedule. In a trial another plan gives it another length. */
export async function upcomingLines(view: View, { id: subscriptionId, schedule, anchor, zone }: SubscriptionContract, { next, isOther }: { next: Terms; isOther: boolean }): Promise<NewInvoiceLine[]> {
  const cycle = await view
    .from(BillingCycle)
    .where({ subscriptionId, schedule, status: [BillingCycleStatus.UPCOMING, BillingCycleStatus.HELD] })
    .orderBy('startAt')
    .one();
  if (!cycle) return [];
  if (!isOther) return linesOfCycle(next, { anchor, cycle });
  const other = anchorFor(next, { startAt: cycle.startAt, zone });
  return linesOfCycle(next, { anchor: other, cycle: cycleOf(other, next, { schedule, index: 0, from: cycle.startAt }) });
}
