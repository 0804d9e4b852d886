import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { Payload } from '../../../platform/graphql/user-error';
import { ShippingAddress } from '../../identity/contract';
import { SubscriptionContract } from '../model/subscription-contract.entity';

@InputType({ description: 'What to change of a subscription; what is left out stays.' })
export class SubscriptionUpdateInput extends RepeatableInput {
  @Field(() => ID, { description: 'The subscription.' })
  subscriptionId: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The payer\'s method to charge; null for her default one at the moment of each charge. One that was not tried yet is charged at once for what is owed.',
  })
  paymentMethodId?: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the payer\'s points pay for the periods that are billed by themselves from now on: as many as she has then, at most what the invoice is worth. What is billed keeps what it took.',
  })
  spendPointsOnRenewal?: boolean | null;

  @Field(() => ShippingAddress, { nullable: true, description: 'Where its boxes are sent from now on; null for nowhere.' })
  shippingAddress?: ShippingAddress | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Free for your own use.' })
  metadata?: Record<string, unknown> | null;
}

@ObjectType({ description: 'The changed subscription.' })
export class SubscriptionUpdatePayload extends Payload {
  @Field(() => SubscriptionContract, { nullable: true, description: 'The subscription; null when it was refused.' })
  subscription?: SubscriptionContract;
}
