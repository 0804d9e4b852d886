import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { BigIntScalar, CurrencyCodeScalar, DateTimeScalar } from '../../../platform/graphql/scalars';
import { Payload } from '../../../platform/graphql/user-error';
import { Invoice } from '../../billing/contract';
import { ChangeTiming } from '../model/cancellation';
import { PreviewedAction } from '../model/previewed-action';
import { ProrationBehavior } from '../model/proration-behavior';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionAddOnInput } from './add-on.inputs';

@InputType({ description: 'Another plan for a subscription, or another quantity, or both.' })
export class SubscriptionChangePlanInput extends RepeatableInput {
  @Field(() => ID, { description: 'The subscription.' })
  subscriptionId: string;

  @Field(() => ID, { nullable: true, description: 'The plan to change to; the running one when left out.' })
  planId?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many of the plan, 1 to 10,000; as many as now when left out.' })
  quantity?: number | null;

  @Field(() => ChangeTiming, { defaultValue: ChangeTiming.NOW, description: 'When it takes effect. With the next period no money is changed.' })
  timing: ChangeTiming;

  @Field(() => ProrationBehavior, {
    defaultValue: ProrationBehavior.CREATE_PRORATIONS,
    description: 'What a change NOW does to what was paid for the period that runs.',
  })
  prorationBehavior: ProrationBehavior;
}

@InputType({ description: 'The subscription to pause.' })
export class SubscriptionPauseInput extends RepeatableInput {
  @Field(() => ID, { description: 'The subscription.' })
  subscriptionId: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it goes on by itself; not before `subscriptionResume` when left out.' })
  resumesAt?: Date | null;
}

@InputType({ description: 'The subscription to resume.' })
export class SubscriptionResumeInput extends RepeatableInput {
  @Field(() => ID, { description: 'The subscription.' })
  subscriptionId: string;
}

@InputType({ description: 'The subscription that is to go on.' })
export class SubscriptionUncancelInput extends RepeatableInput {
  @Field(() => ID, { description: 'The subscription.' })
  subscriptionId: string;
}

@InputType({ description: 'A new subscription, or a change of one. Without a subscription it is about a new one.' })
export class SubscriptionPreviewInput {
  @Field(() => ID, { nullable: true, description: 'The subscription that is to change; a new one when left out.' })
  subscriptionId?: string | null;

  @Field(() => ID, { nullable: true, description: 'The plan; of a subscription the running one when left out.' })
  planId?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many of the plan; as many as now, or 1, when left out.' })
  quantity?: number | null;

  @Field(() => PreviewedAction, { defaultValue: PreviewedAction.CHANGE_PLAN, description: 'What would be done with the subscription. Without plan and quantity CHANGE_PLAN shows what comes anyway.' })
  action: PreviewedAction;

  @Field(() => ChangeTiming, { nullable: true, description: 'When it would take effect: as the mutation has it when left out, a change NOW, a cancellation with PERIOD_END.' })
  timing?: ChangeTiming | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'For CANCEL: the date at which it would end.' })
  cancelAt?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'For PAUSE: when it would go on by itself.' })
  resumesAt?: Date | null;

  @Field(() => ProrationBehavior, { nullable: true, description: 'What it would do to what was paid: as the mutation has it when left out, a change CREATE_PRORATIONS, a cancellation NONE.' })
  prorationBehavior?: ProrationBehavior | null;

  @Field(() => CurrencyCodeScalar, { nullable: true, description: 'Of a new subscription; the plan\'s first when left out.' })
  currency?: string | null;

  @Field(() => String, { nullable: true, description: 'A code to be redeemed with it. One that does not hold is told by an error: BAD_USER_INPUT, with the refusal\'s code as `extensions.reason`.' })
  couponCode?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a new subscription would start; now when left out.' })
  startAt?: Date | null;

  @Field(() => Int, { nullable: true, description: 'How many periods a new one would have; the plan\'s when left out, and one of a gift.' })
  termCycles?: number | null;

  @Field(() => ID, { nullable: true, description: 'Whom a new one would be a gift for: the user who has what the plan gives.' })
  giftTo?: string | null;

  @Field(() => BigIntScalar, { nullable: true, description: 'How many points would be spent on what a new one costs at once; at most what it is worth is taken. Refused with INVALID where nothing is paid now.' })
  spendPoints?: bigint | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether points pay for the periods that are billed by themselves, `nextInvoice`; as the subscription has it when left out, for a new one not.' })
  spendPointsOnRenewal?: boolean | null;

  @Field(() => [SubscriptionAddOnInput], { nullable: true, description: 'Of a new subscription, what is taken beside the plan; for CHANGE_ADD_ONS, how many of which from then on.' })
  addOns?: SubscriptionAddOnInput[] | null;

  @Field(() => ID, { nullable: true, description: 'Who would subscribe; only with a secret key that reads subscriptions, else it is yourself.' })
  userId?: string | null;
}

@ObjectType({ description: 'The changed subscription, and what was billed at once.' })
export class SubscriptionChangePlanPayload extends Payload {
  @Field(() => SubscriptionContract, { nullable: true, description: 'The subscription; null when it was refused.' })
  subscription?: SubscriptionContract;

  @Field(() => Invoice, { nullable: true, description: 'What was billed at once; null when nothing was. VOID when a decline took the change back; that of a new period stays OPEN after a decline, and is charged again by dunning.' })
  invoice?: Invoice | null;
}

@ObjectType({ description: 'The paused subscription.' })
export class SubscriptionPausePayload extends Payload {
  @Field(() => SubscriptionContract, { nullable: true, description: 'The subscription; null when it was refused.' })
  subscription?: SubscriptionContract;
}

@ObjectType({ description: 'The resumed subscription.' })
export class SubscriptionResumePayload extends Payload {
  @Field(() => SubscriptionContract, { nullable: true, description: 'The subscription; null when it was refused.' })
  subscription?: SubscriptionContract;
}

@ObjectType({ description: 'The subscription that goes on.' })
export class SubscriptionUncancelPayload extends Payload {
  @Field(() => SubscriptionContract, { nullable: true, description: 'The subscription; null when it was refused.' })
  subscription?: SubscriptionContract;
}
