import fc from 'fast-check';
import { Money } from '../../../kernel/money';
import { normaliseFreeFrom, normaliseShippingPrices, shippingPriceFrom, shippingPriceOf, type NewShippingPrice, type Tariff } from './shipping-price';
import { normalisePlace, zoneOf, type ZonePlace } from './zone-of-address';

const gbp = (amountMinor: number) => ({ amountMinor: BigInt(amountMinor), currency: 'GBP' });
const tariff = (prices: NewShippingPrice[], freeFrom: { amountMinor: bigint; currency: string }[] = []): Tariff => ({
  prices: normaliseShippingPrices(prices).map(shippingPriceFrom),
  freeFrom: freeFrom.map(({ amountMinor, currency }) => Money.of(amountMinor, currency)),
});

/** 3.00 below a kilogram, 5.00 below five; goods of 50.00 go for 1.00 below ten kilograms. In yen 500, whatever it is. */
const post = tariff([
  { price: gbp(300), maxWeightGrams: 1_000, maxTotalMinor: 5_000n },
  { price: gbp(500), minWeightGrams: 1_000, maxWeightGrams: 5_000, maxTotalMinor: 5_000n },
  { price: gbp(100), maxWeightGrams: 10_000, minTotalMinor: 5_000n },
  { price: { amountMinor: 500n, currency: 'JPY' } },
], [gbp(8_000), { amountMinor: 0n, currency: 'EUR' }]);

test.each([
  [0, 0, 'GBP', 300n],
  [999, 4_999, 'GBP', 300n],
  [1_000, 4_999, 'GBP', 500n],
  [4_999, 0, 'GBP', 500n],
  [5_000, 4_999, 'GBP', null],
  [5_000, 5_000, 'GBP', 100n],
  [9_999, 7_999, 'GBP', 100n],
  [9_999, 8_000, 'GBP', 0n],
  [10_000, 9_000, 'GBP', null],
  [10_000, 9_000, 'JPY', 500n],
  [1, 1, 'EUR', null],
])('%d g of %d %s are sent for %p', (weightGrams, total, currency, expected) => {
  expect(shippingPriceOf(post, { weightGrams, total: Money.of(total, currency) })).toEqual(expected === null ? null : Money.of(expected, currency));
});

test.each<[string, NewShippingPrice[], string[]]>([
  ['no price', [], ['prices']],
  ['101 prices', Array.from({ length: 101 }, (_, index) => ({ price: gbp(1), minWeightGrams: index, maxWeightGrams: index + 1 })), ['prices']],
  ['a negative price', [{ price: gbp(-1) }], ['prices', '0', 'price', 'amountMinor']],
  ['a negative weight', [{ price: gbp(1), minWeightGrams: -1 }], ['prices', '0', 'minWeightGrams']],
  ['a maximum that is the minimum', [{ price: gbp(1), minWeightGrams: 5, maxWeightGrams: 5 }], ['prices', '0', 'maxWeightGrams']],
  ['nothing below zero', [{ price: gbp(1), maxTotalMinor: 0n }], ['prices', '0', 'maxTotalMinor']],
  ['two without limits', [{ price: gbp(1) }, { price: gbp(2) }], ['prices', '1']],
  ['a gram in two', [{ price: gbp(1), maxWeightGrams: 6 }, { price: { amountMinor: 1n, currency: 'EUR' } }, { price: gbp(2), minWeightGrams: 5 }], ['prices', '2']],
  ['a weight and a total that meet', [{ price: gbp(1), maxWeightGrams: 5 }, { price: gbp(2), minTotalMinor: 5n }], ['prices', '1']],
])('%s is refused', (_what, prices, field) => {
  expect(() => normaliseShippingPrices(prices)).toThrow(expect.objectContaining({ code: 'INVALID', field }));
});

test('two amounts in a currency, and a negative one, are no free sending', () => {
  expect(() => normaliseFreeFrom([gbp(1), { amountMinor: 1n, currency: 'EUR' }, gbp(2)])).toThrow(expect.objectContaining({ code: 'INVALID', field: ['freeFrom', '2'] }));
  expect(() => normaliseFreeFrom([gbp(-1)])).toThrow(expect.objectContaining({ code: 'INVALID', field: ['freeFrom', '0', 'amountMinor'] }));
});

