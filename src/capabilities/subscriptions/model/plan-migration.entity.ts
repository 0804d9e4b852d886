import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Check, Entity, Index } from 'typeorm';
import { StateMachine } from '../../../kernel/state-machine';
import { CodeColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, References } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { ChangeTiming } from './cancellation';

export enum PlanMigrationStatus {
  RUNNING = 'RUNNING',
  COMPLETED = 'COMPLETED',
}

registerEnumType(PlanMigrationStatus, {
  name: 'PlanMigrationStatus',
  description: 'How far a migration is.',
  valuesConfig: { RUNNING: { description: 'Batches are left.' }, COMPLETED: { description: 'Every subscription was moved or refused. Final.' } },
});

export const planMigrationStates = new StateMachine<'status', PlanMigrationStatus>('The migration', 'status', [PlanMigrationStatus.RUNNING], {
  RUNNING: [PlanMigrationStatus.COMPLETED],
  COMPLETED: [],
});

/** Moves the running subscriptions of a plan to one version of the same plan, or of another, in batches. */
@ObjectType('PlanMigration', { implements: NodeEntity, description: 'A move of a plan\'s running subscriptions to other terms.' })
@Entity('plan_migration')
@IdPrefix('pmig')
@References('Plan', 'planId')
@References('Plan', 'toPlanId')
@References('PlanVersion', 'toVersionId')
@Index(['tenantId', 'planId'])
@Check('plan_migration_counts_check', 'total >= 0 AND moved >= 0 AND refused >= 0')
export class PlanMigration extends NodeEntity {
  @IdReferenceColumn()
  planId: string;

  @IdReferenceColumn()
  toPlanId: string;

  /** The newest when the migration began; later ones do not change what it does. */
  @IdReferenceColumn()
  toVersionId: string;

  @Field(() => ChangeTiming, { description: 'When the new terms begin for a subscription.' })
  @CodeColumn()
  timing: ChangeTiming;

  @Field(() => PlanMigrationStatus, { description: 'How far it is.' })
  @CodeColumn()
  status: PlanMigrationStatus;

  @Field(() => Int, { description: 'How many subscriptions were on other terms when it began.' })
  @IntColumn()
  total: number;

  @Field(() => Int, { description: 'How many were moved, or will be when their period ends.' })
  @IntColumn()
  moved: number;

  @Field(() => Int, { description: 'How many could not be; `refusals` says why.' })
  @IntColumn()
  refused: number;

  /** The last subscription of the batches that are done: each is looked at once. */
  @IdReferenceColumn({ nullable: true })
  cursorId: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was done.' })
  @InstantColumn({ nullable: true })
  completedAt: Date | null;

  @Field(() => DateTimeScalar, { description: 'When it began.' })
  @InstantColumn()
  createdAt: Date;

  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}
