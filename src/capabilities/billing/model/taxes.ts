import { divideRounded } from '../../../kernel/money';
import { WHOLE } from '../../../kernel/percent';
import { DEFAULT_TAX_CATEGORY, type AppliedTax } from './applied-tax';
import type { TaxRate } from './tax-rate.entity';

/** Where somebody is taxed; without a country only rates without a region hold. */
export interface Region {
  readonly countryCode: string | null;
  /** Within the country, by ISO 3166-2. */
  readonly subdivision: string | null;
}

export type Rate = Pick<TaxRate, 'id' | 'name' | 'countryCode' | 'subdivision' | 'category' | 'percent' | 'isIncluded'>;

/**
 * The tax on a price, in minor units, rounded half away from zero; of a credit it is below zero. An included tax is the part of
 * the price that is tax. Rule: tests/vectors/README.md, Money: per line.
 */
export function taxOn(priceMinor: bigint, { percent, isIncluded }: Pick<AppliedTax, 'percent' | 'isIncluded'>): bigint {
  return divideRounded(priceMinor * percent, isIncluded ? WHOLE + percent : WHOLE);
}

/**
 * The rate for a category and a region: the category's own before STANDARD's; of each the subdivision's before its country's before
 * the one without a region. Null when none holds: no tax.
 */
export function rateFor<Of extends Rate>(rates: readonly Of[], { category, region }: { category: string; region: Region }): Of | null {
  const { countryCode, subdivision } = region;
  const places = [
    ...(countryCode && subdivision ? [{ countryCode, subdivision }] : []),
    ...(countryCode ? [{ countryCode, subdivision: null }] : []),
    { countryCode: null, subdivision: null },
  ];
  for (const wanted of new Set([category, DEFAULT_TAX_CATEGORY])) {
    for (const place of places) {
      const found = rates.find((rate) => rate.category === wanted && rate.countryCode === place.countryCode && rate.subdivision === place.subdivision);
      if (found) return found;
    }
  }
  return null;
}

export function appliedTaxOf(rate: Rate | null): AppliedTax | null {
  return rate && { rateId: rate.id, name: rate.name, percent: rate.percent, isIncluded: rate.isIncluded };
}
