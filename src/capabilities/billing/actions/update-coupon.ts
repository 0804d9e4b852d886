import { invalid, notFound } from '../../../kernel/refusal';
import { normaliseName } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { Coupon } from '../model/coupon.entity';
import { assertLimits, type Limits } from '../model/redemption-limits';

export interface UpdateCoupon extends Limits {
  readonly couponId: string;
  readonly name?: string | null;
  readonly metadata?: Record<string, unknown> | null;
}

/**
 * Changes name and limits; what is left out stays, null takes a limit away. Discounts that run keep what they were redeemed with.
 * Refuses NOT_FOUND and INVALID, also for fewer redemptions than were made.
 */
export async function updateCoupon(work: Work, { couponId, name, metadata, ...limits }: UpdateCoupon): Promise<Coupon> {
  const coupon = await lockCoupon(work, couponId);
  assertLimits(limits);
  const { redeemBy, maxRedemptions, maxRedemptionsPerUser } = limits;
  if (maxRedemptions != null && maxRedemptions < coupon.redemptionCount) {
    throw invalid(`The coupon was redeemed ${coupon.redemptionCount} times already.`, ['maxRedemptions']);
  }
  if (name != null) coupon.name = normaliseName(name, ['name'], 100);
  if (redeemBy !== undefined) coupon.redeemBy = redeemBy;
  if (maxRedemptions !== undefined) coupon.maxRedemptions = maxRedemptions;
  if (maxRedemptionsPerUser !== undefined) coupon.maxRedemptionsPerUser = maxRedemptionsPerUser;
  if (metadata !== undefined) coupon.metadata = metadata;
  return work.save(coupon);
}

/** Refuses NOT_FOUND. */
export async function lockCoupon(work: Work, couponId: string): Promise<Coupon> {
  const coupon = await work.lock(Coupon, couponId);
  if (!coupon) throw notFound('This coupon', ['couponId']);
  return coupon;
}
