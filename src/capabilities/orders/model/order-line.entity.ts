import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Check, Entity, Index } from 'typeorm';
import {
  BigIntColumn,
  BooleanColumn,
  CodeColumn,
  CurrencyColumn,
  IdColumn,
  IdPrefix,
  IdReferenceColumn,
  IntColumn,
  NameColumn,
  References,
  TenantColumn,
} from '../../../platform/database/columns';
import { Money } from '../../../platform/graphql/money.type';

/** So much of one variant. Name, SKU and price are those of the moment: a later change of the product does not reach them. */
@ObjectType('OrderLine', { description: 'So much of one variant, with the name and price of the moment.' })
@Entity('order_line')
@IdPrefix('oline')
@References('Order', 'orderId')
@References('ProductVariant', 'variantId')
@Index(['tenantId', 'orderId', 'position'], { unique: true })
@Index(['tenantId', 'variantId'])
@Check('order_line_quantity_check', 'quantity > 0')
@Check('order_line_fulfilled_check', 'fulfilled_quantity BETWEEN 0 AND quantity')
@Check('order_line_returned_check', 'returned_quantity BETWEEN 0 AND fulfilled_quantity')
export class OrderLine {
  @TenantColumn()
  tenantId: string;

  @Field(() => ID, { description: 'Id of the line; give it to `orderFulfill`.' })
  @IdColumn()
  id: string;

  @IdReferenceColumn()
  orderId: string;

  /** Lines keep the order in which they were given, from 0. */
  @IntColumn()
  position: number;

  @IdReferenceColumn()
  variantId: string;

  @Field(() => String, { description: 'Name of the product when it was ordered.' })
  @NameColumn()
  productName: string;

  @Field(() => String, { description: 'Name of the variant when it was ordered.' })
  @NameColumn()
  variantName: string;

  @Field(() => String, { description: 'SKU of the variant when it was ordered.' })
  @CodeColumn({ length: 100 })
  sku: string;

  @Field(() => Int, { description: 'How many.' })
  @IntColumn()
  quantity: number;

  @CurrencyColumn()
  currency: string;

  @BigIntColumn()
  unitPriceMinor: bigint;

  @BigIntColumn()
  totalMinor: bigint;

  @BigIntColumn({ default: 0 })
  taxMinor: bigint;

  @Field(() => Boolean, { description: 'True when the price holds the tax; else it comes on top.' })
  @BooleanColumn({ default: false })
  isTaxIncluded: boolean;

  @Field(() => Boolean, { description: 'True for a thing that is sent, false for digital content.' })
  @BooleanColumn()
  isShippable: boolean;

  /** False in a box for what never stood in a warehouse: nothing of it is promised, and no shelf moves when it leaves. */
  @BooleanColumn({ default: true })
  isCounted: boolean;

  @Field(() => Int, { description: 'How many have left the house.' })
  @IntColumn()
  fulfilledQuantity: number;

  @Field(() => Int, { description: 'How many of those came back.' })
  @IntColumn()
  returnedQuantity: number;

  @Field(() => Money, { description: 'Price of one.' })
  get unitPrice(): Money {
    return Money.of(this.unitPriceMinor, this.currency);
  }

  @Field(() => Money, { description: 'Price of all.' })
  get total(): Money {
    return Money.of(this.totalMinor, this.currency);
  }

  @Field(() => Money, { description: 'Tax on all, as the invoice has it.' })
  get tax(): Money {
    return Money.of(this.taxMinor, this.currency);
  }

  @Field(() => Boolean, { description: 'True when it costs nothing.' })
  get isFree(): boolean {
    return this.unitPriceMinor === 0n;
  }
}
