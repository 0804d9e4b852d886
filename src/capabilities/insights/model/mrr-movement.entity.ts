import { Entity, Index } from 'typeorm';
import { BigIntColumn, CodeColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, References, TenantColumn } from '../../../platform/database/columns';
import type { MovementKind } from './standing';

/** One change of what a subscription is worth in a month. Never changed: sums of these are the metrics. */
@Entity('mrr_movement')
@IdPrefix('mrr')
@References('SubscriptionStanding', 'subscriptionId')
@Index(['tenantId', 'eventId', 'currency'], { unique: true })
@Index(['tenantId', 'occurredAt'])
@Index(['tenantId', 'cohortAt', 'occurredAt'])
@Index(['tenantId', 'subscriptionId'])
export class MrrMovement {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  subscriptionId: string;

  @IdReferenceColumn()
  eventId: string;

  @CodeColumn()
  kind: MovementKind;

  /** Minor units a month; negative for a contraction and a churn. */
  @BigIntColumn()
  amountMinor: bigint;

  @CodeColumn({ length: 3 })
  currency: string;

  /** 1 for one more that counts, -1 for one less, 0 for one that counts on. */
  @IntColumn()
  activeDelta: number;

  /** Business time. */
  @InstantColumn()
  occurredAt: Date;

  /** When its subscription first counted. */
  @InstantColumn()
  cohortAt: Date;
}
