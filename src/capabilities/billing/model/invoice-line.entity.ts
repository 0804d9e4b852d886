import { GraphQLJSON } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import type { Jsonable } from '../../../kernel/json';
import {
  BigIntColumn,
  BooleanColumn,
  CodeColumn,
  CurrencyColumn,
  IdColumn,
  IdPrefix,
  IdReferenceColumn,
  InstantColumn,
  IntColumn,
  JsonColumn,
  NameColumn,
  References,
  TenantColumn,
  TextColumn,
} from '../../../platform/database/columns';
import { Money } from '../../../platform/graphql/money.type';
import { DateTimeScalar, PercentScalar } from '../../../platform/graphql/scalars';

/** One line of an invoice. Its amount is rounded; the invoice is the sum of its rounded lines. */
@ObjectType('InvoiceLine', { description: 'One line of an invoice.' })
@Entity('invoice_line')
@IdPrefix('invl')
@References('Invoice', 'invoiceId')
@Index(['tenantId', 'invoiceId', 'position'], { unique: true })
@Index(['tenantId', 'creditsLineId'])
export class InvoiceLine {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  invoiceId: string;

  /** Order on the invoice, from 0. */
  @IntColumn()
  position: number;

  @Field(() => String, { description: 'What sort of line it is, for example PRODUCT, PLAN or SHIPPING.' })
  @CodeColumn()
  kind: string;

  @Field(() => String, { description: 'What it is for, in words.' })
  @NameColumn({ length: 500 })
  description: string;

  @Field(() => Int, { description: 'How many.' })
  @IntColumn()
  quantity: number;

  @BigIntColumn()
  unitAmountMinor: bigint;

  @BigIntColumn()
  amountMinor: bigint;

  @BigIntColumn()
  taxMinor: bigint;

  @BigIntColumn({ default: 0 })
  discountMinor: bigint;

  @Field(() => String, { nullable: true, description: 'What it is taxed as: `STANDARD`, `BOOKS` ...; null when it is not taxed.' })
  @CodeColumn({ nullable: true })
  taxCategory: string | null;

  @IdReferenceColumn({ nullable: true })
  taxRateId: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the tax when the invoice was made; null without one.' })
  @NameColumn({ nullable: true, length: 100 })
  taxName: string | null;

  @Field(() => PercentScalar, { nullable: true, description: 'The tax in percent when the invoice was made; null without one.' })
  @BigIntColumn({ nullable: true })
  taxPercent: bigint | null;

  @Field(() => Boolean, { description: 'True when the price of one holds the tax already.' })
  @BooleanColumn({ default: false })
  isTaxIncluded: boolean;

  /** The line that a credit gives back; null for others, and for credits from before it was kept. */
  @IdReferenceColumn({ nullable: true })
  creditsLineId: string | null;

  @CurrencyColumn()
  currency: string;

  @Field(() => Boolean, { description: 'True for a part of a price: what a change in the middle of a period credits or charges.' })
  @BooleanColumn({ default: false })
  isProration: boolean;

  @Field(() => String, { description: 'How the amount came about: the formula with its numbers.' })
  @TextColumn()
  explanation: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Start of the time that it pays for; null when it pays for none.' })
  @InstantColumn({ nullable: true })
  periodStart: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'End of that time; not included.' })
  @InstantColumn({ nullable: true })
  periodEnd: Date | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'What the seller\'s side tells of the line, for example the ids of plan or variant.' })
  @JsonColumn({ nullable: true })
  tags: Readonly<Record<string, Jsonable>> | null;

  @Field(() => Money, { description: 'Price of one as agreed, before any discount; it holds the tax when `isTaxIncluded`, and is negative for a credit.' })
  get unitAmount(): Money {
    return Money.of(this.unitAmountMinor, this.currency);
  }

  @Field(() => Money, { description: 'Price of all, less the discount, without tax.' })
  get amount(): Money {
    return Money.of(this.amountMinor, this.currency);
  }

  @Field(() => Money, { description: 'What a coupon took off the price of all; zero without one.' })
  get discount(): Money {
    return Money.of(this.discountMinor, this.currency);
  }

  @Field(() => Money, { description: 'Tax on the amount.' })
  get tax(): Money {
    return Money.of(this.taxMinor, this.currency);
  }

  /** What was charged by the price's own measure: less the discount, and with the tax where the price holds it. */
  get chargedMinor(): bigint {
    return this.isTaxIncluded ? this.amountMinor + this.taxMinor : this.amountMinor;
  }
}
