import { Check, Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, References, TenantColumn } from '../../../platform/database/columns';

/** One thing that a plan gives its subscribers, whatever version of its terms they are on: a feature, or content. */
@Entity('plan_grant')
@IdPrefix('pgr')
@References('Plan', 'planId')
@References('Product', 'productId')
@Index(['tenantId', 'planId', 'feature'], { unique: true })
@Index(['tenantId', 'planId', 'productId'], { unique: true })
@Check('plan_grant_one_check', '(feature IS NULL) <> (product_id IS NULL)')
export class PlanGrant {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  planId: string;

  /** The merchant's own code. */
  @CodeColumn({ nullable: true, length: 100 })
  feature: string | null;

  @IdReferenceColumn({ nullable: true })
  productId: string | null;

  @InstantColumn()
  createdAt: Date;
}
