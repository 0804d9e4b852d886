import { Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, JsonColumn, References, TenantColumn } from '../../../platform/database/columns';
import { VersionColumn } from '../../../platform/database/node-entity';
import type { DunningFinalAction, DunningTerms } from './dunning';

/** How a shop, or one plan of it, deals with overdue renewals. What says nothing has no row. */
@Entity('dunning_policy')
@IdPrefix('dun')
@References('Plan', 'planId')
@Index(['tenantId', 'planId'], { unique: true })
export class DunningPolicy implements DunningTerms {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  /** Null for the shop's own. */
  @IdReferenceColumn({ nullable: true })
  planId: string | null;

  @JsonColumn()
  attemptDays: readonly number[];

  @CodeColumn()
  finalAction: DunningFinalAction;

  @IntColumn()
  accessDays: number;

  @InstantColumn()
  createdAt: Date;

  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}

/** The same for every asking of a shop or plan, so that two first changes at once meet on one row. */
export function dunningPolicyIdOf(ownerId: string): string {
  return `dun_${ownerId.slice(ownerId.indexOf('_') + 1)}`;
}
