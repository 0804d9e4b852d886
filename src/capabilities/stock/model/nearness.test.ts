import { nearestFirst } from './nearness';

const WAREHOUSES = [
  { code: 'NOWHERE', countryCode: null, postalCode: null },
  { code: 'NEWARK', countryCode: 'US', postalCode: '07102' },
  { code: 'RENO', countryCode: 'US', postalCode: '89502' },
  { code: 'LEEDS', countryCode: 'GB', postalCode: 'LS1 4DY' },
  { code: 'LONDON', countryCode: 'GB', postalCode: 'SE1 9SG' },
  { code: 'LYON', countryCode: 'FR', postalCode: null },
];

test.each([
  ['SW1Y 4JH', 'GB', 'LONDON LEEDS LYON NOWHERE NEWARK RENO'],
  ['ls14dy', 'GB', 'LEEDS LONDON LYON NOWHERE NEWARK RENO'],
  ['M1 1AE', 'GB', 'LEEDS LONDON LYON NOWHERE NEWARK RENO'],
  ['90210', 'US', 'NEWARK RENO NOWHERE LEEDS LONDON LYON'],
  ['89-101', 'US', 'RENO NEWARK NOWHERE LEEDS LONDON LYON'],
  ['69001', 'FR', 'LYON LEEDS LONDON NOWHERE NEWARK RENO'],
  ['', 'FR', 'LYON LEEDS LONDON NOWHERE NEWARK RENO'],
  ['10115', 'DE', 'LEEDS LONDON LYON NOWHERE NEWARK RENO'],
  ['100-0001', 'JP', 'NOWHERE NEWARK RENO LEEDS LONDON LYON'],
  ['1', 'XX', 'NOWHERE NEWARK RENO LEEDS LONDON LYON'],
])('to %s in %s: %s', (postalCode, countryCode, order) => {
  expect(nearestFirst(WAREHOUSES, { postalCode, countryCode }).map(({ code }) => code).join(' ')).toBe(order);
});
