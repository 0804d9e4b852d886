import { normaliseAddress, type ShippingAddress } from './shipping-address';

const home: ShippingAddress = { name: 'Ada Lovelace', line1: '12 St James Square', line2: 'Flat 1', city: 'London', postalCode: 'SW1Y 4JH', countryCode: 'GB' };

test('spaces around are cut, inside they stay', () => {
  const spaced = { name: ' Ada Lovelace ', line1: '\t12 St James Square', line2: ' Flat 1 ', city: 'London\n', postalCode: ' SW1Y 4JH ', countryCode: ' GB ' };
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
  ['a postal code of 20 characters', { postalCode: '1'.repeat(20) }],
  ['a country without postal codes', { postalCode: '', countryCode: 'HK' }],
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
  ['small letters', { countryCode: 'gb' }, 'countryCode', '"gb" is not a country code of ISO 3166-1.'],
  ['three letters', { countryCode: 'GBR' }, 'countryCode', '"GBR" is not a country code of ISO 3166-1.'],
  ['one letter', { countryCode: 'G' }, 'countryCode', '"G" is not a country code of ISO 3166-1.'],
  ['no country', { countryCode: '' }, 'countryCode', '"" is not a country code of ISO 3166-1.'],
  ['a digit', { countryCode: 'G1' }, 'countryCode', '"G1" is not a country code of ISO 3166-1.'],
])('%s is refused with its field and what would be right', (_what, given, field, message) => {
  expect(() => normaliseAddress({ ...home, ...given })).toThrow(expect.objectContaining({ code: 'INVALID', field: ['shippingAddress', field], message }));
});
