import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { Payload } from '../../../platform/graphql/user-error';
import { BehaviorKind } from '../model/behavior-kind';
import { RecommenderModel } from '../model/recommender-model.entity';

@InputType({ description: 'Something that a user did with a product.' })
export class BehaviorInput {
  @Field(() => BehaviorKind, { description: 'What she did. PURCHASE needs a secret key: orders of this tenant are recorded by themselves.' })
  kind: BehaviorKind;

  @Field(() => ID, { description: 'With which product.' })
  productId: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When, in business time, not ahead of it; now when left out.' })
  at?: Date | null;
}

@InputType({ description: 'What a user did.' })
export class BehaviorRecordInput extends RepeatableInput {
  @Field(() => [BehaviorInput], { description: 'At most 100; all are recorded, or none.' })
  behaviors: BehaviorInput[];

  @Field(() => ID, { nullable: true, description: 'Who did it; only with a secret key, which must name a user. Otherwise it is yourself.' })
  userId?: string | null;
}

@ObjectType({ description: 'What was recorded.' })
export class BehaviorRecordPayload extends Payload {
  @Field(() => Int, { nullable: true, description: 'How many were recorded; null when they were refused.' })
  recorded?: number;
}

@InputType({ description: 'A training of the recommender.' })
export class RecommenderTrainInput extends RepeatableInput {}

@ObjectType({ description: 'The trained recommender.' })
export class RecommenderTrainPayload extends Payload {
  @Field(() => RecommenderModel, { nullable: true, description: 'The model, which serves from now on; null when it was refused.' })
  model?: RecommenderModel;
}
