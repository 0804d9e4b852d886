import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { Payload } from '../../../platform/graphql/user-error';
import { SwapScope } from '../model/box-swap.entity';
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
