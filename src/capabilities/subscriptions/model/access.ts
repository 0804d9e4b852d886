import { addMs, DAY_MS, isBefore } from '../../../kernel/clock';
import { ScheduledAction } from './scheduled-action';
import type { SubscriptionContract } from './subscription-contract.entity';
import { SubscriptionStatus } from './subscription-states';
import { isTermDone } from './term';

/** What a subscription's access depends on. */
export interface Standing {
  readonly status: SubscriptionStatus;
  readonly currentPeriodStart: Date;
  readonly currentPeriodEnd: Date;
  /** No paid period follows: it ends with the one that runs, or skips the next. */
  readonly isLast: boolean;
  readonly cancelAt: Date | null;
  readonly pausedAt: Date | null;
  /** When the oldest period that is billed and not paid began; null when nothing is owed. */
  readonly overdueSince: Date | null;
  /** How many days it may be overdue before access ends. */
  readonly accessDays: number;
  /** The period that runs was skipped, by a pause or by the subscriber, and nothing was paid for a part of it; or a bank took its money back. */
  readonly isUnpaidFor: boolean;
}

export interface Access {
  readonly hasAccess: boolean;
  /** When it ends, if nothing else happens before; null when it does not end by itself, and without access. */
  readonly endsAt: Date | null;
}

/** States in which there may be access. */
export const MAY_HAVE_ACCESS = [SubscriptionStatus.TRIALING, SubscriptionStatus.ACTIVE, SubscriptionStatus.PAST_DUE, SubscriptionStatus.PAUSED] as const;

const NONE: Access = { hasAccess: false, endsAt: null };

/**
 * Whether a subscriber may use what the plan grants: the one place that decides it. In a trial and while it is paid, yes; overdue,
 * within the grace days; paused, as long as the period lasts that was paid; ending with its period or at a date, until then. Never in a period
 * that is skipped: else whoever skips or pauses over every renewal would have it for nothing.
 */
export function accessOf(standing: Standing, { now }: { now: Date }): Access {
  const { status, currentPeriodEnd, isLast, cancelAt } = standing;
  const ending = earlierOf(cancelAt, isLast ? currentPeriodEnd : null);
  if (standing.isUnpaidFor) return NONE;
  switch (status) {
    case SubscriptionStatus.TRIALING:
    case SubscriptionStatus.ACTIVE:
      return until(ending, now);
    case SubscriptionStatus.PAST_DUE:
      return until(earlierOf(addMs(standing.overdueSince ?? standing.currentPeriodStart, standing.accessDays * DAY_MS), ending), now);
    case SubscriptionStatus.PAUSED:
      return isPausedInPaidPeriod(standing) ? until(earlierOf(currentPeriodEnd, ending), now) : NONE;
    default:
      return NONE;
  }
}

/** The periods that a pause skips begin after it, and nobody paid for them. */
function isPausedInPaidPeriod({ pausedAt, overdueSince, currentPeriodStart }: Standing): boolean {
  return overdueSince === null && pausedAt !== null && !isBefore(pausedAt, currentPeriodStart);
}

function until(endsAt: Date | null, now: Date): Access {
  return endsAt && !isBefore(now, endsAt) ? NONE : { hasAccess: true, endsAt };
}

function earlierOf(a: Date | null, b: Date | null): Date | null {
  return a && b ? (isBefore(b, a) ? b : a) : (a ?? b);
}

/** Of a subscription, by what is known now. */
export function isLastPeriod(subscription: Pick<SubscriptionContract, 'cancelAtPeriodEnd' | 'scheduledAction' | 'isTermOver' | 'hasOwnTerm' | 'scheduledPlanId' | 'planId'>): boolean {
  return subscription.cancelAtPeriodEnd || subscription.scheduledAction === ScheduledAction.SKIP_CYCLE || isTermDone(subscription);
}
