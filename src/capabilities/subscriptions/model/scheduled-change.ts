import { Field, Int, ObjectType } from 'type-graphql';
import { periodAt, type Interval } from '../../../kernel/calendar';
import { isBefore, laterOf } from '../../../kernel/clock';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { ScheduledAction } from './scheduled-action';
import type { SubscriptionContract } from './subscription-contract.entity';

@ObjectType({ description: 'What is to happen to a subscription, at the end of the period that runs or at a date. A new one takes the place of it.' })
export class ScheduledChange {
  @Field(() => ScheduledAction, { description: 'What.' })
  action: ScheduledAction;

  @Field(() => DateTimeScalar, { description: 'When.' })
  effectiveAt: Date;

  @Field(() => Int, { nullable: true, description: 'How many of the plan from then on; null when that does not change.' })
  quantity: number | null;

  planId: string | null;
}

export function scheduledChangeOf(subscription: SubscriptionContract): ScheduledChange | null {
  const { cancelAtPeriodEnd, cancelAt, currentPeriodEnd, scheduledAction, scheduledAt, scheduledPlanId, scheduledQuantity } = subscription;
  if (cancelAtPeriodEnd) return { action: ScheduledAction.CANCEL, effectiveAt: currentPeriodEnd, quantity: null, planId: null };
  if (cancelAt) return { action: ScheduledAction.CANCEL, effectiveAt: cancelAt, quantity: null, planId: null };
  if (!scheduledAction || !scheduledAt) return null;
  return { action: scheduledAction, effectiveAt: laterOf(scheduledAt, currentPeriodEnd), quantity: scheduledQuantity, planId: scheduledPlanId };
}

/** In a pause other terms wait for the first period that is billed: the one that starts with the pause's end, or after it. */
export function afterPause(change: ScheduledChange, { anchor, resumesAt }: Pick<SubscriptionContract, 'anchor' | 'resumesAt'>, interval: Interval): ScheduledChange {
  if (!resumesAt || !isBefore(change.effectiveAt, resumesAt)) return change;
  const { startAt, endAt } = periodAt(anchor, interval, resumesAt);
  return { ...change, effectiveAt: startAt.getTime() === resumesAt.getTime() ? startAt : endAt };
}

/** There is none any more. */
export function clearScheduledChange(subscription: SubscriptionContract): void {
  Object.assign(subscription, { scheduledAction: null, scheduledAt: null, scheduledPlanId: null, scheduledPlanVersionId: null, scheduledQuantity: null, scheduledAddOns: null });
}
