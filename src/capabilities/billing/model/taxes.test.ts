import { WHOLE } from '../../../kernel/percent';
import { rateFor, taxOn } from './taxes';

const percent = (text: number) => (BigInt(Math.round(text * 1_000)) * WHOLE) / 100_000n;

test.each([
  ['on top', 1_000, 20, false, 200n],
  ['on top, half a unit goes away from zero', 250, 5, false, 13n],
  ['on top, less than half goes down', 249, 5, false, 12n],
  ['a credit is the same below zero', -250, 5, false, -13n],
  ['three digits of a percent', 100_000, 8.875, false, 8_875n],
  ['included: 1,200 hold 200', 1_200, 20, true, 200n],
  ['included, rounded once', 999, 20, true, 167n],
  ['included, of a credit', -999, 20, true, -167n],
  ['none', 999, 0, true, 0n],
  ['all of it again', 999, 100, false, 999n],
])('%s: %i at %d %%', (_what, priceMinor, rate, isIncluded, tax) => {
  expect(taxOn(BigInt(priceMinor), { percent: percent(rate), isIncluded })).toBe(tax);
});

const rate = (id: string, countryCode: string | null, subdivision: string | null, category = 'STANDARD') => ({ id, name: 'Tax', countryCode, subdivision, category, percent: 1n, isIncluded: false });
const rates = [rate('default', null, null), rate('books', null, null, 'BOOKS'), rate('us', 'US', null), rate('us-books', 'US', null, 'BOOKS'), rate('us-ca', 'US', 'CA'), rate('de', 'DE', null)];

test.each([
  ['STANDARD', 'US', 'CA', 'us-ca'],
  ['STANDARD', 'US', 'NY', 'us'],
  ['STANDARD', 'US', null, 'us'],
  ['STANDARD', 'FR', '75', 'default'],
  ['STANDARD', null, null, 'default'],
  ['BOOKS', 'US', 'CA', 'us-books'],
  ['BOOKS', 'DE', null, 'books'],
  ['DIGITAL', 'US', 'CA', 'us-ca'],
  ['DIGITAL', null, null, 'default'],
])('%s in %s %s has the rate %s', (category, countryCode, subdivision, id) => {
  expect(rateFor(rates, { category, region: { countryCode, subdivision } })?.id).toBe(id);
});

test('where no rate holds there is no tax', () => {
  expect(rateFor([rate('de', 'DE', null), rate('ca', 'US', 'CA')], { category: 'STANDARD', region: { countryCode: 'US', subdivision: null } })).toBeNull();
});
