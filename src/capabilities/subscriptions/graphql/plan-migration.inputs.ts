import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { Payload } from '../../../platform/graphql/user-error';
import { ChangeTiming } from '../model/cancellation';
import { PlanMigration } from '../model/plan-migration.entity';

@InputType({ description: 'Which subscriptions to move, where to, and when.' })
export class PlanMigrateInput extends RepeatableInput {
  @Field(() => ID, { description: 'The plan whose running subscriptions are moved.' })
  planId: string;

  @Field(() => ID, { nullable: true, description: 'The plan to move them to; the newest terms of the same plan when left out.' })
  toPlanId?: string | null;

  @Field(() => ChangeTiming, {
    defaultValue: ChangeTiming.PERIOD_END,
    description: 'When the new terms begin: with the next period of each, or now, where the period that runs stays as it was paid.',
  })
  timing: ChangeTiming;
}

@ObjectType({ description: 'The migration, which has begun.' })
export class PlanMigratePayload extends Payload {
  @Field(() => PlanMigration, { nullable: true, description: 'The migration; null when it was refused.' })
  planMigration?: PlanMigration;
}
