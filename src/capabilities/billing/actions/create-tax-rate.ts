import { isCountryCode, isSubdivisionCode } from '../../../platform/graphql/country-code';
import { invalid, Refusal } from '../../../kernel/refusal';
import { normaliseName } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { DEFAULT_TAX_CATEGORY, normaliseTaxCategory } from '../model/applied-tax';
import { slotOf, TaxRate, TaxRateStatus } from '../model/tax-rate.entity';

export interface CreateTaxRate {
  readonly name: string;
  readonly countryCode?: string | null;
  readonly subdivision?: string | null;
  readonly category?: string | null;
  /** Ten-thousandths of a percent. */
  readonly percent: bigint;
  readonly isIncluded: boolean;
}

/** Puts a tax on new invoices. Refuses INVALID, and ALREADY_EXISTS while another rate holds for the region and category. */
export async function createTaxRate(work: Work, { name, countryCode = null, subdivision = null, category, percent, isIncluded }: CreateTaxRate): Promise<TaxRate> {
  if (countryCode !== null && !isCountryCode(countryCode)) throw invalid(`"${countryCode}" is not a country code of ISO 3166-1.`, ['countryCode']);
  if (subdivision !== null && (countryCode === null || !isSubdivisionCode(subdivision))) {
    throw invalid('A subdivision is one to three capital letters or digits of ISO 3166-2, beside its country.', ['subdivision']);
  }
  const place = { countryCode, subdivision, category: normaliseTaxCategory(category, ['category']) ?? DEFAULT_TAX_CATEGORY };
  const row = { ...place, name: normaliseName(name, ['name'], 100), status: TaxRateStatus.ACTIVE, percent, isIncluded, slot: slotOf(place) };
  const rate = await work.insertUnlessPresent(TaxRate, row);
  if (!rate) throw new Refusal('ALREADY_EXISTS', 'Another rate holds for this region and category; change or archive that one.', ['category']);
  return rate;
}
