import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, IdPrefix, InstantColumn, IntColumn, TenantColumn } from '../../../platform/database/columns';
import { VersionColumn } from '../../../platform/database/node-entity';
import { ShortagePolicy } from './shortage-policy';

/** How a tenant secures the goods of its boxes. One of a tenant; none before it wanted anything else than usual. */
@ObjectType('BoxPolicy', { description: 'How the goods of subscriptions\' boxes are secured.' })
@Entity('box_policy')
@IdPrefix('bxp')
@Index(['tenantId'], { unique: true })
@Check('box_policy_days_check', 'reserve_days_before >= 0')
export class BoxPolicy {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @Field(() => ShortagePolicy, { description: 'What is done when goods are short at a renewal. HOLD unless it was changed; a plan may have its own.' })
  @CodeColumn()
  onShortage: ShortagePolicy;

  @Field(() => Int, { description: 'How many days before a renewal its goods are reserved, if they are there: 5 unless it was changed; 0: right before it is charged.' })
  @IntColumn()
  reserveDaysBefore: number;

  @InstantColumn()
  createdAt: Date;

  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}

/** The same for every asking of a tenant, so that two first changes at once meet on one row. */
export function boxPolicyIdOf(tenantId: string): string {
  return `bxp_${tenantId.slice(tenantId.indexOf('_') + 1)}`;
}
