import { defineEvent } from '../../platform/events/define-event';

interface OfSubscription {
  readonly [key: string]: string | number | bigint | boolean | Date | null | undefined;
  readonly subscriptionId: string;
  readonly userId: string;
  readonly planId: string;
  /** The terms, which never change; with the quantity, what it pays for from then on. Since version 2, like the next two. */
  readonly planVersionId: string;
  readonly quantity: number;
  /** Of several that the plan has prices in; null for the version's own. */
  readonly currency: string | null;
  /** The state after the change. */
  readonly status: string;
  /** What add-ons cost in a whole period, in minor units; left out without any. */
  readonly addOnsMinor?: bigint;
}

interface OfCycle extends OfSubscription {
  readonly cycleId: string;
  readonly index: number;
  readonly periodStart: Date;
  readonly periodEnd: Date;
}

interface Charged extends OfCycle {
  readonly invoiceId: string | null;
  readonly amountMinor: bigint;
  readonly currency: string;
}

/** Of a change in the middle of a period, in minor units; null of others. */
interface Proration {
  /** Given back of the old terms. */
  readonly creditMinor: bigint | null;
  /** The rest of the period by the new terms. */
  readonly chargeMinor: bigint | null;
  readonly currency: string;
}

/** Why terms changed, where nobody asked for it this moment: as it was scheduled, for everybody on old terms, or back, because it was not paid, or its bill was withdrawn. */
type ChangeReason = 'SCHEDULED' | 'MIGRATION' | 'PAYMENT_FAILED' | 'WITHDRAWN';

const about = { object: 'subscriptionId', user: 'userId', version: 2 } as const;

