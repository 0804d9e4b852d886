import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { Payload } from '../../../platform/graphql/user-error';
import { SubscriptionContract } from '../model/subscription-contract.entity';

@InputType({ description: 'The coupon that a subscription is to run with, by its code, or by its id.' })
export class SubscriptionCouponApplyInput extends RepeatableInput {
  @Field(() => ID, { description: 'The subscription.' })
  subscriptionId: string;

  @Field(() => String, { nullable: true, description: 'A promotion code, or the code of a coupon, in capital letters or not.' })
  couponCode?: string | null;

  @Field(() => ID, { nullable: true, description: 'A coupon, in place of a code; only with the permission billing.manageCoupons.' })
  couponId?: string | null;
}

@InputType({ description: 'The subscription that is to run without a coupon.' })
export class SubscriptionCouponRemoveInput extends RepeatableInput {
  @Field(() => ID, { description: 'The subscription.' })
  subscriptionId: string;
}

@ObjectType({ description: 'The subscription with its coupon.' })
export class SubscriptionCouponApplyPayload extends Payload {
  @Field(() => SubscriptionContract, { nullable: true, description: 'The subscription; null when it was refused.' })
  subscription?: SubscriptionContract;
}

@ObjectType({ description: 'The subscription without a coupon.' })
export class SubscriptionCouponRemovePayload extends Payload {
  @Field(() => SubscriptionContract, { nullable: true, description: 'The subscription; null when it was refused.' })
  subscription?: SubscriptionContract;
}
