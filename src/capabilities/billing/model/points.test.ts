import fc from 'fast-check';
import { pointsEarnedBy, pointsFor, pointsKept } from './points';

const rate = { currency: 'GBP', earnPoints: 3, earnPerMinor: 100, worthPoints: 3, worthMinor: 10 };

test.each<[paid: bigint, earned: bigint]>([
  [0n, 0n],
  [33n, 0n],
  [34n, 1n],
  [250n, 7n],
  [100_000_000_000_001n, 3_000_000_000_000n],
])('%s paid at 3 points for 100 earn %s', (paidMinor, earned) => {
  expect(pointsEarnedBy(paidMinor, rate)).toBe(earned);
});

// 3 points pay for 10: n points are worth floor(10n / 3).
test.each<[offered: bigint, total: bigint, points: bigint, amount: bigint]>([
  [7n, 1_000n, 7n, 23n],
  [8n, 1_000n, 8n, 26n],
  [3_000n, 100n, 30n, 100n],
  [3_000n, 101n, 30n, 100n],
  [3_000n, 104n, 31n, 103n],
  [1n, 2n, 0n, 0n],
  [1n, 3n, 1n, 3n],
])('of %s points for a total of %s, %s are taken, worth %s', (points, totalMinor, taken, amountMinor) => {
  expect(pointsFor(totalMinor, { points, rate })).toEqual({ points: taken, amountMinor });
});

test('never more than the total or the offer, and never a point that buys nothing', () => {
  const whole = fc.integer({ min: 1, max: 2_000 });
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 100_000n }), fc.bigInt({ min: 0n, max: 100_000n }), whole, whole, (totalMinor, points, worthPoints, worthMinor) => {
      const taken = pointsFor(totalMinor, { points, rate: { ...rate, worthPoints, worthMinor } });
      const worth = (count: bigint) => (count * BigInt(worthMinor)) / BigInt(worthPoints);
      expect(taken.points <= points && taken.amountMinor <= totalMinor && worth(taken.points) === taken.amountMinor).toBe(true);
      expect(taken.points === 0n || worth(taken.points - 1n) < taken.amountMinor).toBe(true);
      // One point more would be too much, or is not offered.
      expect(worth(taken.points) === worth(points) || [...Array(worthPoints + 1).keys()].every((more) => worth(taken.points + BigInt(more)) === taken.amountMinor || worth(taken.points + BigInt(more)) > totalMinor)).toBe(true);
    }),
  );
});

test.each<[kept: bigint, stay: bigint]>([
  [10_000n, 100n],
  [12_000n, 100n],
  [9_999n, 99n],
  [5_000n, 50n],
  [99n, 0n],
  [0n, 0n],
  [-1n, 0n],
])('of 100 points for 100.00, %s kept, %s stay', (keptMinor, stay) => {
  expect(pointsKept({ points: 100n, keptMinor, paidMinor: 10_000n })).toBe(stay);
});
