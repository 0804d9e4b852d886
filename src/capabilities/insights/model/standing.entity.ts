import { Entity, Index } from 'typeorm';
import { BigIntColumn, BooleanColumn, CodeColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, References, TenantColumn } from '../../../platform/database/columns';
import type { TrialOutcome } from './standing';

/** What insights last heard of a subscription, whose id it bears: what the next movement is measured from. */
@Entity('subscription_standing')
@IdPrefix('sub')
@References('SubscriptionContract', 'id')
@Index(['tenantId', 'trialDecidedAt', 'trialOutcome'])
export class SubscriptionStanding {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @CodeColumn()
  status: string;

  @IdReferenceColumn()
  planVersionId: string;

  @IntColumn()
  quantity: number;

  /** It counts: ACTIVE or PAST_DUE. */
  @BooleanColumn()
  isActive: boolean;

  /** What it is worth in a month, in minor units; 0 unless it counts. */
  @BigIntColumn()
  mrrMinor: bigint;

  @CodeColumn({ length: 3 })
  currency: string;

  /** When it first counted: its cohort. Null before. */
  @InstantColumn({ nullable: true })
  startedAt: Date | null;

  @BooleanColumn()
  hasTrial: boolean;

  /** Null without a trial, and as long as it is open. */
  @CodeColumn({ nullable: true })
  trialOutcome: TrialOutcome | null;

  @InstantColumn({ nullable: true })
  trialDecidedAt: Date | null;

  /** The newest event that was heard: one that comes again changes nothing. */
  @BigIntColumn()
  sequence: bigint;
}
