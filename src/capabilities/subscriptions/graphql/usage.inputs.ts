import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { BigIntScalar, DateTimeScalar } from '../../../platform/graphql/scalars';
import { Payload } from '../../../platform/graphql/user-error';
import { RecordedUsage } from '../model/meter-usage';
import { SubscriptionContract } from '../model/subscription-contract.entity';

@InputType({ description: 'So much was used. The idempotency key is that of the record, for good, within its subscription.' })
export class UsageRecordInput extends RepeatableInput {
  @Field(() => ID, { description: 'The subscription.' })
  subscriptionId: string;

  @Field(() => String, { description: 'What was counted: a meter of the plan.' })
  meter: string;

  @Field(() => BigIntScalar, { description: 'Units, at least 1.' })
  quantity: bigint;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was used; now when left out.' })
  at?: Date | null;
}

@ObjectType({ description: 'What was taken down.' })
export class UsageRecordPayload extends Payload {
  @Field(() => RecordedUsage, { nullable: true, description: 'The record; null when it was refused.' })
  usage?: RecordedUsage;

  @Field(() => SubscriptionContract, { nullable: true, description: 'The subscription; null when it was refused.' })
  subscription?: SubscriptionContract;
}
