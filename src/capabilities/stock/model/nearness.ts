import { countries, type TCountryCode } from 'countries-list';

/** Where goods go. */
export interface Destination {
  /** ISO 3166-1, two letters. */
  readonly countryCode: string;
  readonly postalCode: string;
}

interface Place {
  readonly countryCode: string | null;
  readonly postalCode: string | null;
}

const ON_THE_CONTINENT = 1;
const IN_THE_COUNTRY = 2;

/**
 * The nearest first; those that are as near keep their order. Postal codes are given out by region nearly everywhere, so that of two
 * in the country the one that begins alike for longer is nearer.
 */
export function nearestFirst<Warehouse extends Place>(warehouses: readonly Warehouse[], destination: Destination): Warehouse[] {
  const nearness = new Map(warehouses.map((warehouse) => [warehouse, nearnessOf(warehouse, destination)]));
  return [...warehouses].sort((a, b) => nearness.get(b)! - nearness.get(a)!);
}

function nearnessOf({ countryCode, postalCode }: Place, to: Destination): number {
  if (countryCode === null) return 0;
  if (countryCode === to.countryCode) return IN_THE_COUNTRY + alike(plain(postalCode ?? ''), plain(to.postalCode));
  const continent = continentOf(countryCode);
  return continent !== null && continent === continentOf(to.countryCode) ? ON_THE_CONTINENT : 0;
}

function continentOf(countryCode: string): string | null {
  return countryCode in countries ? countries[countryCode as TCountryCode].continent : null;
}

function alike(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

function plain(postalCode: string): string {
  return postalCode.toUpperCase().replace(/[^A-Z0-9]/g, '');
}
