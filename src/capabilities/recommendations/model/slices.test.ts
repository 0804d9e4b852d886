import { atOnce, SliceCounter, UNITS_PER_SLICE } from './slices';

test('a pause is due when a slice is full, and then not before the next one is', () => {
  const counter = new SliceCounter();
  expect([UNITS_PER_SLICE - 1, 1, UNITS_PER_SLICE - 1, 1, 2 * UNITS_PER_SLICE, 0].map((units) => counter.isPauseDue(units))).toEqual([false, true, false, true, true, false]);
});

test('at once is the same sum without its pauses', () => {
  function* sum() {
    let total = 0;
    for (const value of [1, 2, 3]) {
      total += value;
      yield;
    }
    return total;
  }
  expect(atOnce(sum())).toBe(6);
});
