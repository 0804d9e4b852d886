import { countries } from 'countries-list';
import { isCountryCode } from '../../../platform/graphql/country-code';
import { addressRulesOf } from './address-rules';
import { normaliseAddress, subdivisionOf, type ShippingAddress } from './shipping-address';

const home: ShippingAddress = { name: 'Ada Lovelace', line1: '12 St James Square', line2: 'Flat 1', city: 'London', postalCode: 'SW1Y 4JH', administrativeArea: null, countryCode: 'GB' };

test('spaces around are cut, inside they stay; a postal code has capital letters', () => {
  const spaced = { name: ' Ada Lovelace ', line1: '\t12 St James Square', line2: ' Flat 1 ', city: 'London\n', postalCode: ' sw1y 4jh ', administrativeArea: '  ', countryCode: ' GB ' };
  expect(normaliseAddress(spaced)).toEqual(home);
});

test.each([
  ['left out', undefined, null],
  ['null', null, null],
  ['empty', '', ''],
])('a second line that is %s is %p -> %p', (_what, line2, expected) => {
  expect(normaliseAddress({ ...home, line2 }).line2).toBe(expected);
});

test.each<[string, Partial<ShippingAddress>]>([
  ['one character each', { name: 'A', line1: 'B', city: 'C' }],
  ['255 characters each', { name: 'x'.repeat(255), line1: 'x'.repeat(255), line2: 'x'.repeat(255), city: 'x'.repeat(255) }],
  ['255 characters and spaces around them', { name: ` ${'x'.repeat(255)} ` }],
  ['a postal code without its space', { postalCode: 'SW1Y4JH' }],
  ['a county that nobody asks for', { administrativeArea: 'Kent' }],
  ['Hong Kong has areas, and neither postal codes nor towns', { city: '', postalCode: '', administrativeArea: 'Kowloon', countryCode: 'HK' }],
  ['Singapore has postal codes and no towns', { city: '', postalCode: '018956', countryCode: 'SG' }],
  ['Ireland has postal codes that few know', { postalCode: '', countryCode: 'IE' }],
  ['and those who know it say it', { postalCode: 'D02 X285', countryCode: 'IE' }],
  ['Ghana has no postal codes, and what is given stays', { postalCode: 'GA-184-1234', countryCode: 'GH' }],
  ['the United States', { postalCode: '90210-1234', administrativeArea: 'CA', countryCode: 'US' }],
  ['a prefecture in Latin letters', { postalCode: '100-0001', administrativeArea: 'Tokyo', countryCode: 'JP' }],
  ['a prefecture as it is written there, without the hyphen', { postalCode: '1000001', administrativeArea: '東京都', countryCode: 'JP' }],
  ['an area that was renamed since', { postalCode: '24268', administrativeArea: '강원특별자치도', countryCode: 'KR' }],
])('%s: a parcel can be sent there', (_what, given) => {
  const trimmed = Object.fromEntries(Object.entries(given).map(([field, value]) => [field, value!.trim()]));
  expect(normaliseAddress({ ...home, ...given })).toEqual({ ...home, ...trimmed });
});

