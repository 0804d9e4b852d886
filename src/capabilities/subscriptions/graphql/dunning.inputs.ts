import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { Payload } from '../../../platform/graphql/user-error';
import { DunningFinalAction, type DunningTerms } from '../model/dunning';

/** What is in force, wherever it was said. */
@ObjectType('DunningPolicy', { description: 'How overdue renewals are dealt with.' })
export class DunningPolicyView implements DunningTerms {
  @Field(() => [Int], { description: 'Days after the due date on which a renewal is charged. The first is 0.' })
  attemptDays: readonly number[];

  @Field(() => DunningFinalAction, { description: 'What becomes of the subscription when the last attempt has failed.' })
  finalAction: DunningFinalAction;

  @Field(() => Int, { description: 'Days for which a renewal may be overdue before access ends.' })
  accessDays: number;

  @Field(() => Boolean, { description: 'True when neither the plan nor the shop has said anything.' })
  isDefault: boolean;

  planId: string | null;
}

@InputType({ description: 'How overdue renewals are to be dealt with. What is left out is what is in force now.' })
export class DunningPolicyUpdateInput extends RepeatableInput {
  @Field(() => ID, { nullable: true, description: 'For the subscriptions of this plan; of the whole shop when left out.' })
  planId?: string | null;

  @Field(() => [Int], {
    nullable: true,
    description: 'Days after the due date on which a renewal is charged: at most 10, the first 0, each later than the one before, the last at most 60.',
  })
  attemptDays?: number[] | null;

  @Field(() => DunningFinalAction, { nullable: true, description: 'What becomes of the subscription when the last attempt has failed.' })
  finalAction?: DunningFinalAction | null;

  @Field(() => Int, { nullable: true, description: 'Days for which a renewal may be overdue before access ends, 0 to 60.' })
  accessDays?: number | null;
}

@InputType({ description: 'Whose policy is to be no more.' })
export class DunningPolicyDeleteInput extends RepeatableInput {
  @Field(() => ID, { nullable: true, description: 'The plan, which goes by the shop\'s then; the shop\'s own when left out, which goes by the default one then.' })
  planId?: string | null;
}

@ObjectType({ description: 'What is in force now.' })
export class DunningPolicyUpdatePayload extends Payload {
  @Field(() => DunningPolicyView, { nullable: true, description: 'The policy; null when it was refused.' })
  dunningPolicy?: DunningPolicyView;
}

@ObjectType({ description: 'What is in force instead.' })
export class DunningPolicyDeletePayload extends Payload {
  @Field(() => DunningPolicyView, { nullable: true, description: 'The policy; null when it was refused.' })
  dunningPolicy?: DunningPolicyView;
}
