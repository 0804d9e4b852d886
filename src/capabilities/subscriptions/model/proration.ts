import type { Period } from '../../../kernel/calendar';
import { SECOND_MS } from '../../../kernel/clock';
import { divideRounded } from '../../../kernel/money';
import type { AppliedTax } from '../../billing/contract';

/** A share of a period in whole seconds: numerator / denominator, both at least 0, the denominator more. */
export interface Fraction {
  readonly seconds: bigint;
  readonly ofSeconds: bigint;
}

/** How much of a period is left at an instant; the whole of it is always the denominator. Rule: tests/vectors/README.md, Money. */
export function fractionLeft({ startAt, endAt }: Pick<Period, 'startAt' | 'endAt'>, at: Date): Fraction {
  const [start, end] = [secondsOf(startAt), secondsOf(endAt)];
  const now = secondsOf(at);
  const left = now <= start ? end - start : now >= end ? 0n : end - now;
  return { seconds: left, ofSeconds: end - start };
}

/** A price for the part of the period, in minor units, rounded half away from zero. */
export function prorated(priceMinor: bigint, { seconds, ofSeconds }: Fraction): bigint {
  return divideRounded(priceMinor * seconds, ofSeconds);
}

/** What of a period was billed on one line. Lines that were billed before they were kept in mind have neither id nor tax. */
export interface BilledLine {
  /** The line's price for the whole period less the discount that it really got. */
  readonly chargedMinor: bigint;
  /** What may still be given back of it: billed and paid, or on the same coming invoice, and not credited yet. At least 0. */
  readonly creditableMinor: bigint;
  /** The line, on an invoice or waiting for one. */
  readonly lineId?: string | null;
  /** What it is called on its invoice; left out for a part of a period, and for a line that waits. */
  readonly name?: string | null;
  /** The tax that stands on it; a line that waits is taxed together with what gives it back. */
  readonly tax?: AppliedTax | null;
  readonly isWaiting?: boolean;
}

/** What is given back, at most 0. Rule: tests/vectors/README.md, Money: -round(charged x fraction), at most what is creditable. */
export function creditFor({ chargedMinor, creditableMinor }: BilledLine, fraction: Fraction): bigint {
  const unused = prorated(chargedMinor, fraction);
  return -(unused < creditableMinor ? unused : creditableMinor);
}

function secondsOf(instant: Date): bigint {
  return BigInt(Math.floor(instant.getTime() / SECOND_MS));
}
