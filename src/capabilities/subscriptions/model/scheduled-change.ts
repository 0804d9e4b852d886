import { Field, Int, ObjectType } from 'type-graphql';
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
  return { action: scheduledAction, effectiveAt: scheduledAt, quantity: scheduledQuantity, planId: scheduledPlanId };
}

/** There is none any more. */
export function clearScheduledChange(subscription: SubscriptionContract): void {
  Object.assign(subscription, { scheduledAction: null, scheduledAt: null, scheduledPlanId: null, scheduledPlanVersionId: null, scheduledQuantity: null, scheduledAddOns: null });
}
