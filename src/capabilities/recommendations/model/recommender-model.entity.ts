import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { IdPrefix, InstantColumn, IntColumn, JsonColumn } from '../../../platform/database/columns';
import { NodeEntity } from '../../../platform/database/node-entity';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import type { ChosenSettings } from './choose-settings';

/** One training's result. The newest trained one serves. */
@ObjectType('RecommenderModel', { implements: NodeEntity, description: 'What was learned from the behaviour of all people; the newest serves.' })
@Entity('recommender_model')
@IdPrefix('rmod')
@Index(['tenantId', 'trainedAt', 'id'])
export class RecommenderModel extends NodeEntity {
  /** Real time, by which a training that died is told from one under way. */
  @InstantColumn()
  begunAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it began to serve; null while it is being trained.' })
  @InstantColumn({ nullable: true })
  trainedAt: Date | null;

  @Field(() => Int, { description: 'How many people it learned from; each order of a guest is one.' })
  @IntColumn()
  users: number;

  @Field(() => Int, { description: 'How many products they dealt with.' })
  @IntColumn()
  items: number;

  @Field(() => Int, { description: 'How many different pairs of a person and a product there were.' })
  @IntColumn()
  interactions: number;

  /** Null until it is trained. */
  @JsonColumn({ nullable: true })
  chosen: ChosenSettings | null;

  @Field(() => Float, {
    nullable: true,
    description:
      'How good it is, between 0 and 1: the share of a sample of people whose newest product was among the first 20 recommendations ' +
      'of a training that did not know it. Null with fewer than 200 people who dealt with 3 products.',
  })
  get hitRate(): number | null {
    return this.chosen?.hitRate ?? null;
  }
}
