import { holdsCardNumber, withoutCardNumbers } from './card-number';

test.each([
  ['4242424242424242', 'sixteen digits'],
  ['4222222222222', 'thirteen digits'],
  ['6304000000000000000', 'nineteen digits'],
  ['378282246310005', 'fifteen digits'],
  ['4242 4242 4242 4242', 'as it stands on the card'],
  ['5555-5555-5555-4444', 'with hyphens'],
  ['４２４２４２４２４２４２４２４２', 'in full-width digits'],
  ['4242424242424242;12/30;123', 'with its expiry and code'],
  ['4242 4242 4242 4242 12/30', 'as it stands on the card, with its expiry'],
  ['card: 4242-4242-4242-4242, thanks', 'within words'],
  ['4 2 4 2 4 2 4 2 4 2 4 2 4 2 4 2', 'digit by digit'],
])('%s is a card number: %s', (text) => {
  expect(holdsCardNumber(text)).toBe(true);
});

test.each([
  ['4242424242424241', 'its check digit is wrong'],
  ['424242424242', 'twelve digits'],
  ['42424242424242424242', 'twenty digits'],
  ['tok_1NirD82eZvKYlo2CIvbtLWuY', 'a token of letters and digits'],
  ['pm4242424242424242x', 'digits within a word'],
  ['sandbox_succeeds', 'a token of the sandbox'],
  ['sandbox_method_f0000000-4242-4242-4242-424242424242', 'groups of a UUID'],
  ['2026-01-31 10:20:30.123', 'an instant'],
  ['', 'nothing'],
])('%j is none: %s', (text) => {
  expect(holdsCardNumber(text)).toBe(false);
});

test.each([
  ['got invalid value { token: "4242424242424242", cvc: 123 }', 'got invalid value { token: "[card number]", cvc: 123 }'],
  ['４２４２ 4242 4242 4242 and 4222222222222', '[card number] and [card number]'],
  ['at 2026-01-31 10:20:30.123, for ④', 'at 2026-01-31 10:20:30.123, for ④'],
])('of %j %j is told', (text, told) => {
  expect(withoutCardNumbers(text)).toBe(told);
});
