import { divideRounded, Money, splitMinor } from '../../../kernel/money';
import { percentText, WHOLE } from '../../../kernel/percent';
import { CouponDuration } from './coupon-duration';

/** What a coupon takes off, and off what. Either `percentOff` or `amountOffMinor` is set. */
export interface DiscountTerms {
  /** For people; stands on invoices. */
  readonly name: string;
  /** Ten-thousandths of a percent. */
  readonly percentOff: bigint | null;
  readonly amountOffMinor: bigint | null;
  /** Of the amounts; null when there are none, and any currency will do. */
  readonly currency: string | null;
  /** Charges of an invoice that sum to less get nothing off; null for no such limit. */
  readonly minimumMinor: bigint | null;
  /** Only lines whose tags name one of these plans; null for all lines. */
  readonly planIds: readonly string[] | null;
  readonly duration: CouponDuration;
  readonly durationInCycles: number | null;
}

export interface DiscountableLine {
  /** What the line is over, before any discount; below zero for a credit. */
  readonly priceMinor: bigint;
  /** What other lines of the same invoice give back of this one, at least 0: off that nothing can be taken. */
  readonly creditedMinor: bigint;
  readonly planId: string | null;
}

/** On how many invoices it takes something off; null for all. */
export function usesOf({ duration, durationInCycles }: Pick<DiscountTerms, 'duration' | 'durationInCycles'>): number | null {
  if (duration === CouponDuration.FOREVER) return null;
  return duration === CouponDuration.ONCE ? 1 : durationInCycles;
}

/** On how many invoices it will still take something off; null for all. */
export function usesLeft(terms: Pick<DiscountTerms, 'duration' | 'durationInCycles'>, usedCount: number): number | null {
  const uses = usesOf(terms);
  return uses === null ? null : Math.max(0, uses - usedCount);
}

/**
 * What is taken off each line, in minor units, each at least 0 and at most the line. Only charges are reduced; the sum of the invoice
 * does not go below zero, and what is over is lost. Split by the largest remainder. Rule: tests/vectors/README.md, Money.
 */
export function discountsOf(lines: readonly DiscountableLine[], { terms, currency }: { terms: DiscountTerms; currency: string }): bigint[] {
  const bases = lines.map((line) => baseOf(line, terms));
  const baseMinor = sumOf(bases);
  const isInCurrency = terms.currency === null || terms.currency === currency;
  if (baseMinor === 0n || !isInCurrency || baseMinor < (terms.minimumMinor ?? 0n)) return lines.map(() => 0n);
  const wantedMinor = terms.percentOff === null ? terms.amountOffMinor! : divideRounded(baseMinor * terms.percentOff, WHOLE);
  const sumMinor = sumOf(lines.map(({ priceMinor }) => priceMinor));
  const offMinor = [wantedMinor, baseMinor, sumMinor].reduce((least, amount) => (amount < least ? amount : least));
  return offMinor > 0n ? splitMinor(offMinor, bases) : lines.map(() => 0n);
}

/** "50 %" or "5.00 GBP" */
export function offText({ percentOff, amountOffMinor, currency }: Pick<DiscountTerms, 'percentOff' | 'amountOffMinor' | 'currency'>): string {
  return percentOff === null ? moneyText(amountOffMinor!, currency!) : `${percentText(percentOff)} %`;
}

/** "50 % of 81.25 = 40.63 GBP": the formula of all that was taken off an invoice. */
export function discountFormula(
  lines: readonly DiscountableLine[],
  { terms, offMinor, currency }: { terms: DiscountTerms; offMinor: bigint; currency: string },
): string {
  const baseMinor = sumOf(lines.map((line) => baseOf(line, terms)));
  const sumMinor = sumOf(lines.map(({ priceMinor }) => priceMinor));
  const limit = sumMinor < baseMinor && offMinor === sumMinor ? `, at most the ${Money.of(sumMinor, currency).amount} of the whole invoice` : '';
  return `${offText(terms)} of ${Money.of(baseMinor, currency).amount}${limit} = ${moneyText(offMinor, currency)}`;
}

/** What of a line can be reduced: a charge, of a plan that the coupon is for, less what of it is given back on the same invoice. */
function baseOf({ priceMinor, creditedMinor, planId }: DiscountableLine, { planIds }: DiscountTerms): bigint {
  const isMeant = planIds === null || (planId !== null && planIds.includes(planId));
  return isMeant && priceMinor > creditedMinor ? priceMinor - creditedMinor : 0n;
}

function moneyText(amountMinor: bigint, currency: string): string {
  return `${Money.of(amountMinor, currency).amount} ${currency}`;
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
