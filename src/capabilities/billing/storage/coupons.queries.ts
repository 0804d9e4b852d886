import type { Page, PageRequest } from '../../../kernel/page';
import { notFound } from '../../../kernel/refusal';
import { not, moreThan, type Where } from '../../../platform/database/select';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { foldCode } from '../model/coupon-code';
import { Coupon, CouponStatus } from '../model/coupon.entity';
import { Discount } from '../model/discount.entity';
import { InvoiceStatus } from '../model/invoice-status';
import { Invoice } from '../model/invoice.entity';
import { PromotionCode } from '../model/promotion-code.entity';
import { assertRedeemable, discountOf, isRedeemable, type Past, type Purchase, type Redeemable } from '../model/redemption';

type ByStatus = { readonly status?: CouponStatus | null };

/** The tenant's coupons, newest first. */
export function pageOfCoupons(view: View, request: PageRequest, { status }: ByStatus): Promise<Page<Coupon>> {
  return view.from(Coupon).where(status ? { status } : {}).orderBy('-createdAt').page(request);
}

/** The tenant's promotion codes, newest first; of one coupon, if it is named. */
export function pageOfPromotionCodes(view: View, request: PageRequest, { status, couponId }: ByStatus & { couponId?: string | null }): Promise<Page<PromotionCode>> {
  return view
    .from(PromotionCode)
    .where({ ...(status ? { status } : {}), ...(couponId ? { couponId } : {}) })
    .orderBy('-createdAt')
    .page(request);
}

/** What names a coupon: a code that was typed, or, by staff, its id. */
export type CouponName = { readonly couponCode: string } | { readonly couponId: string };

/** The coupon of a promotion code, or with a code or an id of its own. Refuses NOT_FOUND. */
export async function getRedeemable(view: View, name: CouponName): Promise<Redeemable> {
  if ('couponId' in name) {
    const coupon = await view.find(Coupon, name.couponId);
    if (!coupon) throw notFound('This coupon', fieldOf(name));
    return { coupon, promotionCode: null, code: null };
  }
  const code = foldCode(name.couponCode);
  const promotionCode = await view.from(PromotionCode).where({ code }).one();
  const coupon = promotionCode ? await view.find(Coupon, promotionCode.couponId) : await view.from(Coupon).where({ code }).one();
  if (!coupon) throw notFound('This coupon', fieldOf(name));
  return { coupon, promotionCode, code };
}

/** The input that a refusal is about. */
export function fieldOf(name: CouponName): readonly string[] {
  return ['couponCode' in name ? 'couponCode' : 'couponId'];
}

/**
 * The discount that redeeming would give; nothing is written. Refuses NOT_FOUND, COUPON_EXPIRED, COUPON_EXHAUSTED,
 * COUPON_ALREADY_REDEEMED and COUPON_NOT_APPLICABLE.
 */
export async function previewDiscount(view: View, { name, ...purchase }: Purchase & { readonly name: CouponName }): Promise<Discount> {
  const redeemable = await getRedeemable(view, name);
  const discounts = await view.from(Discount).where(countedOf(redeemable, purchase)).all();
  const past = { discounts, isKnownCustomer: await isKnownCustomer(view, purchase.userId, redeemable) };
  assertRedeemable(redeemable, { purchase, past, now: view.now, field: fieldOf(name) });
  return discountOf(redeemable, { ...purchase, slot: 0 });
}

/** Which of the coupons are not archived. */
export async function activeCoupons(view: View, couponIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (couponIds.length === 0) return new Set();
  const coupons = await view.from(Coupon).where({ id: couponIds, status: CouponStatus.ACTIVE } as Where<Coupon>).all();
  return new Set(coupons.map(({ id }) => id));
}

/** Which of the coupons staff could give for a purchase now; one that was redeemed for its scope is left out. Two statements. */
export async function couponsToGive(view: View, couponIds: readonly string[], purchase: Purchase): Promise<ReadonlySet<string>> {
  if (couponIds.length === 0) return new Set();
  const coupons = await view.from(Coupon).where({ id: couponIds } as Where<Coupon>).all();
  const had = await view.from(Discount).where({ couponId: couponIds, userId: purchase.userId, slot: not(null) } as Where<Discount>).all();
  const canBeGiven = (coupon: Coupon) => {
    const discounts = had.filter(({ couponId }) => couponId === coupon.id);
    if (discounts.some(({ scopeId }) => scopeId === purchase.scopeId)) return false;
    return isRedeemable({ coupon, promotionCode: null, code: null }, { purchase, past: { discounts, isKnownCustomer: false }, now: view.now, field: [] });
  };
  return new Set(coupons.filter(canBeGiven).map(({ id }) => id));
}

/**
 * A discount with the coupon that it came of, held in the one order in which all do: coupon, promotion code, discount; and all of them
 * before any account of the ledger. Null for one that is unknown.
 */
export async function lockDiscount(work: Work, discountId: string): Promise<Discount | null> {
  const known = await work.find(Discount, discountId);
  if (!known) return null;
  await work.lock(Coupon, known.couponId);
  if (known.promotionCodeId) await work.lock(PromotionCode, known.promotionCodeId);
  return work.lock(Discount, discountId);
}

/** Several coupons at once, in the order of their ids. */
export async function lockCoupons(work: Work, couponIds: readonly string[]): Promise<void> {
  for (const couponId of [...new Set(couponIds)].sort()) await work.lock(Coupon, couponId);
}

/** The same question while nobody else can redeem the coupon for the user. */
export async function pastUnderLocks(work: Work, redeemable: Redeemable, purchase: Purchase): Promise<Past> {
  const discounts = await work.locked(Discount).where(countedOf(redeemable, purchase)).all();
  return { discounts, isKnownCustomer: await isKnownCustomer(work, purchase.userId, redeemable) };
}

function countedOf({ coupon }: Redeemable, { userId }: Purchase) {
  return { couponId: coupon.id, userId, slot: not(null) } as const;
}

/**
 * Who has paid something, or redeemed a code for new customers that still counts: its invoice may be unpaid, or its trial may run. Nobody is
 * asked when it makes no difference.
 */
async function isKnownCustomer(view: View, userId: string, { promotionCode }: Redeemable): Promise<boolean> {
  if (!promotionCode?.firstTimeOnly) return false;
  if (await view.from(Invoice).where({ userId, status: InvoiceStatus.PAID, totalMinor: moreThan(0n) }).one()) return true;
  const redeemed = await view.from(Discount).where({ userId, slot: not(null), promotionCodeId: not(null) }).all();
  if (redeemed.length === 0) return false;
  const codes = redeemed.flatMap(({ promotionCodeId }) => promotionCodeId ?? []);
  return (await view.from(PromotionCode).where({ id: codes, firstTimeOnly: true } as Where<PromotionCode>).one()) !== null;
}
