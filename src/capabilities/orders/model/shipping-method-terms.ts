import { invalid } from '../../../kernel/refusal';
import { normaliseTaxCategory } from '../../../kernel/tax-category';
import { normaliseCode, normaliseName } from '../../../kernel/text';
import type { ShippingMethod } from './shipping-method.entity';
import { normaliseFreeFrom, normaliseShippingPrices, type NewShippingPrice } from './shipping-price';

/** What a merchant says of a shipping method. */
export interface ShippingMethodTerms {
  readonly name: string;
  readonly code: string;
  readonly prices: readonly NewShippingPrice[];
  readonly freeFrom?: readonly { readonly amountMinor: bigint; readonly currency: string }[] | null;
  readonly estimatedDaysMin?: number | null;
  readonly estimatedDaysMax?: number | null;
  /** The default one when left out. */
  readonly taxCategory?: string | null;
  /** True when left out. */
  readonly isActive?: boolean | null;
}

const MAX_DAYS = 365;

/** The row of a method. Refuses INVALID, naming the field. */
export function methodRow({ name, code, prices, freeFrom, estimatedDaysMin, estimatedDaysMax, taxCategory, isActive }: ShippingMethodTerms) {
  assertDays(estimatedDaysMin ?? 0, 0, 'estimatedDaysMin');
  assertDays(estimatedDaysMax ?? MAX_DAYS, estimatedDaysMin ?? 0, 'estimatedDaysMax');
  return {
    name: normaliseName(name, ['name']),
    code: normaliseCode(code, ['code'], 40),
    isActive: isActive ?? true,
    storedPrices: normaliseShippingPrices(prices),
    storedFreeFrom: normaliseFreeFrom(freeFrom ?? []),
    estimatedDaysMin: estimatedDaysMin ?? null,
    estimatedDaysMax: estimatedDaysMax ?? null,
    taxCategory: normaliseTaxCategory(taxCategory, ['taxCategory']),
  };
}

/** What was said of a method that is there. */
export function termsOf({ name, code, isActive, prices, freeFrom, estimatedDaysMin, estimatedDaysMax, taxCategory }: ShippingMethod): ShippingMethodTerms {
  const given = prices.map(({ minTotal, maxTotal, ...rest }) => ({ ...rest, minTotalMinor: minTotal?.amountMinor, maxTotalMinor: maxTotal?.amountMinor }));
  return { name, code, isActive, prices: given, freeFrom, estimatedDaysMin, estimatedDaysMax, taxCategory };
}

function assertDays(days: number, least: number, field: string): void {
  if (days < least || days > MAX_DAYS) throw invalid(`Days are ${least} to ${MAX_DAYS}.`, [field]);
}
