import { invalid } from '../../../kernel/refusal';
import { isCountryCode } from '../../../platform/graphql/country-code';

/** Two capital letters of ISO 3166-1; null for none. Refuses INVALID. */
export function normaliseCountry(given: string | null | undefined): string | null {
  const code = (given ?? '').trim();
  if (code === '') return null;
  if (!isCountryCode(code)) throw invalid(`"${code}" is not a country code of ISO 3166-1.`, ['countryCode']);
  return code;
}
