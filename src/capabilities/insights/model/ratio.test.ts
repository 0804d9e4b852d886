import { ratioOf } from './ratio';

test.each([
  [1, 3, '0.333333'],
  [2, 3, '0.666667'],
  [0, 7, '0.000000'],
  [7, 7, '1.000000'],
  [5, 2, '2.500000'],
  [1, 2_000_000, '0.000001'],
  [1, 2_000_001, '0.000000'],
  [3, 0, null],
])('%i of %i is %p', (part, whole, expected) => {
  expect(ratioOf(part, whole)).toBe(expected);
});
