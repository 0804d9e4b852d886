import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { BigIntScalar, CurrencyCodeScalar } from '../../../platform/graphql/scalars';
import { Payload } from '../../../platform/graphql/user-error';
import { PointsProgram } from '../model/points-program.entity';

@InputType({ description: 'How points are earned and spent in one currency.' })
export class PointsRateInput {
  @Field(() => CurrencyCodeScalar, { description: 'The currency; each has one rate.' })
  currency: string;

  @Field(() => Int, { description: 'Points that are earned each time `earnPerMinor` was paid in money: 0 to 1,000,000.' })
  earnPoints: number;

  @Field(() => BigIntScalar, { description: 'Minor units, at least 1. The points of an invoice are rounded down: 3 for 100 make 7 for 250.' })
  earnPerMinor: bigint;

  @Field(() => Int, { description: 'Points that pay for `worthMinor`: 1 to 1,000,000.' })
  worthPoints: number;

  @Field(() => BigIntScalar, { description: 'Minor units; 0 when points pay for nothing. Their worth is rounded down.' })
  worthMinor: bigint;
}

@InputType({ description: 'What to change of the points program; what is left out stays.' })
export class PointsProgramUpdateInput {
  @Field(() => Boolean, { nullable: true, description: 'Whether points are earned and spent. Off at first.' })
  isEnabled?: boolean | null;

  @Field(() => Int, { nullable: true, description: 'Days of 24 hours after which what is earned from now on lapses, 1 to 36,500; null for never.' })
  expiresAfterDays?: number | null;

  @Field(() => [PointsRateInput], { nullable: true, description: 'All of the rates, at most 50; in other currencies nothing is earned or spent.' })
  rates?: PointsRateInput[] | null;
}

@InputType({ description: 'Points to give to a user, or to take from her.' })
export class PointsAdjustInput extends RepeatableInput {
  @Field(() => ID, { description: 'Whose points.' })
  userId: string;

  @Field(() => BigIntScalar, { description: 'How many to give; negative: to take, at most what she has. Not zero.' })
  points: bigint;

  @Field(() => String, { nullable: true, description: 'Why; the user can read it. At most 255 characters.' })
  reason?: string | null;
}

@ObjectType({ description: 'The points program.' })
export class PointsProgramUpdatePayload extends Payload {
  @Field(() => PointsProgram, { nullable: true, description: 'The program; null when it was refused.' })
  pointsProgram?: PointsProgram;
}

@ObjectType({ description: 'What became of the points.' })
export class PointsAdjustPayload extends Payload {
  @Field(() => BigIntScalar, { nullable: true, description: 'What the user has now; null when it was refused.' })
  balance?: bigint;
}
