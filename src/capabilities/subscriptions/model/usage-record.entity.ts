import { Check, Entity, Index } from 'typeorm';
import { BigIntColumn, CodeColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, References, TenantColumn } from '../../../platform/database/columns';

/** So much of a meter was used by a subscription at an instant. Written once; billed once, by the bill that claimed it. */
@Entity('usage_record')
@IdPrefix('use')
@References('SubscriptionContract', 'subscriptionId')
@Index(['tenantId', 'subscriptionId', 'recordKey'], { unique: true })
@Index(['tenantId', 'subscriptionId', 'billId', 'usedAt'])
@Check('usage_record_quantity_check', 'quantity >= 1')
export class UsageRecord {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  subscriptionId: string;

  @CodeColumn({ length: 100 })
  meter: string;

  @BigIntColumn()
  quantity: bigint;

  @InstantColumn()
  usedAt: Date;

  /** The sender's own key of it, for good: the same one again is the same record. */
  @CodeColumn({ nullable: true, length: 255 })
  recordKey: string | null;

  /** What billed it, all records of one bill alike; null while it waits for the next. */
  @IdReferenceColumn({ nullable: true })
  billId: string | null;

  @InstantColumn()
  createdAt: Date;
}
