import { addWallClockDays, anchorOf } from '../../../kernel/calendar';
import { addMs, DAY_MS, HOUR_MS } from '../../../kernel/clock';
import { Money } from '../../../kernel/money';
import { WHOLE } from '../../../kernel/percent';
import { invalid, notFound, Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { schedule, unschedule } from '../../../platform/jobs/job';
import { CouponDuration, Discount, findDefaultPaymentMethod } from '../../billing/contract';
import { lockUser } from '../../identity/contract';
import { getTenant } from '../../tenants/contract';
import { subscriptionCreated } from '../events';
import { factsOf } from '../model/cycle-facts';
import { INCOMPLETE_HOURS, TRIAL_NOTICE_DAYS } from '../model/dunning';
import { announceTrialEndKind, billCycleKind, expireIncompleteKind } from '../storage/job-kinds';
import { Plan, PlanStatus } from '../model/plan.entity';
import type { PlanVersion } from '../model/plan-version.entity';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStatus } from '../model/subscription-states';
import { assertMethodFits, methodToCharge } from '../storage/method-fits.queries';
import { getPlanVersion } from '../storage/subscriptions.queries';
import { currentTerms, priceIn } from '../storage/terms.queries';
import { MAX_QUANTITY } from '../storage/wanted-terms.queries';
import { takeCoupon } from './apply-coupon';
import { billCycle, type BegunAttempt } from './bill-cycle';
import { planCycle } from './plan-cycle';

export interface CreateSubscription {
  readonly userId: string;
  readonly planId: string;
  readonly quantity: number;
  /** The plan's own when left out. */
  readonly currency?: string | null;
  readonly paymentMethodId?: string | null;
  /** How many of her points she wants to spend on the first period. */
  readonly spendPoints?: bigint | null;
  readonly couponCode?: string | null;
  readonly metadata?: Record<string, unknown> | null;
}

/**
 * Subscribes a user to a plan. With a trial the first paid period starts at its end; without one it is billed now, and the
 * returned attempt must be sent. Refuses NOT_FOUND (plan, user, method, coupon), PLAN_ARCHIVED, INVALID, PAYMENT_METHOD_REQUIRED,
 * COUPON_EXPIRED, COUPON_EXHAUSTED, COUPON_ALREADY_REDEEMED, COUPON_NOT_APPLICABLE, MANDATE_NOT_APPLICABLE and, while another subscription to the plan waits for its payment, SUBSCRIPTION_PAST_DUE.
 */
export async function createSubscription(
  work: Work,
  { userId, planId, quantity, currency = null, paymentMethodId = null, spendPoints, couponCode, metadata }: CreateSubscription,
): Promise<{ subscription: SubscriptionContract; attempt: BegunAttempt | null }> {
  if (quantity < 1 || quantity > MAX_QUANTITY) throw invalid(`The quantity must be 1 to ${MAX_QUANTITY}.`, ['quantity']);
  const plan = await work.find(Plan, planId);
  if (!plan) throw notFound('This plan', ['planId']);
  if (plan.status !== PlanStatus.ACTIVE) throw new Refusal('PLAN_ARCHIVED', 'This plan is no longer on offer.', ['planId']);
  await lockUser(work, userId);
  const method = await methodToCharge(work, { userId, paymentMethodId });
  await assertNothingOwed(work, userId, planId);
  const version = await getPlanVersion(work, plan.currentVersionId!);
  const price = priceIn(version, currency);
  const { timeZone } = await getTenant(work);
  const trialEnd = version.trialDays > 0 ? addWallClockDays(work.now, version.trialDays, timeZone) : null;
  if (trialEnd && spendPoints) throw invalid('A trial costs nothing; points are spent on what is paid.', ['spendPoints']);
  const anchor = anchorOf(trialEnd ?? work.now, timeZone);
  assertMethodFits(method, { interval: version.interval, anchor, amount: Money.of(version.priceMinor * BigInt(quantity), version.currency) });
  const subscription = await work.insert(SubscriptionContract, {
    userId,
    planId,
    planVersionId: version.id,
    status: trialEnd ? SubscriptionStatus.TRIALING : SubscriptionStatus.INCOMPLETE,
    quantity,
    currency: price.currency,
    paymentMethodId,
    schedule: 0,
    anchorAt: anchor.at,
    zone: anchor.zone,
    trialEnd,
    currentPeriodStart: work.now,
    currentPeriodEnd: trialEnd ?? work.now,
    cancelAtPeriodEnd: false,
    metadata,
  });
  // Nobody pays the full price who has been promised less: a coupon that does not hold refuses the whole.
  if (couponCode) await takeCoupon(work, subscription, { name: { couponCode }, terms: await currentTerms(work, subscription) });
  work.emit(subscriptionCreated(factsOf(subscription)));
  const attempt = trialEnd
    ? await startTrial(work, { subscription, version, trialEnd })
    : await startPaid(work, { subscription, version, spendPoints });
  return { subscription, attempt };
}

async function assertNothingOwed(work: Work, userId: string, planId: string): Promise<void> {
  const owing = await work
    .from(SubscriptionContract)
    .where({ userId, planId, status: [SubscriptionStatus.PAST_DUE, SubscriptionStatus.UNPAID] })
    .one();
  if (owing) throw new Refusal('SUBSCRIPTION_PAST_DUE', 'Your subscription to this plan waits for its payment; pay that one first.', ['planId']);
}

type Started = { subscription: SubscriptionContract; version: PlanVersion };

async function startTrial(work: Work, { subscription, version, trialEnd }: Started & { trialEnd: Date }): Promise<null> {
  await planCycle(work, { subscription, interval: version.interval, index: 0 });
  const announceAt = addMs(trialEnd, -TRIAL_NOTICE_DAYS * DAY_MS);
  if (announceAt.getTime() > work.now.getTime()) {
    const subscriptionId = subscription.id;
    await schedule(work, announceTrialEndKind, { key: subscriptionId, dueAt: announceAt, payload: { subscriptionId } });
  }
  return null;
}

/** Whoever has to pay nothing for good needs no method. */
async function isFreeByCoupon(work: Work, { discountId }: SubscriptionContract): Promise<boolean> {
  const discount = discountId ? await work.find(Discount, discountId) : null;
  return discount?.percentOff === WHOLE && discount.duration === CouponDuration.FOREVER;
}

async function startPaid(work: Work, { subscription, version, spendPoints }: Started & { spendPoints?: bigint | null }): Promise<BegunAttempt | null> {
  const isFree = version.priceIn(subscription.currency)?.amountMinor === 0n || (await isFreeByCoupon(work, subscription));
  if (!isFree && !subscription.paymentMethodId && !(await findDefaultPaymentMethod(work, subscription.userId))) {
    throw new Refusal('PAYMENT_METHOD_REQUIRED', 'Attach a payment method first, or name one.', ['paymentMethodId']);
  }
  const cycle = await planCycle(work, { subscription, interval: version.interval, index: 0 });
  // The first period is billed in this very transaction, so its job has nothing left to do.
  await unschedule(work, billCycleKind, cycle.id);
  const subscriptionId = subscription.id;
  await schedule(work, expireIncompleteKind, {
    key: subscriptionId,
    dueAt: addMs(work.now, INCOMPLETE_HOURS * HOUR_MS),
    payload: { subscriptionId },
  });
  return billCycle(work, { cycleId: cycle.id, isOffSession: false, spendPoints });
}
