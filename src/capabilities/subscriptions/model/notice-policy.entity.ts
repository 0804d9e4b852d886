import { Field, Int, ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { BooleanColumn, IdPrefix, InstantColumn, IntColumn } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { DateTimeScalar } from '../../../platform/graphql/scalars';

/** How a shop announces what it will charge: at most one a shop. */
@ObjectType('RenewalNoticePolicy', { implements: NodeEntity, description: 'How long before a renewal its payer is told of it, and whether she must have been.' })
@Entity('notice_policy')
@IdPrefix('ntp')
export class NoticePolicy extends NodeEntity {
  @Field(() => Int, { description: 'Days before a renewal on which its payer is told of it and its price, or the beginning of the period before where that is shorter; 0: she is not told.' })
  @IntColumn()
  renewalDays: number;

  @Field(() => Int, { description: 'Days before the end of a trial on which its subscriber is told, or its beginning where it is shorter; 0: she is not told.' })
  @IntColumn()
  trialDays: number;

  @Field(() => Boolean, {
    description: 'True: no renewal is charged without the proof that its payer was told `renewalDays` before, or half a period before where that is shorter. Until then it is HELD.',
  })
  @BooleanColumn()
  isRequired: boolean;

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
export function noticePolicyIdOf(tenantId: string): string {
  return `ntp_${tenantId.slice(tenantId.indexOf('_') + 1)}`;
}
