import { foldCode, normaliseCouponCode } from './coupon-code';

test.each([['summer10', 'SUMMER10'], [' Ada-2026_x ', 'ADA-2026_X'], ['ABC', 'ABC'], ['x'.repeat(40), 'X'.repeat(40)]])('"%s" is stored as %s', (code, stored) => {
  expect(normaliseCouponCode(code, ['code'])).toBe(stored);
  expect(foldCode(code)).toBe(stored);
});

test.each(['', 'AB', 'x'.repeat(41), 'TEN %', 'ÄPFEL', 'A B C', '10€'])('"%s" is refused', (code) => {
  expect(() => normaliseCouponCode(code, ['code'])).toThrow(expect.objectContaining({ code: 'INVALID', field: ['code'] }));
});
