import { meteredLines, meteredMinor, meteredText } from './metered-line';
import { assertExtras, PricingModel, type PlanMeter } from './plan-pricing';

const meterOf = (unitPrice: string, { currency = 'GBP', perUnits = 1, meter = 'calls' } = {}): PlanMeter => ({ meter, model: PricingModel.PER_UNIT, currency, unitPrice, perUnits });

test.each<[bigint, PlanMeter, bigint, string]>([
  [1_204n, meterOf('0.05'), 6_020n, '1,204 × 0.05 = 60.20 GBP'],
  [1n, meterOf('0.005'), 1n, '1 × 0.005 = 0.01 GBP'],
  [1n, meterOf('0.0049'), 0n, '1 × 0.0049 = 0.00 GBP'],
  [1_234_567n, meterOf('2'), 246_913_400n, '1,234,567 × 2 = 2469134.00 GBP'],
  [1_500n, meterOf('1.99', { perUnits: 1_000 }), 299n, '1,500 × 1.99 / 1,000 = 2.99 GBP'],
  [7n, meterOf('0.5', { currency: 'JPY' }), 4n, '7 × 0.5 = 4 JPY'],
  [7n, meterOf('0.0005', { currency: 'KWD' }), 4n, '7 × 0.0005 = 0.004 KWD'],
])('%s units at a price make %s', (quantity, meter, expected, text) => {
  expect([meteredMinor(meter, quantity), meteredText(meter, quantity)]).toEqual([expected, text]);
});

test('each meter that was used has its line, in the order of the plan', () => {
  const [periodStart, periodEnd] = [new Date('2026-01-31'), new Date('2026-02-28')];
  const terms = { planId: 'plan_1', planVersionId: 'pver_1', planName: 'Box', meters: [meterOf('1', { meter: 'b' }), meterOf('1', { meter: 'a' }), meterOf('1', { meter: 'c' })] };
  const lines = meteredLines(terms, [{ meter: 'a', quantity: 2n }, { meter: 'b', quantity: 1n }, { meter: 'gone', quantity: 9n }], { periodStart, periodEnd });
  const of = (meter: string, unitAmountMinor: bigint, explanation: string) => ({ kind: 'METERED', description: `Box: ${meter}`, quantity: 1, unitAmountMinor, explanation, tags: { planId: 'plan_1', planVersionId: 'pver_1', meter }, periodStart, periodEnd });
  expect(lines).toEqual([of('b', 100n, '1 × 1 = 1.00 GBP'), of('a', 200n, '2 × 1 = 2.00 GBP')]);
  expect(meteredLines({ ...terms, meters: undefined }, [{ meter: 'a', quantity: 2n }], { periodStart, periodEnd })).toEqual([]);
});

test.each<[object, string[]]>([
  [{ prices: [{ currency: 'GBP', priceMinor: '1' }] }, ['prices']],
  [{ prices: [{ currency: 'EUR', priceMinor: '1' }, { currency: 'EUR', priceMinor: '2' }] }, ['prices']],
  [{ prices: [{ currency: 'EUR', priceMinor: '-1' }] }, ['prices']],
  [{ prices: [{ currency: 'EUR', priceMinor: '1000000000001' }] }, ['prices']],
  [{ prices: [{ currency: 'XYZ', priceMinor: '1' }] }, ['prices']],
  [{ meters: [meterOf('1'), meterOf('2')] }, ['meters']],
  [{ meters: Array.from({ length: 21 }, (_none, index) => meterOf('1', { meter: `m${index}` })) }, ['meters']],
  [{ meters: [meterOf('-1')] }, ['meters', 'unitPrice']],
  [{ meters: [meterOf('1', { meter: 'two words' })] }, ['meters', 'meter']],
  [{ meters: [meterOf('1', { perUnits: 0 })] }, ['meters', 'perUnits']],
])('%j cannot be billed by', (extras, field) => {
  expect(() => assertExtras({ currency: 'GBP', ...extras })).toThrow(expect.objectContaining({ code: 'INVALID', field }));
});

test('the greatest that may be billed by', () => {
  const meters = [meterOf('999999999999.999999999999', { perUnits: 1_000_000_000 }), meterOf('0', { currency: 'EUR' })];
  expect(() => assertExtras({ currency: 'GBP', prices: [{ currency: 'EUR', priceMinor: '1000000000000' }], meters })).not.toThrow();
  expect(() => assertExtras({ currency: 'GBP' })).not.toThrow();
});
