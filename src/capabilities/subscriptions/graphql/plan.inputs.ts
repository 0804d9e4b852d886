import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { IntervalUnit } from '../../../kernel/calendar';
import { MoneyInput } from '../../../platform/graphql/money.input';
import { Payload } from '../../../platform/graphql/user-error';
import { Plan } from '../model/plan.entity';
import { PlanInterval } from '../model/plan-interval';
import { PlanLifeInput } from './plan-life.inputs';

@InputType({ description: 'A new plan.' })
export class PlanCreateInput extends PlanLifeInput {
  @Field(() => String, { description: 'Its name for people.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'What a subscriber gets.' })
  description?: string | null;

  @Field(() => PlanInterval, { description: 'Unit of the billing period.' })
  interval: IntervalUnit;

  @Field(() => Int, { defaultValue: 1, description: 'How many units a period has.' })
  intervalCount: number;

  @Field(() => MoneyInput, { description: 'Price of one period and one piece; zero for a free plan.' })
  price: MoneyInput;

  @Field(() => Int, { defaultValue: 0, description: 'Calendar days before the first paid period, at most 730.' })
  trialDays: number;

  @Field(() => String, { nullable: true, description: 'The id of this plan in your own system; unique.' })
  externalId?: string | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Free for your own use.' })
  metadata?: Record<string, unknown> | null;
}

@InputType({ description: 'What to change of a plan; what is left out stays. New terms hold for new subscriptions only.' })
export class PlanUpdateInput extends PlanLifeInput {
  @Field(() => ID, { description: 'The plan.' })
  planId: string;

  @Field(() => String, { nullable: true, description: 'A new name.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'A new description.' })
  description?: string | null;

  @Field(() => PlanInterval, { nullable: true, description: 'A new unit of the billing period.' })
  interval?: IntervalUnit | null;

  @Field(() => Int, { nullable: true, description: 'How many units a period has.' })
  intervalCount?: number | null;

  @Field(() => MoneyInput, { nullable: true, description: 'A new price.' })
  price?: MoneyInput | null;

  @Field(() => Int, { nullable: true, description: 'A new length of the trial.' })
  trialDays?: number | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Replaces the metadata.' })
  metadata?: Record<string, unknown> | null;
}

@InputType({ description: 'The plan to take off offer.' })
export class PlanArchiveInput {
  @Field(() => ID, { description: 'The plan.' })
  planId: string;
}

@ObjectType({ description: 'What a plan mutation answers.' })
abstract class PlanPayload extends Payload {
  @Field(() => Plan, { nullable: true, description: 'The plan; null when it was refused.' })
  plan?: Plan;
}

@ObjectType({ description: 'The new plan.' })
export class PlanCreatePayload extends PlanPayload {}

@ObjectType({ description: 'The changed plan.' })
export class PlanUpdatePayload extends PlanPayload {}

@ObjectType({ description: 'The archived plan.' })
export class PlanArchivePayload extends PlanPayload {}
