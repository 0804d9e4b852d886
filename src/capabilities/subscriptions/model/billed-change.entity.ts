import { Entity, Index } from 'typeorm';
import { BigIntColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, JsonColumn, References, TenantColumn } from '../../../platform/database/columns';
import type { ChangedAddOns } from './changed-add-ons';

/** A change of plan or of add-ons that was billed at once: what stood before it, should nobody pay for it. */
@Entity('billed_change')
@IdPrefix('bch')
@References('SubscriptionContract', 'subscriptionId')
@References('Invoice', 'invoiceId')
@Index(['tenantId', 'invoiceId'], { unique: true })
@Index(['tenantId', 'subscriptionId'])
export class BilledChange {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  subscriptionId: string;

  /** What the change was billed by. */
  @IdReferenceColumn()
  invoiceId: string;

  @IdReferenceColumn()
  fromPlanId: string;

  @IdReferenceColumn()
  fromPlanVersionId: string;

  @IntColumn()
  fromQuantity: number;

  @IntColumn({ nullable: true })
  fromTermCycles: number | null;

  @IntColumn({ nullable: true })
  fromBilledCycles: number | null;

  /** The running charge of before. */
  @BigIntColumn()
  chargedMinor: bigint;

  @BigIntColumn()
  billedMinor: bigint;

  @IdReferenceColumn({ nullable: true })
  runningInvoiceId: string | null;

  @IdReferenceColumn({ nullable: true })
  runningLineId: string | null;

  /** What of the add-ons was changed; null for a change of plan. */
  @JsonColumn({ nullable: true })
  addOns: ChangedAddOns | null;

  @InstantColumn()
  createdAt: Date;
}
