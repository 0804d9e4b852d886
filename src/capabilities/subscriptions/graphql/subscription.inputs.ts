import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { BigIntScalar } from '../../../platform/graphql/scalars';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { CurrencyCodeScalar, DateTimeScalar } from '../../../platform/graphql/scalars';
import { Payload } from '../../../platform/graphql/user-error';
import { CancellationFeedback, ChangeTiming } from '../model/cancellation';
import { ProrationBehavior } from '../model/proration-behavior';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStartInput } from './subscription-start.inputs';

@InputType({ description: 'A new subscription.' })
export class SubscriptionCreateInput extends SubscriptionStartInput {
  @Field(() => ID, { description: 'The plan.' })
  planId: string;

  @Field(() => Int, { defaultValue: 1, description: 'How many of the plan, 1 to 10,000.' })
  quantity: number;

  @Field(() => CurrencyCodeScalar, { nullable: true, description: 'What it is billed in, for good: a currency that the plan has a price in; the plan\'s first when left out.' })
  currency?: string | null;

  @Field(() => ID, { nullable: true, description: 'The method to charge; the default at the moment of each charge when left out.' })
  paymentMethodId?: string | null;

  @Field(() => String, { nullable: true, description: 'A promotion code, or the code of a coupon, in capital letters or not. One that does not hold refuses the subscription: NOT_FOUND or COUPON_...' })
  couponCode?: string | null;

  @Field(() => BigIntScalar, {
    nullable: true,
    description: 'How many of the subscriber\'s points pay for the first period, after tax; at most what it is worth is taken. Refuses POINTS_INSUFFICIENT and POINTS_NOT_ACCEPTED, and INVALID with a trial.',
  })
  spendPoints?: bigint | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the payer\'s points pay for the periods that are billed by themselves, also the first one after a trial or at `startAt`: as many as she has then, at most what the invoice is worth. `spendPoints` is for what is billed at once.',
  })
  spendPointsOnRenewal: boolean;

  @Field(() => ID, { nullable: true, description: 'Whom to subscribe; only with a secret key.' })
  userId?: string | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Free for your own use.' })
  metadata?: Record<string, unknown> | null;
}

@InputType({ description: 'The subscription to cancel.' })
export class SubscriptionCancelInput extends RepeatableInput {
  @Field(() => ID, { description: 'The subscription.' })
  subscriptionId: string;

  @Field(() => ChangeTiming, { defaultValue: ChangeTiming.PERIOD_END, description: 'When it ends.' })
  timing: ChangeTiming;

  @Field(() => DateTimeScalar, { nullable: true, description: 'A date in the future at which it ends, in place of the timing; periods until then are billed.' })
  cancelAt?: Date | null;

  @Field(() => ProrationBehavior, {
    defaultValue: ProrationBehavior.NONE,
    description: 'Whether what is paid for the rest of the period becomes credit, when it ends NOW or at a date. NONE: nothing does.',
  })
  prorationBehavior: ProrationBehavior;

  @Field(() => CancellationFeedback, { nullable: true, description: 'Why.' })
  feedback?: CancellationFeedback | null;

  @Field(() => String, { nullable: true, description: 'Why, in the subscriber\'s own words; at most 2,000 characters.' })
  comment?: string | null;
}

@ObjectType({ description: 'The new subscription. A decline is no refusal: it comes with the INCOMPLETE subscription.' })
export class SubscriptionCreatePayload extends Payload {
  @Field(() => SubscriptionContract, { nullable: true, description: 'The subscription; null when it was refused.' })
  subscription?: SubscriptionContract;
}

@ObjectType({ description: 'The canceled subscription.' })
export class SubscriptionCancelPayload extends Payload {
  @Field(() => SubscriptionContract, { nullable: true, description: 'The subscription; null when it was refused.' })
  subscription?: SubscriptionContract;
}
