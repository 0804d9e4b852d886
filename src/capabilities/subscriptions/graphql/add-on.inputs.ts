import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MoneyInput } from '../../../platform/graphql/money.input';
import { Money } from '../../../platform/graphql/money.type';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { Payload } from '../../../platform/graphql/user-error';
import { Invoice } from '../../billing/contract';
import { AddOn } from '../model/add-on.entity';
import { ChangeTiming } from '../model/cancellation';
import { Plan } from '../model/plan.entity';
import { ProrationBehavior } from '../model/proration-behavior';
import { SubscriptionContract } from '../model/subscription-contract.entity';

@InputType({ description: 'How many of an add-on.' })
export class SubscriptionAddOnInput {
  @Field(() => ID, { description: 'An add-on that the plan offers.' })
  addOnId: string;

  @Field(() => Int, { defaultValue: 1, description: 'How many, 0 to 10,000; 0 takes it off.' })
  quantity: number;
}

@InputType({ description: 'Other add-ons of a subscription.' })
export class SubscriptionChangeAddOnsInput extends RepeatableInput {
  @Field(() => ID, { description: 'The subscription.' })
  subscriptionId: string;

  @Field(() => [SubscriptionAddOnInput], { description: 'How many of which; those that are not named stay.' })
  addOns: SubscriptionAddOnInput[];

  @Field(() => ChangeTiming, { defaultValue: ChangeTiming.NOW, description: 'When it takes effect. With the next period no money is changed.' })
  timing: ChangeTiming;

  @Field(() => ProrationBehavior, {
    defaultValue: ProrationBehavior.CREATE_PRORATIONS,
    description: 'What a change NOW does to what was paid for the period that runs. ALWAYS_INVOICE bills and charges it at once, and a decline takes the change back; NONE is for staff.',
  })
  prorationBehavior: ProrationBehavior;
}

@InputType({ description: 'A new add-on.' })
export class AddOnCreateInput {
  @Field(() => String, { description: 'Its name, 1 to 255 characters.' })
  name: string;

  @Field(() => MoneyInput, { description: 'Price of one for one period of the plan that it is taken with.' })
  price: MoneyInput;

  @Field(() => [MoneyInput], { nullable: true, description: 'The price in other currencies: one each.' })
  prices?: MoneyInput[] | null;

  @Field(() => String, { nullable: true, description: 'What it is taxed as; as the plan when left out.' })
  taxCategory?: string | null;
}

@InputType({ description: 'The add-on to take off offer.' })
export class AddOnArchiveInput {
  @Field(() => ID, { description: 'The add-on.' })
  addOnId: string;
}

@InputType({ description: 'What may be taken beside a plan.' })
export class PlanAddOnsSetInput {
  @Field(() => ID, { description: 'The plan.' })
  planId: string;

  @Field(() => [ID], { description: 'The add-ons, in the order in which they are shown, at most 50.' })
  addOnIds: string[];
}

@ObjectType({ description: 'The new add-on.' })
export class AddOnCreatePayload extends Payload {
  @Field(() => AddOn, { nullable: true, description: 'The add-on; null when it was refused.' })
  addOn?: AddOn;
}

@ObjectType({ description: 'The archived add-on.' })
export class AddOnArchivePayload extends Payload {
  @Field(() => AddOn, { nullable: true, description: 'The add-on; null when it was refused.' })
  addOn?: AddOn;
}

@ObjectType({ description: 'The plan with its add-ons.' })
export class PlanAddOnsSetPayload extends Payload {
  @Field(() => Plan, { nullable: true, description: 'The plan; null when it was refused.' })
  plan?: Plan;
}

@ObjectType({ description: 'The subscription with its add-ons, and what was billed at once.' })
export class SubscriptionChangeAddOnsPayload extends Payload {
  @Field(() => SubscriptionContract, { nullable: true, description: 'The subscription; null when it was refused.' })
  subscription?: SubscriptionContract;

  @Field(() => Invoice, { nullable: true, description: 'What was billed at once; null when nothing was. VOID when a decline took the change back.' })
  invoice?: Invoice | null;
}

@ObjectType({ description: 'What a subscription has beside its plan.' })
export class SubscriptionAddOn {
  @Field(() => ID, { description: 'The add-on.' })
  addOnId: string;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => Int, { description: 'How many.' })
  quantity: number;

  @Field(() => Money, { description: 'What one of it costs in a period, by the price at which it was taken.' })
  price: Money;
}
