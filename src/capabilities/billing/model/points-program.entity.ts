import { Field, Int, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { BooleanColumn, IdPrefix, InstantColumn, IntColumn, JsonColumn } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import type { PointsRate } from './points';

/** By what rule a tenant's users earn and spend points: at most one a tenant. */
@ObjectType('PointsProgram', { implements: NodeEntity, description: 'By what rule users earn points and spend them.' })
@Entity('points_program')
@IdPrefix('ptp')
export class PointsProgram extends NodeEntity {
  @Field(() => Boolean, { description: 'False: nothing is earned and nothing is spent; what users have stays theirs until it expires.' })
  @BooleanColumn()
  isEnabled: boolean;

  @Field(() => Int, { nullable: true, description: 'Days of 24 hours after which what was earned lapses; null for never. A change is for what is earned later.' })
  @IntColumn({ nullable: true })
  expiresAfterDays: number | null;

  @JsonColumn()
  rates: readonly PointsRate[];

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}

/** The same for every asking of a tenant, so that two first changes at once meet on one row. */
export function pointsProgramIdOf(tenantId: string): string {
  return `ptp_${tenantId.slice(tenantId.indexOf('_') + 1)}`;
}
