import { Check, Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, References, TenantColumn } from '../../../platform/database/columns';

/** One thing that an add-on gives whoever has it: a feature, or content. As `PlanGrant` for the plan. */
@Entity('add_on_grant')
@IdPrefix('agr')
@References('AddOn', 'addOnId')
@References('Product', 'productId')
@Index(['tenantId', 'addOnId', 'feature'], { unique: true })
@Index(['tenantId', 'addOnId', 'productId'], { unique: true })
@Check('add_on_grant_one_check', '(feature IS NULL) <> (product_id IS NULL)')
export class AddOnGrant {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  addOnId: string;

  /** The merchant's own code. */
  @CodeColumn({ nullable: true, length: 100 })
  feature: string | null;

  @IdReferenceColumn({ nullable: true })
  productId: string | null;

  @InstantColumn()
  createdAt: Date;
}
