import type { BillingDay } from '../../../kernel/billing-day';
import type { Interval, Period } from '../../../kernel/calendar';
import { Money } from '../../../kernel/money';
import type { NewInvoiceLine } from '../../billing/contract';
import type { PlanMeter, TimedPrice } from './plan-pricing';
import { ProrationBehavior } from './proration-behavior';
import type { TakenAddOn } from './taken-add-on';
import type { TrialEndBehavior } from './trial-end-behavior';
import { creditFor, fractionLeft, prorated, type BilledLine, type Fraction } from './proration';

/** What a subscription pays for: so many of a plan, by one version of its terms. */
export interface Terms {
  readonly planId: string;
  readonly planVersionId: string;
  readonly planName: string;
  readonly interval: Interval;
  /** Minor units of one for a whole period. */
  readonly unitMinor: bigint;
  readonly currency: string;
  readonly quantity: number;
  /** In place of the price, for periods that start in a time; in the currency. */
  readonly timedPrices?: readonly TimedPrice[];
  /** What is taken beside it. */
  readonly addOns?: readonly TakenAddOn[] | null;
  /** Paid once, with the first period, whatever the quantity; minor units, none when left out. */
  readonly setupFeeMinor?: bigint | null;
  /** The day of the calendar on which periods start; the subscription's own when left out. */
  readonly billingDay?: BillingDay | null;
  readonly termCycles?: number | null;
  readonly trialEndBehavior?: TrialEndBehavior | null;
  /** It ships goods. */
  readonly hasBox?: boolean;
  /** Between deliveries; one for each period when left out. */
  readonly deliveryInterval?: Interval | null;
  /** What is billed by use, in the currency. */
  readonly meters?: readonly PlanMeter[];
  /** What it is taxed as. */
  readonly taxCategory?: string;
}

export interface PlanChange {
  readonly now: Date;
  /** The period that runs. */
  readonly period: { readonly startAt: Date; readonly endAt: Date };
  readonly old: Terms;
  /** What was billed of it; null in a trial, where no money is changed. */
  readonly billed: BilledLine | null;
  readonly next: Terms;
  readonly behavior: ProrationBehavior;
}

export interface ChangeLines {
  /** What is given back for the rest of the period; null for nothing. */
  readonly credit: NewInvoiceLine | null;
  /** The rest of the period by the new terms; null for nothing, and where a new period begins, which is billed whole. */
  readonly charge: NewInvoiceLine | null;
}

const NOTHING: ChangeLines = { credit: null, charge: null };

/** True when the new terms begin a period of their own, because theirs has another length, or starts on another day of the calendar. */
export function beginsNewPeriod({ old, next }: Pick<PlanChange, 'old' | 'next'>): boolean {
  const isOtherLength = old.interval.unit !== next.interval.unit || old.interval.count !== next.interval.count;
  return isOtherLength || dayText(old.billingDay) !== dayText(next.billingDay);
}

function dayText(billingDay: BillingDay | null | undefined): string {
  return billingDay ? `${billingDay.day}` : '';
}

/** The money of a change of terms that takes effect now. Rule: tests/vectors/README.md, Money. */
export function linesOfChange(change: PlanChange): ChangeLines {
  const { now, period, old, billed, behavior } = change;
  const next = pricedNext(change);
  if (!billed || behavior === ProrationBehavior.NONE) return NOTHING;
  const fraction = fractionLeft(period, now);
  const rest = { periodStart: now, periodEnd: period.endAt };
  const credit = restCredit({ now, period, old, billed });
  if (beginsNewPeriod(change)) return { credit, charge: null };
  const chargeMinor = prorated(wholePrice(next), fraction);
  return { credit, charge: chargeMinor > 0n ? { ...chargeLine(next, { chargeMinor, fraction }), ...rest } : null };
}

/** The terms by the price that holds when a period starts. */
export function termsAt(terms: Terms, startAt: Date): Terms {
  const at = startAt.toISOString();
  const holds = ({ validFrom, validUntil }: TimedPrice) => (!validFrom || validFrom <= at) && (!validUntil || at < validUntil);
  const timed = terms.timedPrices?.find(holds);
  return timed ? { ...terms, unitMinor: BigInt(timed.priceMinor) } : terms;
}

