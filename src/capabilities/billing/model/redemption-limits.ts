import { invalid } from '../../../kernel/refusal';

/** Null for no limit. */
export interface Limits {
  readonly redeemBy?: Date | null;
  readonly maxRedemptions?: number | null;
  readonly maxRedemptionsPerUser?: number | null;
}

/** Refuses INVALID for numbers below 1. */
export function assertLimits({ maxRedemptions, maxRedemptionsPerUser }: Limits): void {
  for (const [name, max] of Object.entries({ maxRedemptions, maxRedemptionsPerUser })) {
    if (max != null && max < 1) throw invalid('The number must be at least 1; leave it out for no limit.', [name]);
  }
}
