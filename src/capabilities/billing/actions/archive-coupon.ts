import type { Work } from '../../../platform/database/work';
import { CouponStatus, type Coupon } from '../model/coupon.entity';
import { lockCoupon } from './update-coupon';

/** Nobody can redeem it any more, nor its promotion codes; discounts that run go on. Repeating it changes nothing. Refuses NOT_FOUND. */
export async function archiveCoupon(work: Work, { couponId }: { couponId: string }): Promise<Coupon> {
  const coupon = await lockCoupon(work, couponId);
  return work.save(Object.assign(coupon, { status: CouponStatus.ARCHIVED }));
}
