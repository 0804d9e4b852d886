import type { Interval } from '../../../kernel/calendar';
import { packed, assertBox, type BoxItem } from './box';
import { assertDeliveryInterval, deliveryDates } from './delivery-dates';

const every = (count: number, unit: Interval['unit']): Interval => ({ unit, count });
const datesOf = (anchor: string, [start, end]: [string, string], delivery: Interval | null, billing: Interval) =>
  deliveryDates({ anchor: { at: `${anchor}T00:00:00`, zone: 'UTC' }, startAt: new Date(start), endAt: new Date(end) }, { delivery, billing }).map((date) => date.toISOString().slice(0, 10));

test.each<[string, string, [string, string], Interval | null, Interval, string[]]>([
  ['one at the start', '2026-01-31', ['2026-02-28', '2026-03-31'], null, every(1, 'MONTH'), ['2026-02-28']],
  ['three months of a quarter, the day from the anchor', '2026-01-31', ['2026-04-30', '2026-07-31'], every(1, 'MONTH'), every(3, 'MONTH'), ['2026-04-30', '2026-05-31', '2026-06-30']],
  ['twelve of a year', '2026-01-31', ['2027-01-31', '2028-01-31'], every(3, 'MONTH'), every(1, 'YEAR'), ['2027-01-31', '2027-04-30', '2027-07-31', '2027-10-31']],
  ['weeks of a month, from the month\'s start', '2026-01-31', ['2026-02-28', '2026-03-31'], every(1, 'WEEK'), every(1, 'MONTH'), ['2026-02-28', '2026-03-07', '2026-03-14', '2026-03-21', '2026-03-28']],
  ['weeks of four weeks', '2026-01-31', ['2026-02-28', '2026-03-28'], every(2, 'WEEK'), every(4, 'WEEK'), ['2026-02-28', '2026-03-14']],
  ['one in three months, in the months between none', '2026-01-31', ['2026-02-28', '2026-03-31'], every(3, 'MONTH'), every(1, 'MONTH'), []],
  ['one in three months, in its month', '2026-01-31', ['2026-04-30', '2026-05-31'], every(3, 'MONTH'), every(1, 'MONTH'), ['2026-04-30']],
])('the deliveries of a period: %s', (_what, anchor, period, delivery, billing, expected) => {
  expect(datesOf(anchor, period, delivery, billing)).toEqual(expected);
});

test('no period has more than 400 deliveries', () => {
  expect(() => assertDeliveryInterval(every(1, 'DAY'), every(1, 'YEAR'))).not.toThrow();
  expect(() => assertDeliveryInterval(every(1, 'DAY'), every(2, 'YEAR'))).toThrow(expect.objectContaining({ code: 'INVALID', field: ['deliveryInterval'] }));
});

const item = (variantId: string, quantity: number, alternativeIds: string[] = []): BoxItem => ({ variantId, quantity, alternativeIds });

test('a box is packed for each piece; a swap for once goes first, one that is not allowed any more is passed over', () => {
  const box = [item('tea', 2, ['coffee', 'cocoa']), item('cup', 1), item('jam', 1, ['honey'])];
  const swap = (variantId: string, replacementId: string, isOnce = false) => ({ variantId, replacementId, isOnce });
  const swaps = [swap('tea', 'coffee'), swap('tea', 'cocoa', true), swap('jam', 'salt'), swap('cup', 'glass')];
  expect(packed(box, { quantity: 3, swaps })).toEqual([
    { variantId: 'cocoa', quantity: 6, replacesId: 'tea' },
    { variantId: 'cup', quantity: 3, replacesId: null },
    { variantId: 'jam', quantity: 3, replacesId: null },
  ]);
  expect(packed(box, { quantity: 1, swaps: [swap('tea', 'coffee')] })[0]).toEqual({ variantId: 'coffee', quantity: 2, replacesId: 'tea' });
});

test.each<[BoxItem[], string[]]>([
  [Array.from({ length: 51 }, (_none, index) => item(`v${index}`, 1)), ['box']],
  [[item('tea', 1), item('tea', 2)], ['box']],
  [[item('tea', 0)], ['box', 'quantity']],
  [[item('tea', 1_001)], ['box', 'quantity']],
  [[item('tea', 1, Array.from({ length: 21 }, (_none, index) => `v${index}`))], ['box', 'alternativeVariantIds']],
])('a box that cannot be packed is refused %#', (box, field) => {
  expect(() => assertBox(box)).toThrow(expect.objectContaining({ code: 'INVALID', field }));
  expect(() => assertBox([item('tea', 1_000)])).not.toThrow();
});
