import type { Interval } from '../../../kernel/calendar';
import { divideRounded } from '../../../kernel/money';
import { Refusal } from '../../../kernel/refusal';
import { ChangeTiming } from './cancellation';
import type { PlanVersion } from './plan-version.entity';
import { ScheduledAction } from './scheduled-action';
import type { SubscriptionContract } from './subscription-contract.entity';
import { SubscriptionStatus } from './subscription-states';

/** States in which a subscription may be on old terms and go on. */
export const MOVABLE = [SubscriptionStatus.TRIALING, SubscriptionStatus.ACTIVE, SubscriptionStatus.PAST_DUE, SubscriptionStatus.PAUSED] as const;

type Movable = Pick<SubscriptionContract, 'planId' | 'status' | 'cancelAtPeriodEnd' | 'currency' | 'scheduledPlanId' | 'scheduledAction'>;

/** Why a subscription stays where it is; null when it may be moved. */
export function refusalToMove(subscription: Movable, { from, to, timing }: { from: PlanVersion; to: PlanVersion; timing: ChangeTiming }): Refusal | null {
  const { status, cancelAtPeriodEnd, currency, scheduledPlanId, scheduledAction, planId } = subscription;
  if (!(MOVABLE as readonly SubscriptionStatus[]).includes(status)) return no(`This subscription is ${status}.`);
  if (cancelAtPeriodEnd) return no('This subscription ends with its period.');
  if (scheduledPlanId && scheduledPlanId !== planId) return no('Its subscriber has chosen another plan for the next period.');
  const billed = currency ?? from.currency;
  if (!to.priceIn(billed)) return new Refusal('INVALID', `The plan has no price in ${billed}, which the subscription is in.`);
  if (timing === ChangeTiming.PERIOD_END) return scheduledAction === ScheduledAction.SKIP_CYCLE ? no('Its subscriber skips the next period.') : null;
  if (!isSameInterval(from.interval, to.interval)) return no('The new terms have another interval: they can begin with the next period only.');
  if (from.metersIn(billed).length > 0) return no('What was used is billed by the old terms: the new ones can begin with the next period only.');
  return null;
}

function no(message: string): Refusal {
  return new Refusal('SUBSCRIPTION_NOT_CHANGEABLE', message);
}

function isSameInterval(a: Interval, b: Interval): boolean {
  return a.unit === b.unit && a.count === b.count;
}

/** Months of the unit, as a fraction: a year has 365 days, 52 weeks and 12 months. */
const MONTHS = { DAY: [12n, 365n], WEEK: [12n, 52n], MONTH: [1n, 1n], YEAR: [12n, 1n] } as const;

/** What a price for each interval makes in a month, in minor units, rounded half away from zero. */
export function monthlyMinor(priceMinor: bigint, { unit, count }: Interval): bigint {
  const [months, units] = MONTHS[unit];
  return divideRounded(priceMinor * units, months * BigInt(count));
}
