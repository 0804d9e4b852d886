import type { Work } from '../../../platform/database/work';
import { Coupon } from '../model/coupon.entity';
import type { Discount } from '../model/discount.entity';
import { PromotionCode } from '../model/promotion-code.entity';
import { lockDiscount } from '../storage/coupons.queries';

/** Ends a discount: it takes nothing off any more. One that never did does not count as redeemed. Repeating it changes nothing. */
export async function endDiscount(work: Work, { discountId }: { discountId: string }): Promise<void> {
  const discount = await lockDiscount(work, discountId);
  if (!discount || discount.endedAt) return;
  discount.endedAt = work.now;
  await work.save(discount);
  await releaseUnused(work, discount);
}

/** Somebody else may redeem the coupon in place of a discount that has ended and took nothing off any invoice that stands. */
export async function releaseUnused(work: Work, discount: Discount): Promise<void> {
  if (!discount.endedAt || discount.usedCount > 0 || discount.slot === null) return;
  discount.slot = null;
  await work.save(discount);
  const coupon = await work.lock(Coupon, discount.couponId);
  if (coupon) await work.save(Object.assign(coupon, { redemptionCount: coupon.redemptionCount - 1 }));
  const code = discount.promotionCodeId && (await work.lock(PromotionCode, discount.promotionCodeId));
  if (code) await work.save(Object.assign(code, { redemptionCount: code.redemptionCount - 1 }));
}
