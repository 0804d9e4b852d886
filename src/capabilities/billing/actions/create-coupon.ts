import { isCurrencyCode } from '../../../kernel/currency';
import { MAX_PRICE_MINOR } from '../../../kernel/money';
import { invalid, Refusal } from '../../../kernel/refusal';
import { normaliseName } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { normaliseCouponCode } from '../model/coupon-code';
import { CouponDuration } from '../model/coupon-duration';
import { Coupon, CouponStatus } from '../model/coupon.entity';
import { PromotionCode } from '../model/promotion-code.entity';
import { assertLimits, type Limits } from '../model/redemption-limits';

interface Amount {
  readonly amountMinor: bigint;
  readonly currency: string;
}

export interface CreateCoupon extends Limits {
  readonly name: string;
  readonly code?: string | null;
  /** Ten-thousandths of a percent; or an amount. */
  readonly percentOff?: bigint | null;
  readonly amountOff?: Amount | null;
  readonly minimumAmount?: Amount | null;
  readonly duration: CouponDuration;
  readonly durationInCycles?: number | null;
  readonly planIds?: readonly string[] | null;
  readonly metadata?: Record<string, unknown> | null;
}

const MAX_CYCLES = 1_200;
const MAX_PLANS = 100;

/** Makes a coupon. Refuses INVALID, and ALREADY_EXISTS for a code that another coupon or promotion code has. */
export async function createCoupon(work: Work, input: CreateCoupon): Promise<Coupon> {
  const { name, code, redeemBy = null, maxRedemptions = null, maxRedemptionsPerUser = null, metadata = null } = input;
  const terms = termsOf(input);
  assertLimits(input);
  const normalCode = code == null ? null : normaliseCouponCode(code, ['code']);
  const taken = () => new Refusal('ALREADY_EXISTS', `The code "${normalCode}" exists already.`, ['code']);
  if (normalCode !== null && (await work.from(PromotionCode).where({ code: normalCode }).one())) throw taken();
  const coupon = await work.insertUnlessPresent(Coupon, {
    ...terms,
    name: normaliseName(name, ['name'], 100),
    code: normalCode,
    status: CouponStatus.ACTIVE,
    redeemBy,
    maxRedemptions,
    maxRedemptionsPerUser,
    redemptionCount: 0,
    metadata,
  });
  if (!coupon) throw taken();
  return coupon;
}

function termsOf({ percentOff = null, amountOff, minimumAmount, duration, durationInCycles = null, planIds }: CreateCoupon) {
  if ((percentOff === null) === (amountOff == null)) throw invalid('A coupon takes off either a percentage or an amount.', ['percentOff']);
  if (percentOff === 0n) throw invalid('The percentage must be over zero.', ['percentOff']);
  if (amountOff) assertAmount(amountOff, ['amountOff']);
  if (minimumAmount) assertAmount(minimumAmount, ['minimumAmount']);
  if (amountOff && minimumAmount && amountOff.currency !== minimumAmount.currency) throw invalid('Both amounts must be in one currency.', ['minimumAmount', 'currency']);
  assertDuration(duration, durationInCycles);
  const plans = planIds ? [...new Set(planIds)] : null;
  if (plans && (plans.length === 0 || plans.length > MAX_PLANS)) throw invalid(`Name 1 to ${MAX_PLANS} plans, or leave them out.`, ['planIds']);
  return {
    percentOff,
    amountOffMinor: amountOff?.amountMinor ?? null,
    currency: (amountOff ?? minimumAmount)?.currency ?? null,
    minimumMinor: minimumAmount?.amountMinor ?? null,
    duration,
    durationInCycles,
    planIds: plans,
  };
}

function assertAmount({ amountMinor, currency }: Amount, field: readonly string[]): void {
  if (amountMinor <= 0n || amountMinor > MAX_PRICE_MINOR) throw invalid(`The amount must be 1 to ${MAX_PRICE_MINOR} minor units.`, [...field, 'amountMinor']);
  if (!isCurrencyCode(currency)) throw invalid(`"${currency}" is not a currency of ISO 4217.`, [...field, 'currency']);
}

function assertDuration(duration: CouponDuration, durationInCycles: number | null): void {
  const isCounted = duration === CouponDuration.REPEATING;
  const isCount = durationInCycles !== null && durationInCycles >= 1 && durationInCycles <= MAX_CYCLES;
  if (isCounted && !isCount) throw invalid(`A repeating coupon lasts 1 to ${MAX_CYCLES} cycles.`, ['durationInCycles']);
  if (!isCounted && durationInCycles !== null) throw invalid('Only a repeating coupon has cycles.', ['durationInCycles']);
}
