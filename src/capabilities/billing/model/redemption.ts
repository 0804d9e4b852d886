import { isBefore } from '../../../kernel/clock';
import { Money } from '../../../kernel/money';
import { Refusal } from '../../../kernel/refusal';
import { CouponStatus, type Coupon } from './coupon.entity';
import { Discount } from './discount.entity';
import type { PromotionCode } from './promotion-code.entity';

/** What a coupon is to be redeemed for. */
export interface Purchase {
  readonly userId: string;
  /** Whose invoices it is for; opaque to billing. */
  readonly scopeId: string;
  /** What lines of those invoices will name. */
  readonly planId: string;
  readonly currency: string;
  /** What one invoice will be over, as far as that is known. */
  readonly priceMinor: bigint;
}

/** A coupon, and the promotion code that was typed for it. */
export interface Redeemable {
  readonly coupon: Coupon;
  /** Null when it is redeemed by its own code, or by staff. */
  readonly promotionCode: PromotionCode | null;
  /** As it was typed, folded; null when staff gives it. */
  readonly code: string | null;
}

/** What a user has made of a coupon already; discounts that do not count are left out. */
export interface Past {
  readonly discounts: readonly Pick<Discount, 'promotionCodeId' | 'slot' | 'scopeId'>[];
  /** Has paid something, or has redeemed a code for new customers. */
  readonly isKnownCustomer: boolean;
}

type Limits = Pick<Coupon, 'status' | 'redeemBy' | 'maxRedemptions' | 'redemptionCount'>;

/**
 * Refuses COUPON_EXPIRED, COUPON_EXHAUSTED, COUPON_ALREADY_REDEEMED and COUPON_NOT_APPLICABLE. `field` is the input that names the
 * coupon.
 */
export function assertRedeemable(
  { coupon, promotionCode, code }: Redeemable,
  { purchase, past, now, field }: { purchase: Purchase; past: Past; now: Date; field: readonly string[] },
): void {
  for (const limits of [coupon, promotionCode]) if (limits) assertOpen(limits, { now, field });
  assertUserMay({ coupon, promotionCode }, past, field);
  // Else a code for one invoice would be typed again for each.
  if (code !== null && past.discounts.some(({ scopeId }) => scopeId === purchase.scopeId)) throw alreadyRedeemed(field);
  assertFits(coupon, purchase, field);
  if (promotionCode?.firstTimeOnly && past.isKnownCustomer) throw notApplicable('This code is only for new customers.', field);
}

export function isRedeemable(...question: Parameters<typeof assertRedeemable>): boolean {
  try {
    assertRedeemable(...question);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

function assertOpen({ status, redeemBy, maxRedemptions, redemptionCount }: Limits, { now, field }: { now: Date; field: readonly string[] }): void {
  if (status !== CouponStatus.ACTIVE || (redeemBy && !isBefore(now, redeemBy))) throw new Refusal('COUPON_EXPIRED', 'This coupon can no longer be redeemed.', field);
  if (maxRedemptions !== null && redemptionCount >= maxRedemptions) throw exhausted(field);
}

function assertUserMay({ coupon, promotionCode }: Pick<Redeemable, 'coupon' | 'promotionCode'>, { discounts }: Past, field: readonly string[]): void {
  const byCode = promotionCode ? discounts.filter(({ promotionCodeId }) => promotionCodeId === promotionCode.id).length : 0;
  const isOver = (count: number, max: number | null | undefined) => max != null && count >= max;
  if (isOver(discounts.length, coupon.maxRedemptionsPerUser) || isOver(byCode, promotionCode?.maxRedemptionsPerUser)) {
    throw alreadyRedeemed(field);
  }
}

function assertFits({ planIds, currency, amountOffMinor, minimumMinor }: Coupon, purchase: Purchase, field: readonly string[]): void {
  if (planIds && !planIds.includes(purchase.planId)) throw notApplicable('This coupon is for another plan.', field);
  const hasAmount = amountOffMinor !== null || minimumMinor !== null;
  if (hasAmount && currency !== purchase.currency) throw notApplicable(`This coupon is in ${currency}.`, field);
  if (minimumMinor !== null && purchase.priceMinor < minimumMinor) {
    throw notApplicable(`This coupon is for ${Money.of(minimumMinor, currency!).amount} ${currency} and more.`, field);
  }
}

function alreadyRedeemed(field: readonly string[]): Refusal {
  return new Refusal('COUPON_ALREADY_REDEEMED', 'You have redeemed this coupon as often as you can.', field);
}

export function exhausted(field: readonly string[]): Refusal {
  return new Refusal('COUPON_EXHAUSTED', 'This coupon was redeemed as often as it can be.', field);
}

function notApplicable(message: string, field: readonly string[]): Refusal {
  return new Refusal('COUPON_NOT_APPLICABLE', message, field);
}

/** A discount that is not redeemed yet: what a preview is composed with, and what redeeming writes down. */
export function discountOf({ coupon, promotionCode, code }: Redeemable, { userId, scopeId, slot }: Pick<Purchase, 'userId' | 'scopeId'> & { slot: number }): Discount {
  const { name, percentOff, amountOffMinor, currency, minimumMinor, planIds, duration, durationInCycles } = coupon;
  const terms = { name, percentOff, amountOffMinor, currency, minimumMinor, planIds, duration, durationInCycles };
  const owner = { couponId: coupon.id, promotionCodeId: promotionCode?.id ?? null, userId, scopeId, slot, code };
  return Object.assign(new Discount(), { ...terms, ...owner, usedCount: 0, endedAt: null });
}

/** The first number that none of the user's discounts by the coupon has. */
export function freeSlot(discounts: Past['discounts']): number {
  const taken = new Set(discounts.map(({ slot }) => slot));
  let slot = 0;
  while (taken.has(slot)) slot += 1;
  return slot;
}
