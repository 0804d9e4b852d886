import { notFound } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { CouponStatus } from '../model/coupon.entity';
import { PromotionCode } from '../model/promotion-code.entity';

/** Nobody can redeem the code any more; discounts that run go on. Repeating it changes nothing. Refuses NOT_FOUND. */
export async function deactivatePromotionCode(work: Work, { promotionCodeId }: { promotionCodeId: string }): Promise<PromotionCode> {
  const promotionCode = await work.lock(PromotionCode, promotionCodeId);
  if (!promotionCode) throw notFound('This promotion code', ['promotionCodeId']);
  return work.save(Object.assign(promotionCode, { status: CouponStatus.ARCHIVED }));
}
