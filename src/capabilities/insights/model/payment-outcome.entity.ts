import { Entity, Index } from 'typeorm';
import { BigIntColumn, CodeColumn, CurrencyColumn, IdColumn, IdPrefix, InstantColumn, IntColumn, References, TenantColumn } from '../../../platform/database/columns';

export type PaymentOutcomeKind = 'CHARGE' | 'EXTERNAL' | 'REFUND';

/** What became of a payment for a subscription, or of a refund of one; it bears the payment's id. */
@Entity('payment_outcome')
@IdPrefix('pay')
@References('Payment', 'id')
@Index(['tenantId', 'settledAt'])
export class PaymentOutcome {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @CodeColumn()
  kind: PaymentOutcomeKind;

  @CodeColumn()
  outcome: 'SUCCEEDED' | 'FAILED';

  /** Of a charge, from 1. */
  @IntColumn({ nullable: true })
  attemptNumber: number | null;

  @BigIntColumn()
  amountMinor: bigint;

  @CurrencyColumn()
  currency: string;

  @InstantColumn()
  settledAt: Date;
}
