import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { normaliseCouponCode } from '../model/coupon-code';
import { Coupon, CouponStatus } from '../model/coupon.entity';
import { PromotionCode } from '../model/promotion-code.entity';
import { assertLimits, type Limits } from '../model/redemption-limits';
import { lockCoupon } from './update-coupon';

export interface CreatePromotionCode extends Limits {
  readonly couponId: string;
  readonly code: string;
  readonly firstTimeOnly?: boolean;
}

/**
 * Gives a coupon a code that customers can type. Refuses NOT_FOUND, INVALID, COUPON_EXPIRED for an archived coupon, and ALREADY_EXISTS
 * for a code that another promotion code or coupon has.
 */
export async function createPromotionCode(work: Work, input: CreatePromotionCode): Promise<PromotionCode> {
  const { couponId, firstTimeOnly = false, redeemBy = null, maxRedemptions = null, maxRedemptionsPerUser = null } = input;
  const code = normaliseCouponCode(input.code, ['code']);
  assertLimits(input);
  const { status } = await lockCoupon(work, couponId);
  if (status !== CouponStatus.ACTIVE) throw new Refusal('COUPON_EXPIRED', 'This coupon is archived.', ['couponId']);
  const taken = () => new Refusal('ALREADY_EXISTS', `The code "${code}" exists already.`, ['code']);
  if (await work.from(Coupon).where({ code }).one()) throw taken();
  const limits = { redeemBy, maxRedemptions, maxRedemptionsPerUser };
  const promotionCode = await work.insertUnlessPresent(PromotionCode, { couponId, code, status, firstTimeOnly, ...limits, redemptionCount: 0 });
  if (!promotionCode) throw taken();
  return promotionCode;
}
