import { GraphQLCountryCode } from 'graphql-scalars';
import { invalid } from '../../kernel/refusal';

/** True for the two capital letters of a country in ISO 3166-1. */
export function isCountryCode(code: string): boolean {
  try {
    return GraphQLCountryCode.parseValue(code) === code && code === code.toUpperCase();
  } catch {
    return false;
  }
}

/** True for what stands after the hyphen in ISO 3166-2: "CA" of US-CA, "75" of FR-75. Whether the country has it nobody checks. */
export function isSubdivisionCode(code: string): boolean {
  return /^[A-Z0-9]{1,3}$/.test(code);
}

/** Null for none. Refuses INVALID, naming the field. */
export function normaliseCountryCode(given: string | null | undefined, field: readonly string[] = ['countryCode']): string | null {
  const code = (given ?? '').trim();
  if (code === '') return null;
  if (!isCountryCode(code)) throw invalid(`"${code}" is not a country code of ISO 3166-1.`, field);
  return code;
}
