import { currencyDigits } from './currency';

/** An amount of money: whole minor units (cents, yen, fils) and an ISO 4217 code. Never a float. */
export class Money {
  private constructor(
    readonly amountMinor: bigint,
    readonly currency: string,
  ) {}

  /** Refuses (throws) a currency that ISO 4217 does not list and a number that is not whole. */
  static of(amountMinor: bigint | number, currency: string): Money {
    currencyDigits(currency);
    return new Money(BigInt(amountMinor), currency);
  }

  static zero(currency: string): Money {
    return Money.of(0n, currency);
  }

  /** The amount in major units as a decimal string with the currency's own digits: 1999 GBP is "19.99", 5 JPY is "5". */
  get amount(): string {
    const digits = currencyDigits(this.currency);
    const sign = this.amountMinor < 0n ? '-' : '';
    const units = absolute(this.amountMinor).toString().padStart(digits + 1, '0');
    return digits === 0 ? sign + units : `${sign}${units.slice(0, -digits)}.${units.slice(-digits)}`;
  }

  plus(other: Money): Money {
    return new Money(this.amountMinor + this.sameCurrency(other), this.currency);
  }

  minus(other: Money): Money {
    return new Money(this.amountMinor - this.sameCurrency(other), this.currency);
  }

  /** Multiplies by a whole number (a quantity). */
  times(quantity: number | bigint): Money {
    return new Money(this.amountMinor * BigInt(quantity), this.currency);
  }

  private sameCurrency(other: Money): bigint {
    if (other.currency !== this.currency) {
      throw new Error(`cannot combine ${this.currency} with ${other.currency}`);
    }
    return other.amountMinor;
  }
}

export function sumOf(amounts: readonly Money[], currency: string): Money {
  return amounts.reduce((sum, amount) => sum.plus(amount), Money.zero(currency));
}

/** numerator / denominator, rounded half away from zero to a whole minor unit. The denominator must be positive. */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  if (denominator <= 0n) throw new Error('the denominator must be positive');
  const rounded = (2n * absolute(numerator) + denominator) / (2n * denominator);
  return numerator < 0n ? -rounded : rounded;
}

/**
 * Splits a total over weights by the largest remainder: the parts sum to the total, and equal remainders go to the first.
 * With weights that are all zero every part is equal. Rule: tests/vectors/README.md, Money.
 */
export function splitMinor(total: bigint, weights: readonly bigint[]): bigint[] {
  if (weights.length === 0) throw new Error('nothing to split over');
  if (weights.some((weight) => weight < 0n)) throw new Error('a weight must not be negative');
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (sum === 0n) return splitMinor(total, weights.map(() => 1n));
  const size = absolute(total);
  const parts = weights.map((weight) => (size * weight) / sum);
  const byRemainder = weights
    .map((weight, index) => ({ index, remainder: (size * weight) % sum }))
    .sort((a, b) => Number(b.remainder - a.remainder)); // Stable: equals stay in their order.
  const missing = Number(size - parts.reduce((a, b) => a + b, 0n));
  for (const { index } of byRemainder.slice(0, missing)) parts[index]! += 1n;
  return total < 0n ? parts.map((part) => -part) : parts;
}

/**
 * Reads a decimal amount in major units ("19.99", "-3", "0.5") into minor units.
 * Throws when the text is no decimal number or has more digits than the currency.
 */
export function parseAmount(text: string, currency: string): Money {
  const digits = currencyDigits(currency);
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text.trim());
  if (!match) throw new Error(`"${text}" is not an amount`);
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) throw new Error(`"${text}" has more digits than ${currency} allows (${digits})`);
  const units = BigInt(match[2]! + fraction.padEnd(digits, '0'));
  return Money.of(match[1] === '-' ? -units : units, currency);
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** A price is at most this: 100 lines of 10,000 pieces then still fit into 64 bits. */
export const MAX_PRICE_MINOR = 1_000_000_000_000n;
