import { Check, Entity, Index } from 'typeorm';
import { BigIntColumn, CodeColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, References, TenantColumn } from '../../../platform/database/columns';

/** How a plan lowers the shop's prices for those who subscribe to it: of one variant, or of all. */
@Entity('member_price')
@IdPrefix('mpr')
@References('Plan', 'planId')
@References('ProductVariant', 'variantId')
@Index(['tenantId', 'planId', 'variantId'])
@Check('member_price_one_check', '(percent_off IS NULL) <> (price_minor IS NULL)')
export class MemberPrice {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  planId: string;

  /** Null: all variants. */
  @IdReferenceColumn({ nullable: true })
  variantId: string | null;

  /** Ten-thousandths of a percent; null for a price. */
  @IntColumn({ nullable: true })
  percentOff: number | null;

  @BigIntColumn({ nullable: true })
  priceMinor: bigint | null;

  @CodeColumn({ nullable: true, length: 3 })
  currency: string | null;

  @InstantColumn({ nullable: true })
  validFrom: Date | null;

  @InstantColumn({ nullable: true })
  validUntil: Date | null;

  @InstantColumn()
  createdAt: Date;
}
