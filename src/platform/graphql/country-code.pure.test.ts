import { isCountryCode, isSubdivisionCode } from './country-code';

test.each(['GB', 'DE', 'US', 'CN', 'JP'])('%s is a country', (code) => expect(isCountryCode(code)).toBe(true));
test.each(['gb', 'GBR', 'ZZ', 'UK', '', 'G1'])('"%s" is none', (code) => expect(isCountryCode(code)).toBe(false));
test.each(['CA', '75', 'B', 'ENG'])('%s may be a part of one', (code) => expect(isSubdivisionCode(code)).toBe(true));
test.each(['ca', '', 'US-CA', 'ENGL'])('"%s" may not', (code) => expect(isSubdivisionCode(code)).toBe(false));