test.each<[string, Partial<ShippingAddress>, keyof ShippingAddress, string]>([
  ['no name', { name: '' }, 'name', 'name must have 1 to 255 characters.'],
  ['a name of spaces', { name: '   ' }, 'name', 'name must have 1 to 255 characters.'],
  ['a long name', { name: 'x'.repeat(256) }, 'name', 'name must have 1 to 255 characters.'],
  ['no street', { line1: ' ' }, 'line1', 'line1 must have 1 to 255 characters.'],
  ['a long street', { line1: 'x'.repeat(256) }, 'line1', 'line1 must have 1 to 255 characters.'],
  ['a long second line', { line2: 'x'.repeat(256) }, 'line2', 'line2 must have 0 to 255 characters.'],
  ['no town', { city: '' }, 'city', 'city must have 1 to 255 characters.'],
  ['a long town', { city: 'x'.repeat(256) }, 'city', 'city must have 1 to 255 characters.'],
  ['a long postal code', { postalCode: '1'.repeat(21) }, 'postalCode', 'postalCode must have 0 to 20 characters.'],
  ['no postal code where one is needed', { postalCode: '' }, 'postalCode', 'An address in GB needs a postal code, like "EC1Y 8SY".'],
  ['another country\'s postal code', { postalCode: '10115' }, 'postalCode', '"10115" is not a postal code of GB; "EC1Y 8SY" is one.'],
  ['more than a postal code', { postalCode: 'X 10115', countryCode: 'DE' }, 'postalCode', '"X 10115" is not a postal code of DE; "26133" is one.'],
  ['a form that need not be given, given wrong', { postalCode: '12', countryCode: 'IE' }, 'postalCode', '"12" is not a postal code of IE; "A65 F4E2" is one.'],
  ['no state', { postalCode: '90210', countryCode: 'US' }, 'administrativeArea', 'An address in US needs its state, like "AL".'],
  ['no area where nobody listed them', { postalCode: '110111', countryCode: 'CO' }, 'administrativeArea', 'An address in CO needs its department.'],
  ['a long area', { administrativeArea: 'x'.repeat(101) }, 'administrativeArea', 'administrativeArea must have 0 to 100 characters.'],
  ['another country\'s province', { postalCode: 'H3Z 2Y7', administrativeArea: 'NSW', countryCode: 'CA' }, 'administrativeArea', '"NSW" is not a province of CA; these are: AB, BC, MB, NB, NL, NT, NS, NU, ON, PE, QC, SK, YT.'],
  ['no town where one is needed', { city: ' ', countryCode: 'FR' }, 'city', 'city must have 1 to 255 characters.'],
  ['small letters', { countryCode: 'gb' }, 'countryCode', '"gb" is not a country code of ISO 3166-1.'],
  ['three letters', { countryCode: 'GBR' }, 'countryCode', '"GBR" is not a country code of ISO 3166-1.'],
  ['one letter', { countryCode: 'G' }, 'countryCode', '"G" is not a country code of ISO 3166-1.'],
  ['no country', { countryCode: '' }, 'countryCode', '"" is not a country code of ISO 3166-1.'],
  ['a digit', { countryCode: 'G1' }, 'countryCode', '"G1" is not a country code of ISO 3166-1.'],
])('%s is refused with its field and what would be right', (_what, given, field, message) => {
  expect(() => normaliseAddress({ ...home, ...given })).toThrow(expect.objectContaining({ code: 'INVALID', field: ['shippingAddress', field], message }));
});

test.each<[string, Partial<ShippingAddress>, string, string | null]>([
  ['US', { postalCode: '90210', administrativeArea: ' california ' }, 'CA', 'CA'],
  ['US', { postalCode: '96799', administrativeArea: 'AS' }, 'AS', null],
  ['CA', { postalCode: 'H3Z 2Y7', administrativeArea: 'Québec' }, 'QC', 'QC'],
  ['CA', { postalCode: 'h3z2y7', administrativeArea: 'nouveau-brunswick' }, 'NB', 'NB'],
  ['AU', { postalCode: '2000', administrativeArea: 'New South Wales' }, 'NSW', 'NSW'],
  ['JP', { postalCode: '100-0001', administrativeArea: 'Tokyo' }, 'Tokyo', '13'],
  ['UA', { postalCode: '01001', administrativeArea: 'Lviv oblast' }, 'Lviv oblast', '46'],
  ['KR', { postalCode: '24268', administrativeArea: '강원특별자치도' }, '강원특별자치도', null],
])('in %s %p is the area %s, in ISO 3166-2 %p', (countryCode, given, area, isoCode) => {
  const address = normaliseAddress({ ...home, ...given, countryCode });
  expect([address.administrativeArea, subdivisionOf(address)]).toEqual([area, isoCode]);
  expect(subdivisionOf({ ...address, administrativeArea: null })).toBeNull();
});

test('every country has rules, and the example that it gives is right', () => {
  const codes = Object.keys(countries).filter(isCountryCode);
  expect(codes.length).toBeGreaterThan(240);
  const rules = codes.map((code) => addressRulesOf(code));
  expect(rules.filter(({ postalCode }) => postalCode && !postalCode.form.test(postalCode.example))).toEqual([]);
  expect(rules.filter(({ postalCode, needsPostalCode }) => needsPostalCode && !postalCode)).toEqual([]);
  expect([rules.filter(({ needsPostalCode }) => needsPostalCode).length, rules.filter(({ needsArea }) => needsArea).length]).toEqual([74, 36]);
});
