/** How points are earned and spent in one currency, in whole numbers: fractions of points and of minor units do not exist. */
export interface PointsRate {
  readonly currency: string;
  /** So many points ... */
  readonly earnPoints: number;
  /** ... for each time this much, in minor units, was paid in money. */
  readonly earnPerMinor: bigint;
  /** So many points ... */
  readonly worthPoints: number;
  /** ... pay for this much, in minor units. */
  readonly worthMinor: bigint;
}

/** Points that a user wants to spend and has, and what they are worth. */
export interface OfferedPoints {
  readonly points: bigint;
  readonly rate: PointsRate;
}

/** Rounded down on the whole amount: at 3 points for 100, 250 earn 7. */
export function pointsEarnedBy(paidMinor: bigint, { earnPoints, earnPerMinor }: PointsRate): bigint {
  return (paidMinor * BigInt(earnPoints)) / earnPerMinor;
}

/**
 * What of the offered points pays for a total: never more than it, and never a point that buys nothing. The worth is rounded down: at
 * 3 points for 10, 7 points are offered, worth 23 (23.3), which 7 points are needed for; 8 are worth 26, and 7 only 23.
 */
export function pointsFor(totalMinor: bigint, { points: offered, rate }: OfferedPoints): { points: bigint; amountMinor: bigint } {
  const [per, worth] = [BigInt(rate.worthPoints), rate.worthMinor];
  // The most points whose worth, rounded down, is not over the total.
  const most = ((totalMinor + 1n) * per - 1n) / worth;
  const amountMinor = ((offered < most ? offered : most) * worth) / per;
  // The fewest points that are worth as much.
  return { points: (amountMinor * per + worth - 1n) / worth, amountMinor };
}

/** What so many points pay for at most, in minor units. Rounded down. */
export function worthOf(points: bigint, { worthPoints, worthMinor }: PointsRate): bigint {
  return (points * worthMinor) / BigInt(worthPoints);
}

/** Of points that an invoice earned: those that stay when so much of the money that earned them has stayed. Rounded down. */
export function pointsKept({ points, keptMinor, paidMinor }: { points: bigint; keptMinor: bigint; paidMinor: bigint }): bigint {
  if (keptMinor <= 0n) return 0n;
  return keptMinor >= paidMinor ? points : (points * keptMinor) / paidMinor;
}
