import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Entity, Index } from 'typeorm';
import { BigIntColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, References } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { DateTimeScalar, PercentScalar } from '../../../platform/graphql/scalars';

/** When a variant is bought again for a warehouse, and how much of it. */
@ObjectType('ReorderRule', { implements: NodeEntity, description: 'When a variant is to be bought again for a warehouse, and how much of it.' })
@Entity('reorder_rule')
@IdPrefix('ror')
@References('ProductVariant', 'variantId')
@References('Warehouse', 'warehouseId')
@Check('reorder_rule_quantities_check', 'reorder_point >= 0 AND reorder_quantity > 0')
@Index(['tenantId', 'variantId', 'warehouseId'], { unique: true })
@Index(['tenantId', 'warehouseId'])
export class ReorderRule extends NodeEntity {
  @IdReferenceColumn()
  variantId: string;

  @IdReferenceColumn()
  warehouseId: string;

  @Field(() => Int, { description: 'It is due when onHand + incoming - allocated is at this number of pieces or below.' })
  @IntColumn()
  reorderPoint: number;

  @Field(() => Int, { description: 'Pieces to buy then; more where that does not reach the reorder point.' })
  @IntColumn()
  reorderQuantity: number;

  @Field(() => Int, { nullable: true, description: 'Pieces that onHand + incoming - allocated shall not exceed after it; null: no limit.' })
  @IntColumn({ nullable: true })
  maximum: number | null;

  @Field(() => PercentScalar, { nullable: true, description: 'In what share of the lead times the goods shall not run out; null: the reorder point is taken as it is.' })
  @BigIntColumn({ nullable: true })
  serviceLevel: bigint | null;

  @Field(() => DateTimeScalar, { description: 'When the rule was first set.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When the rule was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}
