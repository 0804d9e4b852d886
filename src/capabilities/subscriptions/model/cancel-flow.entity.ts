import { Entity, Index } from 'typeorm';
import { IdColumn, IdPrefix, InstantColumn, JsonColumn, TenantColumn } from '../../../platform/database/columns';
import { VersionColumn } from '../../../platform/database/node-entity';
import type { StoredOffer } from './cancellation-offer';

/** What the shop offers to those who want to cancel, in its order. One of a shop; none before it made any offer. */
@Entity('cancel_flow')
@IdPrefix('cflw')
@Index(['tenantId'], { unique: true })
export class CancelFlow {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @JsonColumn()
  offers: readonly StoredOffer[];

  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}
