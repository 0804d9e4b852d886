import { Refusal } from '../../../kernel/refusal';
import { instantToText } from '../../../platform/database/instant-text';
import type { Work } from '../../../platform/database/work';
import { User } from '../../identity/contract';
import { couponRedeemed } from '../events';
import { Discount } from '../model/discount.entity';
import { assertRedeemable, discountOf, exhausted, freeSlot, type Purchase, type Redeemable } from '../model/redemption';
import { fieldOf, getRedeemable, lockCoupons, pastUnderLocks, type CouponName } from '../storage/coupons.queries';
import { endDiscount } from './end-discount';

export interface RedeemCoupon extends Purchase {
  readonly name: CouponName;
  /** A discount of the scope that ends, because a scope has one. */
  readonly inPlaceOf?: string | null;
}

/**
 * Redeems a coupon for the coming invoices of a scope: a discount that `NewInvoice.discount` names. Each limit is kept however many
 * redeem at once: the counter goes up by one conditional statement, and the row is unique by coupon, user and number. Codes for new
 * customers are of different coupons, so of those the user herself is held.
 * Refuses NOT_FOUND, COUPON_EXPIRED, COUPON_EXHAUSTED, COUPON_ALREADY_REDEEMED and COUPON_NOT_APPLICABLE.
 */
export async function redeemCoupon(work: Work, { name, inPlaceOf, ...purchase }: RedeemCoupon): Promise<Discount> {
  const field = fieldOf(name);
  if (inPlaceOf) await endBefore(work, { discountId: inPlaceOf, name, userId: purchase.userId });
  const found = await getRedeemable(work, name);
  await holdNewCustomer(work, found, purchase.userId);
  // Counting holds the coupon until the end of the transaction: what the user made of it before is then known for sure.
  assertRedeemable(found, { purchase, past: { discounts: [], isKnownCustomer: false }, now: work.now, field });
  await countRedemption(work, found, field);
  const past = await pastUnderLocks(work, found, purchase);
  assertRedeemable(found, { purchase, past, now: work.now, field });
  const discount = await work.insertUnlessPresent(Discount, discountOf(found, { ...purchase, slot: freeSlot(past.discounts) }));
  if (!discount) throw new Refusal('CONFLICT', 'The coupon is being redeemed for the same user this moment; try again.', field);
  const { id: discountId, couponId, promotionCodeId, userId, scopeId } = discount;
  work.emit(couponRedeemed({ couponId, promotionCodeId, discountId, userId, scopeId }));
  return discount;
}

/** Both coupons are held before either is changed: two scopes that change them for each other do not wait for one another. */
async function endBefore(work: Work, { discountId, name, userId }: { discountId: string; name: CouponName; userId: string }): Promise<void> {
  const next = await getRedeemable(work, name);
  await holdNewCustomer(work, next, userId);
  const ended = await work.find(Discount, discountId);
  await lockCoupons(work, [next.coupon.id, ...(ended ? [ended.couponId] : [])]);
  await endDiscount(work, { discountId });
}

/** Before any coupon, as whoever subscribes her does. */
async function holdNewCustomer(work: Work, { promotionCode }: Redeemable, userId: string): Promise<void> {
  if (promotionCode?.firstTimeOnly) await work.lock(User, userId);
}

/** Refuses COUPON_EXHAUSTED. */
async function countRedemption(work: Work, { coupon, promotionCode }: Redeemable, field: readonly string[]): Promise<void> {
  const isCounted = await work.change('coupon: redeem', countOf('coupon'), { id: coupon.id, now: instantToText(work.now) });
  if (isCounted === 0) throw exhausted(field);
  if (!promotionCode) return;
  const isCodeCounted = await work.change('promotion_code: redeem', countOf('promotion_code'), { id: promotionCode.id, now: instantToText(work.now) });
  if (isCodeCounted === 0) throw exhausted(field);
}

function countOf(table: 'coupon' | 'promotion_code'): string {
  return `UPDATE ${table} SET redemption_count = redemption_count + 1, version = version + 1, updated_at = :now
    WHERE tenant_id = :tenant AND id = :id AND (max_redemptions IS NULL OR redemption_count < max_redemptions)`;
}
