import { GraphQLJSON } from 'graphql-scalars';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { CodeColumn, IdPrefix, IdReferenceColumn, InstantColumn, JsonColumn, NameColumn, TextColumn } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { DateTimeScalar } from '../../../platform/graphql/scalars';

export enum PlanStatus {
  ACTIVE = 'ACTIVE',
  ARCHIVED = 'ARCHIVED',
}

registerEnumType(PlanStatus, {
  name: 'PlanStatus',
  description: 'Whether a plan can be subscribed to.',
  valuesConfig: {
    ACTIVE: { description: 'On offer.' },
    ARCHIVED: { description: 'No longer on offer; running subscriptions go on.' },
  },
});

/** What can be subscribed to. Its terms are in versions: a new price makes a new one, and running subscriptions stay on theirs. */
@ObjectType('Plan', { implements: NodeEntity, description: 'What can be subscribed to.' })
@Entity('plan')
@IdPrefix('plan')
@Index(['tenantId', 'externalId'], { unique: true })
@Index(['tenantId', 'createdAt', 'id'])
export class Plan extends NodeEntity {
  @Field(() => String, { description: 'Its name for people.' })
  @NameColumn()
  name: string;

  @Field(() => String, { nullable: true, description: 'What a subscriber gets.' })
  @TextColumn({ nullable: true })
  description: string | null;

  @Field(() => PlanStatus, { description: 'Whether it is on offer.' })
  @CodeColumn()
  status: PlanStatus;

  /** The terms of new subscriptions. Set right after the first version is made. */
  @IdReferenceColumn({ nullable: true })
  currentVersionId: string | null;

  /** What may be taken beside it; null for nothing. */
  @JsonColumn({ nullable: true })
  addOnIds: string[] | null;

  @Field(() => String, { nullable: true, description: 'What it is taxed as, for example `BOOKS`; null: as `STANDARD`.' })
  @CodeColumn({ nullable: true })
  taxCategory: string | null;

  @Field(() => String, { nullable: true, description: 'The id of this plan in the merchant\'s own system.' })
  @CodeColumn({ nullable: true, length: 100 })
  externalId: string | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Free for the merchant\'s own use.' })
  @JsonColumn({ nullable: true })
  metadata: Record<string, unknown> | null;

  @Field(() => DateTimeScalar, { description: 'When the plan was made.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When the plan was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}