/** The new terms by their price: of the same plan that of the period that runs, of another that of now. */
export function pricedNext({ now, period, old, next }: Pick<PlanChange, 'now' | 'period' | 'old' | 'next'>): Terms {
  return termsAt(next, next.planVersionId === old.planVersionId ? period.startAt : now);
}

/** What is given back for the rest of a period; null for nothing. */
export function restCredit({ now, period, old, billed }: Pick<PlanChange, 'now' | 'period' | 'old'> & { billed: BilledLine }): NewInvoiceLine | null {
  const fraction = fractionLeft(period, now);
  const creditMinor = creditFor(billed, fraction);
  return creditMinor < 0n ? { ...creditLine(old, { creditMinor, billed, fraction }), periodStart: now, periodEnd: period.endAt } : null;
}

/** A whole period by these terms. */
export function planLine(terms: Terms, { startAt, endAt }: { startAt: Date; endAt: Date }): NewInvoiceLine {
  const { planName, quantity, unitMinor, planId, planVersionId, taxCategory } = terms;
  const tags = { planId, planVersionId };
  return { kind: 'PLAN', description: planName, quantity, unitAmountMinor: unitMinor, taxCategory, periodStart: startAt, periodEnd: endAt, tags };
}

/** The part of a period that begins in its middle: charge = round(price x fraction). Rule: tests/vectors/README.md, Money. */
export function shortLine(terms: Terms, { startAt, whole }: { startAt: Date; whole: Pick<Period, 'startAt' | 'endAt'> }): NewInvoiceLine {
  const fraction = fractionLeft(whole, startAt);
  const chargeMinor = prorated(wholePrice(terms), fraction);
  return { ...chargeLine(terms, { chargeMinor, fraction }), description: nameOf(terms), periodStart: startAt, periodEnd: whole.endAt };
}

/** What one whole period costs, in minor units. */
export function wholePrice({ unitMinor, quantity }: Pick<Terms, 'unitMinor' | 'quantity'>): bigint {
  return unitMinor * BigInt(quantity);
}

function creditLine(terms: Terms, { creditMinor, billed, fraction }: { creditMinor: bigint; billed: BilledLine; fraction: Fraction }) {
  const formula = `-(${moneyText(billed.chargedMinor, terms)} × ${fractionText(fraction)})`;
  const isCapped = -creditMinor < prorated(billed.chargedMinor, fraction);
  const limit = isCapped ? `, at most the ${moneyText(billed.creditableMinor, terms)} that were paid for it` : '';
  const { lineId: creditsLineId, tax, isWaiting } = billed;
  const taxed = isWaiting ? { taxCategory: terms.taxCategory } : { tax };
  return { ...line(terms, { description: `Unused time of ${billed.name ?? nameOf(terms)}`, amountMinor: creditMinor, formula: `${formula}${limit}` }), ...taxed, creditsLineId };
}

function chargeLine(terms: Terms, { chargeMinor, fraction }: { chargeMinor: bigint; fraction: Fraction }) {
  const formula = `${moneyText(wholePrice(terms), terms)} × ${fractionText(fraction)}`;
  return { ...line(terms, { description: `Remaining time of ${nameOf(terms)}`, amountMinor: chargeMinor, formula }), taxCategory: terms.taxCategory };
}

function line(terms: Terms, { description, amountMinor, formula }: { description: string; amountMinor: bigint; formula: string }) {
  return {
    kind: 'PLAN',
    description,
    quantity: 1,
    unitAmountMinor: amountMinor,
    isProration: true,
    explanation: `${formula} = ${moneyText(amountMinor, terms)} ${terms.currency}`,
    tags: { planId: terms.planId, planVersionId: terms.planVersionId },
  };
}

function nameOf({ quantity, planName }: Terms): string {
  return quantity === 1 ? planName : `${quantity} × ${planName}`;
}

function moneyText(amountMinor: bigint, { currency }: Terms): string {
  return Money.of(amountMinor, currency).amount;
}

/** "1296000 s / 2592000 s" */
function fractionText({ seconds, ofSeconds }: Fraction): string {
  return `${seconds} s / ${ofSeconds} s`;
}
