import { data as iso4217 } from 'currency-codes';

const digitsByCode = new Map(iso4217.map(({ code, digits }) => [code, digits]));

export function isCurrencyCode(code: string): boolean {
  return digitsByCode.has(code);
}

/** Digits after the decimal point by ISO 4217: JPY 0, USD 2, KWD 3. Throws for a code that ISO 4217 does not list. */
export function currencyDigits(code: string): number {
  const digits = digitsByCode.get(code);
  if (digits === undefined) throw new Error(`"${code}" is not an ISO 4217 currency code`);
  return digits;
}
