import { Entity, Index } from 'typeorm';
import { IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, References, TenantColumn } from '../../../platform/database/columns';

/** What a period, or a delivery, waits for; gone as soon as it is looked at again. */
@Entity('goods_shortage')
@IdPrefix('gsh')
@References('ProductVariant', 'variantId')
@Index(['tenantId', 'ownerId', 'variantId'], { unique: true })
@Index(['tenantId', 'variantId'])
export class GoodsShortage {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  /** A billing cycle or a delivery. */
  @IdReferenceColumn()
  ownerId: string;

  @IdReferenceColumn()
  variantId: string;

  /** How many are wanted. */
  @IntColumn()
  quantity: number;

  @InstantColumn()
  createdAt: Date;
}
