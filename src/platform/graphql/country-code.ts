import { GraphQLCountryCode } from 'graphql-scalars';

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
