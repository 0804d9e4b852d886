import { Check, Entity, Index } from 'typeorm';
import { BigIntColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, References, TenantColumn } from '../../../platform/database/columns';
import { VersionColumn } from '../../../platform/database/node-entity';

/**
 * What was billed of the period that runs for the plan that runs: what a change in its middle may give back. One of a subscription;
 * none before its first bill.
 */
@Entity('running_charge')
@IdPrefix('rch')
@References('SubscriptionContract', 'subscriptionId')
@References('Invoice', 'invoiceId')
@Index(['tenantId', 'subscriptionId'], { unique: true })
@Index(['tenantId', 'invoiceId'])
@Check('running_charge_billed_check', 'billed_minor >= 0 AND charged_minor >= 0')
export class RunningCharge {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  subscriptionId: string;

  /** For a whole period, less the discount that the line really got. Rule: tests/vectors/README.md, Money. */
  @BigIntColumn()
  chargedMinor: bigint;

  /** What was billed in fact: less than that after a change in the middle of the period. */
  @BigIntColumn()
  billedMinor: bigint;

  /** Null while its line waits for the next invoice: both will meet there. */
  @IdReferenceColumn({ nullable: true })
  invoiceId: string | null;

  /** Its line on that invoice, or the one that waits; null for nothing, and for what was billed before lines were kept in mind. */
  @IdReferenceColumn({ nullable: true })
  lineId: string | null;

  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}
