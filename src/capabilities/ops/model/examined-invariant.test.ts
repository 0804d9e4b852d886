import { ExaminedInvariant } from './examined-invariant';

test.each([
  [0, true],
  [1, false],
  [21, false],
])('with %i violations an invariant holds: %p', (violationCount, holds) => {
  expect(Object.assign(new ExaminedInvariant(), { violationCount }).holds).toBe(holds);
});
