import { Entity, Index } from 'typeorm';
import { BooleanColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, References, TenantColumn, TextColumn } from '../../../platform/database/columns';
import { VersionColumn } from '../../../platform/database/node-entity';

/** What was last told of a subscription's access, so that each change is told once. None: it never had any. */
@Entity('told_access')
@IdPrefix('tacc')
@References('SubscriptionContract', 'subscriptionId')
@Index(['tenantId', 'subscriptionId'], { unique: true })
export class ToldAccess {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  subscriptionId: string;

  @BooleanColumn()
  hasAccess: boolean;

  /** The add-ons that granted something beside the plan, by their ids in their order; null for none. */
  @TextColumn({ nullable: true })
  grantedBy: string | null;

  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}
