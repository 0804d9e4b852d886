import { Check, Entity, Index } from 'typeorm';
import { BigIntColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, References, TenantColumn } from '../../../platform/database/columns';

/** What an invoice took of a lot: where it goes back to, with the day on which it lapses, should the invoice be withdrawn. */
@Entity('lot_use')
@IdPrefix('lotu')
@References('LedgerLot', 'lotId')
@Index(['tenantId', 'causeId', 'lotId'], { unique: true })
@Index(['tenantId', 'lotId'])
@Check('lot_use_amount_check', 'amount_minor > 0')
export class LotUse {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  lotId: string;

  /** The invoice. */
  @IdReferenceColumn()
  causeId: string;

  @BigIntColumn()
  amountMinor: bigint;

  @InstantColumn()
  createdAt: Date;
}
