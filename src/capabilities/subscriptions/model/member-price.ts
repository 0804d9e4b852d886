import { divideRounded, Money } from '../../../kernel/money';
import { percentText, WHOLE } from '../../../kernel/percent';

/** A rule that holds for somebody now. */
export interface MemberRule {
  readonly planName: string;
  /** Null: all variants. */
  readonly variantId: string | null;
  readonly percentOff: bigint | null;
  readonly priceMinor: bigint | null;
  readonly currency: string | null;
}

export interface LoweredPrice {
  readonly price: Money;
  /** "10.00 - 20 % by Club = 8.00 GBP" */
  readonly explanation: string;
}

/** The lowest price that the rules give a variant; null where none is lower than its own. Rounded half away from zero. */
export function loweredPrice({ id, price }: { readonly id: string; readonly price: Money }, rules: readonly MemberRule[]): LoweredPrice | null {
  const lowered = rules.flatMap((rule) => {
    if (rule.variantId !== null && rule.variantId !== id) return [];
    const minor = minorBy(rule, price);
    return minor !== null && minor < price.amountMinor ? [{ rule, price: Money.of(minor, price.currency) }] : [];
  });
  const best = lowered.sort((a, b) => (a.price.amountMinor < b.price.amountMinor ? -1 : 1))[0];
  return best ? { price: best.price, explanation: textOf(best.rule, { from: price, to: best.price }) } : null;
}

function minorBy({ percentOff, priceMinor, currency }: MemberRule, price: Money): bigint | null {
  if (percentOff !== null) return price.amountMinor - divideRounded(price.amountMinor * percentOff, WHOLE);
  return currency === price.currency ? priceMinor : null;
}

function textOf({ planName, percentOff }: MemberRule, { from, to }: { from: Money; to: Money }): string {
  const how = percentOff === null ? `${to.amount} instead of ${from.amount} by ${planName}` : `${from.amount} - ${percentText(percentOff)} % by ${planName} = ${to.amount}`;
  return `${how} ${to.currency}`;
}