test('of bands that are accepted at most one is for a parcel; bands that follow on each other leave no gap', () => {
  const range = fc.record({ from: fc.nat(20), length: fc.integer({ min: 1, max: 20 }) });
  const band = fc.record({ weight: range, total: range }).map(({ weight, total }) => ({
    price: gbp(100),
    minWeightGrams: weight.from,
    maxWeightGrams: weight.from + weight.length,
    minTotalMinor: BigInt(total.from),
    maxTotalMinor: BigInt(total.from + total.length),
  }));
  fc.assert(fc.property(fc.array(band, { minLength: 1, maxLength: 4 }), fc.nat(45), fc.nat(45), (bands, weightGrams, total) => {
    const fitting = bands.filter((one) => shippingPriceOf(tariff([one]), { weightGrams, total: Money.of(total, 'GBP') }));
    let accepted: Tariff | null = null;
    try {
      accepted = tariff(bands);
    } catch {
      return;
    }
    expect(fitting.length).toBeLessThanOrEqual(1);
    expect(shippingPriceOf(accepted, { weightGrams, total: Money.of(total, 'GBP') }) !== null).toBe(fitting.length === 1);
  }));
  fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 1_000 }), { maxLength: 10 }), fc.nat(2_000), (limits, weightGrams) => {
    const edges = [0, ...limits.sort((a, b) => a - b)];
    const steps = tariff(edges.map((minWeightGrams, index) => ({ price: gbp(index), minWeightGrams, maxWeightGrams: edges[index + 1] ?? null })));
    expect(shippingPriceOf(steps, { weightGrams, total: Money.of(1n, 'GBP') })!.amountMinor).toBe(BigInt(edges.filter((edge) => edge <= weightGrams).length - 1));
  }));
});

const zones = [
  { name: 'rest', countries: [], postalCodePrefixes: [] },
  { name: 'islands', countries: ['GB'], postalCodePrefixes: ['HS', 'IV-4'] },
  { name: 'Britain', countries: ['GB', 'IE'], postalCodePrefixes: [] },
  { name: 'Skye', countries: ['GB'], postalCodePrefixes: ['IV4 1'] },
  { name: 'Britain again', countries: ['GB'], postalCodePrefixes: [] },
];

test.each([
  ['GB', 'SW1A 1AA', 'Britain'],
  ['GB', 'HS1 2AA', 'islands'],
  ['GB', 'iv47 8aa', 'islands'],
  ['GB', 'IV41 8PL', 'Skye'],
  ['IE', 'HS1', 'Britain'],
  ['IE', '', 'Britain'],
  ['US', 'HS1', 'rest'],
])('%s %s is in %s', (countryCode, postalCode, expected) => {
  expect(zoneOf(zones, { countryCode, postalCode })?.name).toBe(expected);
  expect(zoneOf([...zones].reverse(), { countryCode, postalCode })?.name).toBe(expected === 'Britain' && countryCode === 'GB' ? 'Britain again' : expected);
});

test('without a rest of the world an address may be in no zone', () => {
  expect(zoneOf(zones.slice(1), { countryCode: 'US', postalCode: '90210' })).toBeNull();
  expect(zoneOf([], { countryCode: 'US', postalCode: '90210' })).toBeNull();
});

test('a place has each country and prefix once', () => {
  expect(normalisePlace({ countries: [' GB ', 'IE', 'GB'], postalCodePrefixes: [' hs', 'HS', 'iv4 1'] })).toEqual({ countries: ['GB', 'IE'], postalCodePrefixes: ['HS', 'IV4 1'] });
});

test.each<[string, ZonePlace, string[]]>([
  ['no country', { countries: ['GB', 'UK'], postalCodePrefixes: [] }, ['countries', '1']],
  ['an empty country', { countries: [' '], postalCodePrefixes: [] }, ['countries', '0']],
  ['prefixes of the rest of the world', { countries: [], postalCodePrefixes: ['1'] }, ['countries']],
  ['an empty prefix', { countries: ['GB'], postalCodePrefixes: ['1', ' '] }, ['postalCodePrefixes', '1']],
  ['a prefix of nothing but a hyphen', { countries: ['GB'], postalCodePrefixes: ['-'] }, ['postalCodePrefixes', '0']],
])('%s is refused', (_what, place, field) => {
  expect(() => normalisePlace(place)).toThrow(expect.objectContaining({ code: 'INVALID', field }));
});
