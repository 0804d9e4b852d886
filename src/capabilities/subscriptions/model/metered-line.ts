import { currencyDigits } from '../../../kernel/currency';
import { divideRounded, Money } from '../../../kernel/money';
import type { NewInvoiceLine } from '../../billing/contract';
import type { Terms } from './plan-change';
import type { PlanMeter } from './plan-pricing';

/** What was used of a meter: units. */
export interface MeterSum {
  readonly meter: string;
  readonly quantity: bigint;
}

/** The time in which it was used. */
export interface UsedIn {
  readonly periodStart: Date;
  readonly periodEnd: Date;
}

/** The lines that bill what was used, in the order of the plan's meters; none for what was not used. */
export function meteredLines(terms: Pick<Terms, 'meters' | 'planId' | 'planVersionId' | 'planName'>, sums: readonly MeterSum[], usedIn: UsedIn): NewInvoiceLine[] {
  const { meters = [], planId, planVersionId, planName } = terms;
  return meters.flatMap((meter) => {
    const quantity = sums.find((sum) => sum.meter === meter.meter)?.quantity ?? 0n;
    if (quantity === 0n) return [];
    const unitAmountMinor = meteredMinor(meter, quantity);
    const explanation = meteredText(meter, quantity);
    const tags = { planId, planVersionId, meter: meter.meter };
    return [{ kind: 'METERED', description: `${planName}: ${meter.meter}`, quantity: 1, unitAmountMinor, explanation, tags, ...usedIn }];
  });
}

/** Sum times unit price, rounded once, half away from zero, to the minor unit. */
export function meteredMinor({ unitPrice, perUnits, currency }: PlanMeter, quantity: bigint): bigint {
  const [whole = '0', fraction = ''] = unitPrice.split('.');
  const scale = 10n ** BigInt(fraction.length) * BigInt(perUnits);
  return divideRounded(quantity * BigInt(whole + fraction) * 10n ** BigInt(currencyDigits(currency)), scale);
}

/** "1,204 × 0.05 = 60.20 GBP" */
export function meteredText(meter: PlanMeter, quantity: bigint): string {
  const { unitPrice, perUnits, currency } = meter;
  const per = perUnits === 1 ? '' : ` / ${grouped(BigInt(perUnits))}`;
  return `${grouped(quantity)} × ${unitPrice}${per} = ${Money.of(meteredMinor(meter, quantity), currency).amount} ${currency}`;
}

/** 1204 is "1,204". */
function grouped(count: bigint): string {
  return count.toString().replace(/\B(?=(\d{3})+$)/g, ',');
}
