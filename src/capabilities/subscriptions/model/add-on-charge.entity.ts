import { Check, Entity, Index } from 'typeorm';
import { BigIntColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, References, TenantColumn } from '../../../platform/database/columns';

/** What was billed of the running period for one add-on: what a change in its middle may give back. As `RunningCharge` for the plan. */
@Entity('add_on_charge')
@IdPrefix('aoc')
@References('SubscriptionContract', 'subscriptionId')
@References('AddOn', 'addOnId')
@References('Invoice', 'invoiceId')
@Index(['tenantId', 'subscriptionId', 'addOnId'], { unique: true })
@Check('add_on_charge_billed_check', 'billed_minor >= 0 AND charged_minor >= 0')
export class AddOnCharge {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  subscriptionId: string;

  @IdReferenceColumn()
  addOnId: string;

  /** For a whole period, less the discount that the line really got. */
  @BigIntColumn()
  chargedMinor: bigint;

  @BigIntColumn()
  billedMinor: bigint;

  /** Null while its line waits for the next invoice. */
  @IdReferenceColumn({ nullable: true })
  invoiceId: string | null;

  @IdReferenceColumn({ nullable: true })
  lineId: string | null;

  @InstantColumn()
  createdAt: Date;
}
