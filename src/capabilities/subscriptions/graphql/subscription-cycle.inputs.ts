import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { Payload } from '../../../platform/graphql/user-error';
import { BillingCycle } from '../model/billing-cycle.entity';
import { SubscriptionContract } from '../model/subscription-contract.entity';

@InputType({ description: 'The subscription whose next period is to be skipped.' })
export class SubscriptionSkipCycleInput extends RepeatableInput {
  @Field(() => ID, { description: 'The subscription.' })
  subscriptionId: string;
}

@InputType({ description: 'The subscription whose next period is to be billed after all.' })
export class SubscriptionUnskipCycleInput extends RepeatableInput {
  @Field(() => ID, { description: 'The subscription.' })
  subscriptionId: string;
}

@InputType({ description: 'The parked subscription that is to go on.' })
export class SubscriptionUnparkInput extends RepeatableInput {
  @Field(() => ID, { description: 'The subscription.' })
  subscriptionId: string;
}

@InputType({ description: 'The period that is to go on.' })
export class SubscriptionReleaseCycleInput extends RepeatableInput {
  @Field(() => ID, { description: 'The billing cycle.' })
  cycleId: string;
}

@ObjectType({ description: 'The period that goes on.' })
export class SubscriptionReleaseCyclePayload extends Payload {
  @Field(() => BillingCycle, { nullable: true, description: 'The billing cycle; null when it was refused.' })
  cycle?: BillingCycle;
}

@ObjectType({ description: 'What became of the subscription.' })
abstract class SubscriptionPayload extends Payload {
  @Field(() => SubscriptionContract, { nullable: true, description: 'The subscription; null when it was refused.' })
  subscription?: SubscriptionContract;
}

@ObjectType({ description: 'The subscription that skips its next period.' })
export class SubscriptionSkipCyclePayload extends SubscriptionPayload {}

@ObjectType({ description: 'The subscription that does not.' })
export class SubscriptionUnskipCyclePayload extends SubscriptionPayload {}

@ObjectType({ description: 'The subscription that goes on.' })
export class SubscriptionUnparkPayload extends SubscriptionPayload {}
