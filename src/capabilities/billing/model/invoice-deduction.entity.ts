import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import {
  BigIntColumn,
  CodeColumn,
  CurrencyColumn,
  IdColumn,
  IdPrefix,
  IdReferenceColumn,
  IntColumn,
  References,
  TenantColumn,
} from '../../../platform/database/columns';
import { Money } from '../../../platform/graphql/money.type';
import { BigIntScalar } from '../../../platform/graphql/scalars';

export enum InvoiceDeductionKind {
  POINTS = 'POINTS',
  GIFT_CARD = 'GIFT_CARD',
  BALANCE = 'BALANCE',
}

registerEnumType(InvoiceDeductionKind, {
  name: 'InvoiceDeductionKind',
  description: 'What an invoice was paid with before money.',
  valuesConfig: {
    POINTS: { description: 'Points that the user chose to spend, at what they are worth.' },
    GIFT_CARD: { description: 'Gift cards that the user had redeemed.' },
    BALANCE: { description: 'The user\'s credit balance.' },
  },
});

/** What is taken off an invoice's total after tax; what is left is due. Below zero: the invoice gave the user credit. */
@ObjectType('InvoiceDeduction', { description: 'What is taken off the total of an invoice before it is due.' })
@Entity('invoice_deduction')
@IdPrefix('ded')
@References('Invoice', 'invoiceId')
@Index(['tenantId', 'invoiceId', 'position'], { unique: true })
export class InvoiceDeduction {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  invoiceId: string;

  /** Order on the invoice, from 0. */
  @IntColumn()
  position: number;

  @Field(() => InvoiceDeductionKind, { description: 'Where it comes from.' })
  @CodeColumn()
  kind: InvoiceDeductionKind;

  @BigIntColumn()
  amountMinor: bigint;

  @CurrencyColumn()
  currency: string;

  @Field(() => BigIntScalar, { nullable: true, description: 'How many points; null for other kinds.' })
  @BigIntColumn({ nullable: true })
  points: bigint | null;

  @Field(() => Money, { description: 'How much; negative for what an invoice below zero put on the user\'s credit balance.' })
  get amount(): Money {
    return Money.of(this.amountMinor, this.currency);
  }
}
