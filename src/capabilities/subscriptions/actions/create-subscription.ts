import { addWallClockDays } from '../../../kernel/calendar';
import { isBefore } from '../../../kernel/clock';
import { Money } from '../../../kernel/money';
import { invalid, Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { lockUser, normaliseAddress, type ShippingAddress } from '../../identity/contract';
import { getTenant } from '../../tenants/contract';
import { subscriptionCreated } from '../events';
import { factsOf } from '../model/cycle-facts';
import { anchorColumns, anchorFor } from '../model/cycle-lines';
import { periodPrice } from '../model/add-on-terms';
import type { Terms } from '../model/plan-change';
import { PauseReason } from '../model/pause-reason';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStatus } from '../model/subscription-states';
import { addOnColumns } from '../model/taken-add-on';
import type { WantedAddOn } from '../storage/add-ons.queries';
import { assertMethodFits, methodToCharge } from '../storage/method-fits.queries';
import { noticeOfShop } from '../storage/notice.queries';
import { assertStart, giftOf, newTerms } from '../storage/wanted-terms.queries';
import { takeCoupon } from './apply-coupon';
import type { BegunAttempt } from './bill-cycle';
import { awaitStart, startPaid, startTrial } from './start-subscription';

export interface CreateSubscription {
  readonly userId: string;
  readonly planId: string;
  readonly quantity: number;
  /** The plan's own when left out. */
  readonly currency?: string | null;
  readonly paymentMethodId?: string | null;
  /** How many of her points she wants to spend on the first period. */
  readonly spendPoints?: bigint | null;
  /** Whether they pay for what is billed by itself later. */
  readonly spendPointsOnRenewal?: boolean;
  readonly couponCode?: string | null;
  /** What is taken beside the plan. */
  readonly addOns?: readonly WantedAddOn[] | null;
  /** Where its boxes are sent. */
  readonly shippingAddress?: ShippingAddress | null;
  readonly metadata?: Record<string, unknown> | null;
  /** Later than now; at once when left out. */
  readonly startAt?: Date | null;
  /** Who has what the plan gives, while the user pays. */
  readonly giftTo?: string | null;
  /** How many periods are billed; the plan's when left out, and one of a gift. */
  readonly termCycles?: number | null;
}

/**
 * Subscribes a user to a plan. With a trial the first paid period starts at its end, with a date there; else it is billed now, and
 * the returned attempt must be sent. Refuses NOT_FOUND (plan, user, method, coupon, whom it is given to), PLAN_ARCHIVED, INVALID,
 * PAYMENT_METHOD_REQUIRED, COUPON_EXPIRED, COUPON_EXHAUSTED, COUPON_ALREADY_REDEEMED, COUPON_NOT_APPLICABLE, MANDATE_NOT_APPLICABLE
 * and, while another subscription to the plan waits for its payment, SUBSCRIPTION_PAST_DUE.
 */
export async function createSubscription(
  work: Work,
  input: CreateSubscription,
): Promise<{ subscription: SubscriptionContract; attempt: BegunAttempt | null }> {
  const { userId, planId, paymentMethodId = null, couponCode } = input;
  const shippingAddress = input.shippingAddress ? normaliseAddress(input.shippingAddress) : null;
  const { terms, trialDays } = await newTerms(work, input);
  await lockUser(work, userId);
  const method = await methodToCharge(work, { userId, paymentMethodId });
  await assertNothingOwed(work, userId, planId);
  const life = await lifeOf(work, input, { terms, trialDays });
  const anchor = { at: life.anchorAt, zone: life.zone, isEndOfMonth: life.isEndOfMonth };
  assertMethodFits(method, { interval: terms.interval, anchor, amount: Money.of(periodPrice(terms), terms.currency) });
  const subscription = await work.insert(SubscriptionContract, {
    ...life,
    ...(await giftOf(work, { ...input, terms })),
    ...(await noticeOfShop(work)),
    userId,
    planId,
    planVersionId: terms.planVersionId,
    quantity: terms.quantity,
    currency: terms.currency,
    ...addOnColumns(terms.addOns),
    paymentMethodId,
    spendPointsOnRenewal: input.spendPointsOnRenewal ?? false,
    schedule: 0,
    cancelAtPeriodEnd: false,
    shippingAddress,
    metadata: input.metadata,
  });
  // Nobody pays the full price who has been promised less: a coupon that does not hold refuses the whole.
  if (couponCode) await takeCoupon(work, subscription, { name: { couponCode }, terms });
  work.emit(subscriptionCreated(factsOf(subscription)));
  return { subscription, attempt: await start(work, subscription, { terms, spendPoints: input.spendPoints }) };
}

async function start(work: Work, subscription: SubscriptionContract, { terms, spendPoints }: { terms: Terms; spendPoints?: bigint | null }): Promise<BegunAttempt | null> {
  const isPaidNow = subscription.status === SubscriptionStatus.INCOMPLETE;
  if (spendPoints && !isPaidNow) throw invalid('Nothing is paid now; points are spent on what is.', ['spendPoints']);
  if (subscription.status === SubscriptionStatus.SCHEDULED) return awaitStart(work, subscription);
  if (subscription.status === SubscriptionStatus.TRIALING) return startTrial(work, { subscription, terms });
  return startPaid(work, { subscription, terms, spendPoints, isOffSession: false });
}

/** When it begins, and where its periods are counted from. Refuses INVALID for a start in the past. */
async function lifeOf(
  work: Work,
  { startAt: wantedAt = null }: CreateSubscription,
  { terms, trialDays }: { terms: Terms; trialDays: number },
): Promise<Partial<SubscriptionContract> & Pick<SubscriptionContract, 'anchorAt' | 'zone' | 'isEndOfMonth'>> {
  assertStart(wantedAt, work.now);
  const { timeZone: zone } = await getTenant(work);
  const startAt = wantedAt ?? work.now;
  const trialEnd = trialDays > 0 ? addWallClockDays(startAt, trialDays, zone) : null;
  const first = trialEnd ? SubscriptionStatus.TRIALING : SubscriptionStatus.INCOMPLETE;
  return {
    status: isBefore(work.now, startAt) ? SubscriptionStatus.SCHEDULED : first,
    startAt: wantedAt,
    zone,
    ...anchorColumns(anchorFor(terms, { startAt: trialEnd ?? startAt, zone })),
    trialEnd,
    currentPeriodStart: startAt,
    currentPeriodEnd: trialEnd ?? startAt,
  };
}

async function assertNothingOwed(work: Work, userId: string, planId: string): Promise<void> {
  const owing = await work
    .from(SubscriptionContract)
    .where([
      { userId, planId, status: [SubscriptionStatus.PAST_DUE, SubscriptionStatus.UNPAID] },
      { userId, planId, status: SubscriptionStatus.PAUSED, pauseReason: PauseReason.UNPAID },
    ])
    .one();
  if (owing) throw new Refusal('SUBSCRIPTION_PAST_DUE', 'Your subscription to this plan waits for its payment; pay that one first.', ['planId']);
}
