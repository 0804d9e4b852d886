import { Field, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { BigIntColumn, CodeColumn, CurrencyColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, NameColumn, References, TenantColumn, TextColumn } from '../../../platform/database/columns';
import { Money } from '../../../platform/graphql/money.type';

/** What a coupon took off an invoice: the sum of its lines' discounts. */
@ObjectType('InvoiceDiscount', { description: 'What a coupon takes off an invoice; the lines say how it is split.' })
@Entity('invoice_discount')
@IdPrefix('idc')
@References('Invoice', 'invoiceId')
@References('Discount', 'discountId')
@Index(['tenantId', 'invoiceId', 'position'], { unique: true })
@Index(['tenantId', 'discountId'])
export class InvoiceDiscount {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  invoiceId: string;

  @IdReferenceColumn()
  discountId: string;

  /** Order on the invoice, from 0. */
  @IntColumn()
  position: number;

  @Field(() => String, { description: 'Name of the coupon.' })
  @NameColumn({ length: 100 })
  name: string;

  @Field(() => String, { nullable: true, description: 'The code that was typed; null when staff gave it.' })
  @CodeColumn({ nullable: true })
  code: string | null;

  @BigIntColumn()
  amountMinor: bigint;

  @CurrencyColumn()
  currency: string;

  @Field(() => String, { description: 'How the amount came about: the formula with its numbers.' })
  @TextColumn()
  explanation: string;

  /** When the use was given back, because the invoice was withdrawn. */
  @InstantColumn({ nullable: true })
  reversedAt: Date | null;

  @Field(() => Money, { description: 'How much is taken off.' })
  get amount(): Money {
    return Money.of(this.amountMinor, this.currency);
  }
}
