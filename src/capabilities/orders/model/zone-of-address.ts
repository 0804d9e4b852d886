import { invalid } from '../../../kernel/refusal';
import { normaliseCode } from '../../../kernel/text';
import { normaliseCountryCode } from '../../../platform/graphql/country-code';

/** Where a zone is. Without countries it is the rest of the world; prefixes make it a part of its countries. */
export interface ZonePlace {
  readonly countries: readonly string[];
  readonly postalCodePrefixes: readonly string[];
}

export interface Destination {
  readonly countryCode: string;
  readonly postalCode: string;
}

const MAX_PREFIXES = 1_000;
const MAX_COUNTRIES = 300;

/** The most specific: the longest prefix, else the country, else the rest of the world. Of two that are as specific, the first. */
export function zoneOf<Zone extends ZonePlace>(zones: readonly Zone[], to: Destination): Zone | null {
  let [best, bestRank] = [null as Zone | null, 0];
  for (const zone of zones) {
    const rank = rankOf(zone, to);
    if (rank > bestRank) [best, bestRank] = [zone, rank];
  }
  return best;
}

/** Countries as codes in capital letters, prefixes without spaces around, each once. Refuses INVALID, naming the field; prefixes need a country. */
export function normalisePlace({ countries, postalCodePrefixes }: ZonePlace): ZonePlace {
  if (countries.length > MAX_COUNTRIES) throw invalid(`A zone has at most ${MAX_COUNTRIES} countries.`, ['countries']);
  if (postalCodePrefixes.length > MAX_PREFIXES) throw invalid(`A zone has at most ${MAX_PREFIXES} prefixes.`, ['postalCodePrefixes']);
  const codes = countries.map((code, index) => normaliseCountryCode(code, ['countries', String(index)]) ?? refuseEmpty(index));
  const prefixes = postalCodePrefixes.map((prefix, index) => normalisePrefix(prefix, ['postalCodePrefixes', String(index)]));
  if (prefixes.length > 0 && codes.length === 0) throw invalid('Say of which countries the postal codes are.', ['countries']);
  return { countries: [...new Set(codes)], postalCodePrefixes: [...new Set(prefixes)] };
}

/** 0 for a zone that the address is not in. */
function rankOf({ countries, postalCodePrefixes }: ZonePlace, { countryCode, postalCode }: Destination): number {
  const [restOfWorld, country] = [1, 2];
  if (countries.length === 0) return restOfWorld;
  if (!countries.includes(countryCode)) return 0;
  if (postalCodePrefixes.length === 0) return country;
  const lengths = postalCodePrefixes.map(plain).filter((prefix) => plain(postalCode).startsWith(prefix)).map(({ length }) => length);
  return lengths.length === 0 ? 0 : country + Math.max(...lengths);
}

function normalisePrefix(prefix: string, field: readonly string[]): string {
  const normal = normaliseCode(prefix, field, 20).toUpperCase();
  if (plain(normal) === '') throw invalid('A prefix is letters and digits.', field);
  return normal;
}

function refuseEmpty(index: number): never {
  throw invalid('"" is not a country code of ISO 3166-1.', ['countries', String(index)]);
}

/** Spaces and hyphens are written or not. */
function plain(postalCode: string): string {
  return postalCode.toUpperCase().replace(/[^A-Z0-9]/g, '');
}
