import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { Payload } from '../../../platform/graphql/user-error';
import { BoxPolicy } from '../model/box-policy.entity';
import { SwapScope } from '../model/box-swap.entity';
import { ShortagePolicy } from '../model/shortage-policy';
import { SubscriptionContract } from '../model/subscription-contract.entity';

@InputType({ description: 'What to take instead of a variant of the plan\'s box.' })
export class SubscriptionSwapInput extends RepeatableInput {
  @Field(() => ID, { description: 'The subscription.' })
  subscriptionId: string;

  @Field(() => ID, { description: 'A variant of the plan\'s box.' })
  variantId: string;

  @Field(() => ID, { nullable: true, description: 'One of its alternatives; the plan\'s own again when left out.' })
  replacementVariantId?: string | null;

  @Field(() => SwapScope, { defaultValue: SwapScope.NEXT_DELIVERY, description: 'For how long.' })
  scope: SwapScope;
}

@ObjectType({ description: 'The subscription with its other box.' })
export class SubscriptionSwapPayload extends Payload {
  @Field(() => SubscriptionContract, { nullable: true, description: 'The subscription; null when it was refused.' })
  subscription?: SubscriptionContract;
}

@InputType({ description: 'What to change of how goods are secured; what is left out stays.' })
export class BoxPolicyUpdateInput {
  @Field(() => ShortagePolicy, { nullable: true, description: 'What is done when goods are short at a renewal.' })
  onShortage?: ShortagePolicy | null;

  @Field(() => Int, { nullable: true, description: 'How many days before a renewal its goods are reserved, 0 to 60; for periods that are planned from then on.' })
  reserveDaysBefore?: number | null;
}

@ObjectType({ description: 'How goods are secured from now on.' })
export class BoxPolicyUpdatePayload extends Payload {
  @Field(() => BoxPolicy, { nullable: true, description: 'The policy; null when it was refused.' })
  boxPolicy?: BoxPolicy;
}