export const subscriptionCreated = defineEvent<OfSubscription>({
  ...about,
  type: 'subscription.created',
  description: 'A user subscribed to a plan.',
});
export const subscriptionStarted = defineEvent<OfSubscription>({
  ...about,
  type: 'subscription.started',
  description: 'The day came on which a subscription was to start: its trial, or its first period.',
});
export const subscriptionActivated = defineEvent<OfSubscription>({
  ...about,
  type: 'subscription.activated',
  description: 'A subscription became active: its first payment succeeded, or what it owed while it was UNPAID was paid.',
});
export const subscriptionTrialWillEnd = defineEvent<OfSubscription & { trialEnd: Date }>({
  ...about,
  type: 'subscription.trial_will_end',
  description: 'A trial ends in a few days.',
});
export const subscriptionRenewalUpcoming = defineEvent<Charged>({
  ...about,
  type: 'subscription.renewal_upcoming',
  description: 'A renewal will be charged in a few days.',
});
export const subscriptionCycleSettled = defineEvent<Charged>({
  ...about,
  type: 'subscription.cycle_settled',
  description: 'A period was paid, or cost nothing; the first one included.',
});
export const subscriptionRenewed = defineEvent<Charged>({
  ...about,
  type: 'subscription.renewed',
  description: 'A period after the first was paid, or cost nothing.',
});
/** `needsMethod`: no payment method that it has can be tried again. */
export const subscriptionPastDue = defineEvent<OfCycle & { invoiceId: string | null; retryAt: Date | null; needsMethod: boolean }>({
  ...about,
  type: 'subscription.past_due',
  description: 'A renewal could not be charged.',
});
export const subscriptionUnpaid = defineEvent<OfCycle & { invoiceId: string | null }>({
  ...about,
  type: 'subscription.unpaid',
  description: 'The last attempt to charge a renewal failed: the subscription waits for a payment, and its later invoices stay drafts.',
});
export const subscriptionPlanChanged = defineEvent<OfSubscription & { fromPlanId: string; fromPlanVersionId: string; fromQuantity: number; reason: ChangeReason | null } & Proration>({
  ...about,
  type: 'subscription.plan_changed',
  description: 'A subscription goes on with another plan, or another quantity of it.',
});
export const subscriptionAddOnsChanged = defineEvent<OfSubscription & { reason: ChangeReason | null } & Proration>({
  ...about,
  type: 'subscription.add_ons_changed',
  description: 'A subscription has other add-ons, or more or less of them, from now on.',
});
/** `toQuantity` and `toPlanId`: from `effectiveAt` on; the same as now where only add-ons change. `reason`: null when a subscriber asked for it. */
export const subscriptionChangeScheduled = defineEvent<OfSubscription & { toPlanId: string; toQuantity: number; effectiveAt: Date; reason: 'MIGRATION' | null }>({
  ...about,
  type: 'subscription.change_scheduled',
  description: 'A subscription is to go on with another plan, quantity or add-ons from its next period on.',
});
export const subscriptionChangeWithdrawn = defineEvent<OfSubscription & { toPlanId: string; toQuantity: number }>({
  ...about,
  type: 'subscription.change_withdrawn',
  description: 'What was to change with the next period does not: it was taken back, or something else takes its place.',
});
export const subscriptionCouponRemoved = defineEvent<OfSubscription & { discountId: string }>({
  ...about,
  type: 'subscription.coupon_removed',
  description: 'The coupon of a subscription was ended: coming invoices are not reduced. One that is redeemed is told by coupon.redeemed.',
});
/** `reason`: null when somebody asked for it. */
export const subscriptionPaused = defineEvent<OfSubscription & { resumesAt: Date | null; reason: string | null }>({
  ...about,
  type: 'subscription.paused',
  description: 'A subscription pauses: its periods are skipped until it is resumed.',
});
export const subscriptionResumed = defineEvent<OfSubscription>({
  ...about,
  type: 'subscription.resumed',
  description: 'A pause is over: the next period is billed when it starts.',
});
export const subscriptionSkipScheduled = defineEvent<OfSubscription & { periodStart: Date }>({
  ...about,
  type: 'subscription.skip_scheduled',
  description: 'The next period is to be skipped.',
});
export const subscriptionSkipWithdrawn = defineEvent<OfSubscription>({
  ...about,
  type: 'subscription.skip_withdrawn',
  description: 'The next period is billed after all.',
});
export const subscriptionCycleSkipped = defineEvent<OfCycle>({
  ...about,
  type: 'subscription.cycle_skipped',
  description: 'A period started that its subscriber wanted to be skipped: it is not billed.',
});
export const subscriptionCycleHeld = defineEvent<OfCycle & { reason: string; heldUntil: Date | null }>({
  ...about,
  type: 'subscription.cycle_held',
  description: 'A period is due and is held back: it is neither billed nor charged yet.',
});
export const subscriptionParked = defineEvent<OfCycle & { reason: string }>({
  ...about,
  type: 'subscription.parked',
  description: 'A period was not billed because it would have been billed twice; a person must look.',
});
export const subscriptionUnparked = defineEvent<OfSubscription>({
  ...about,
  type: 'subscription.unparked',
  description: 'A person looked, and the subscription is billed on.',
});
export const subscriptionUncanceled = defineEvent<OfSubscription>({
  ...about,
  type: 'subscription.uncanceled',
  description: 'A cancellation at the end of the period, or at a date, was taken back.',
});
export const subscriptionCanceled = defineEvent<OfSubscription & { atPeriodEnd: boolean; endsAt: Date; feedback: string | null }>({
  ...about,
  type: 'subscription.canceled',
  description: 'A cancellation at the end of the period, or at a date, was asked for, while `status` is what it was; or one took effect, and `status` is CANCELED.',
});
export const subscriptionExpired = defineEvent<OfSubscription>({
  ...about,
  type: 'subscription.expired',
  description: 'A subscription ended by itself: its first payment never came, or its term was over.',
});
export const subscriptionDeliveryDue = defineEvent<OfSubscription & { deliveryId: string; cycleId: string; deliveryIndex: number; dueAt: Date }>({
  ...about,
  type: 'subscription.delivery_due',
  description: 'A box of a paid period is to be sent: what is in it stands on the delivery.',
});
/** `reason`: SUBSTITUTE or SKIP_WITH_CREDIT. */
export const subscriptionGoodsShort = defineEvent<OfCycle & { reason: string }>({
  ...about,
  type: 'subscription.goods_short',
  description: 'Goods of a renewal\'s box were short: something else is sent, or the box is skipped and not charged, as `reason` says. One that is held is told by subscription.cycle_held.',
});
const aboutCancellation = { object: 'sessionId', user: 'userId' } as const;

/** A reason is a code; the comment stays in the session. */
interface OfCancellation {
  readonly [key: string]: string | Date;
  readonly sessionId: string;
  readonly subscriptionId: string;
  readonly userId: string;
  readonly feedback: string;
}

export const cancellationStarted = defineEvent<OfCancellation>({
  ...aboutCancellation,
  type: 'cancellation.started',
  description: 'Somebody wants to cancel a subscription, and was shown what is offered instead.',
});
export const cancellationOfferAccepted = defineEvent<OfCancellation & { offerId: string; offerKind: string }>({
  ...aboutCancellation,
  type: 'cancellation.offer_accepted',
  description: 'Somebody who wanted to cancel took an offer, and stays.',
});
export const cancellationConfirmed = defineEvent<OfCancellation & { planId: string; endsAt: Date }>({
  ...aboutCancellation,
  type: 'cancellation.confirmed',
  description: 'Somebody canceled a subscription in spite of the offers.',
});
export const entitlementUpdated = defineEvent<OfSubscription & { status: string; hasAccess: boolean }>({
  ...about,
  type: 'entitlement.updated',
  description: 'What a subscription\'s plan and add-ons grant may be used from now on, or no longer, or other add-ons grant something.',
});
