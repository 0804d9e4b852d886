import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Check, Entity, Index } from 'typeorm';
import { BigIntColumn, CodeColumn, CurrencyColumn, IdColumn, IdPrefix, IdReferenceColumn, IntColumn, NameColumn, References, TenantColumn } from '../../../platform/database/columns';
import { Money } from '../../../platform/graphql/money.type';

/** So much of one variant. Names, codes and cost are those of the moment: a later change of the item does not reach them. */
@ObjectType('PurchaseOrderLine', { description: 'So much of one variant, with the codes and the cost of the moment.' })
@Entity('purchase_order_line')
@IdPrefix('pol')
@References('PurchaseOrder', 'purchaseOrderId')
@References('ProductVariant', 'variantId')
@Check('purchase_order_line_quantities_check', 'quantity > 0 AND received_quantity BETWEEN 0 AND quantity')
@Index(['tenantId', 'purchaseOrderId', 'position'], { unique: true })
@Index(['tenantId', 'purchaseOrderId', 'variantId'], { unique: true })
@Index(['tenantId', 'variantId'])
export class PurchaseOrderLine {
  @TenantColumn()
  tenantId: string;

  @Field(() => ID, { description: 'Id of the line.' })
  @IdColumn()
  id: string;

  @IdReferenceColumn()
  purchaseOrderId: string;

  /** Lines keep the order in which they were given, from 0. */
  @IntColumn()
  position: number;

  @IdReferenceColumn()
  variantId: string;

  @Field(() => String, { description: 'Name of the product when the line was made.' })
  @NameColumn()
  productName: string;

  @Field(() => String, { description: 'Name of the variant when the line was made.' })
  @NameColumn()
  variantName: string;

  @Field(() => String, { description: 'Your SKU when the line was made.' })
  @CodeColumn({ length: 100 })
  sku: string;

  @Field(() => String, { description: 'The supplier\'s own code when the line was made.' })
  @CodeColumn({ length: 100 })
  supplierSku: string;

  @Field(() => Int, { description: 'Pieces that are bought.' })
  @IntColumn()
  quantity: number;

  @Field(() => Int, { description: 'Pieces of them that have come.' })
  @IntColumn()
  receivedQuantity: number;

  @CurrencyColumn()
  currency: string;

  @BigIntColumn()
  unitCostMinor: bigint;

  @Field(() => Int, { description: 'Days from the order to these goods, by the terms of the moment.' })
  @IntColumn()
  leadTimeDays: number;

  @Field(() => Money, { description: 'What one piece costs.' })
  get unitCost(): Money {
    return Money.of(this.unitCostMinor, this.currency);
  }

  @Field(() => Money, { description: 'What all of them cost.' })
  get total(): Money {
    return this.unitCost.times(this.quantity);
  }

  /** Pieces that have not come. */
  get openQuantity(): number {
    return this.quantity - this.receivedQuantity;
  }
}
