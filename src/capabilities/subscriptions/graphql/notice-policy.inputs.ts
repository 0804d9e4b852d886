import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { Payload } from '../../../platform/graphql/user-error';
import { NoticePolicy } from '../model/notice-policy.entity';

@InputType({ description: 'How renewals are to be announced. What is left out stays.' })
export class RenewalNoticePolicyUpdateInput extends RepeatableInput {
  @Field(() => Int, { nullable: true, description: 'Days before a renewal, 0 to 60; 5 unless something else was said.' })
  renewalDays?: number | null;

  @Field(() => Int, { nullable: true, description: 'Days before the end of a trial, 0 to 60; 3 unless something else was said. For trials that begin from now on.' })
  trialDays?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether a renewal is held back until its payer was told of it early enough; false unless something else was said.' })
  isRequired?: boolean | null;
}

@ObjectType({ description: 'How renewals are announced from now on.' })
export class RenewalNoticePolicyUpdatePayload extends Payload {
  @Field(() => NoticePolicy, { nullable: true, description: 'The policy; null when it was refused.' })
  renewalNoticePolicy?: NoticePolicy;
}
