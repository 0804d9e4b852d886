import { Field, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, References } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { DateTimeScalar } from '../../../platform/graphql/scalars';

/** How much of one variant there is in one warehouse. The sum of its movements; never negative. */
@ObjectType('StockLevel', { implements: NodeEntity, description: 'How much of one variant there is in one warehouse; in pieces.' })
@Entity('stock_level')
@IdPrefix('stk')
@References('ProductVariant', 'variantId')
@References('Warehouse', 'warehouseId')
@Index(['tenantId', 'variantId', 'warehouseId'], { unique: true })
@Index(['tenantId', 'warehouseId'])
export class StockLevel extends NodeEntity {
  @IdReferenceColumn()
  variantId: string;

  @IdReferenceColumn()
  warehouseId: string;

  @Field(() => Int, { description: 'Pieces that stand in the warehouse.' })
  @IntColumn()
  onHand: number;

  @Field(() => Int, { description: 'Pieces on hand that are promised to orders and not shipped yet.' })
  @IntColumn()
  allocated: number;

  @Field(() => Int, { description: 'Pieces on hand that are held back for other reasons.' })
  @IntColumn()
  reserved: number;

  @Field(() => Int, { description: 'Pieces that are ordered from suppliers and not received yet.' })
  @IntColumn()
  incoming: number;

  @Field(() => Int, { description: 'When `available` falls to this number or below, `stock.low` tells; selling goes on. 0: nothing tells.' })
  @IntColumn()
  safetyStock: number;

  @Field(() => DateTimeScalar, { description: 'When the variant first came to the warehouse.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When the level was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;

  @Field(() => Int, { description: 'Pieces that can still be sold: onHand - allocated - reserved.' })
  get available(): number {
    return this.onHand - this.allocated - this.reserved;
  }
}
