import { currencyDigits, isCurrencyCode } from './currency';

test.each([
  ['JPY', 0],
  ['USD', 2],
  ['GBP', 2],
  ['KWD', 3],
])('%s has %i digits after the point', (code, digits) => {
  expect(isCurrencyCode(code)).toBe(true);
  expect(currencyDigits(code)).toBe(digits);
});

test.each(['', 'gbp', 'GB', 'GBPX', 'QQQ', 'constructor'])('%j is no currency', (code) => {
  expect(isCurrencyCode(code)).toBe(false);
  expect(() => currencyDigits(code)).toThrow(`"${code}" is not an ISO 4217 currency code`);
});
