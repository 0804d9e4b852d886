import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Check, Entity, Index } from 'typeorm';
import { BigIntColumn, CodeColumn, CurrencyColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, NameColumn, References } from '../../../platform/database/columns';
import { NodeEntity } from '../../../platform/database/node-entity';
import { Money } from '../../../platform/graphql/money.type';
import { DateTimeScalar } from '../../../platform/graphql/scalars';

export enum CreditNoteSettlement {
  INVOICE = 'INVOICE',
  CREDIT_BALANCE = 'CREDIT_BALANCE',
  REFUND = 'REFUND',
}

registerEnumType(CreditNoteSettlement, {
  name: 'CreditNoteSettlement',
  description: 'How a credit note is given.',
  valuesConfig: {
    INVOICE: { description: 'Less is owed of the invoice, which was not paid yet.' },
    CREDIT_BALANCE: { description: 'It is put on the user\'s credit balance.' },
    REFUND: { description: 'Money is given back: see `refund`.' },
  },
});

/** What a shop gives back of an invoice, and why. Written once; it never changes. */
@ObjectType('CreditNote', { implements: NodeEntity, description: 'What the shop gives back of an invoice, line by line, with its tax.' })
@Entity('credit_note')
@IdPrefix('cn')
@References('Invoice', 'invoiceId')
@References('User', 'userId')
@References('Payment', 'refundId')
@Index(['tenantId', 'sequence'], { unique: true })
@Index(['tenantId', 'createdAt', 'id'])
@Index(['tenantId', 'invoiceId', 'createdAt'])
@Index(['tenantId', 'userId', 'createdAt'])
@Index(['tenantId', 'refundId'])
@Check('credit_note_total_check', 'total_minor > 0 AND total_minor = subtotal_minor + tax_minor')
export class CreditNote extends NodeEntity {
  @IntColumn()
  sequence: number;

  @IdReferenceColumn()
  invoiceId: string;

  /** The invoice's. */
  @IdReferenceColumn({ nullable: true })
  userId: string | null;

  @IdReferenceColumn({ nullable: true })
  refundId: string | null;

  @Field(() => CreditNoteSettlement, { description: 'How it is given.' })
  @CodeColumn()
  settlement: CreditNoteSettlement;

  @CurrencyColumn()
  currency: string;

  @BigIntColumn()
  subtotalMinor: bigint;

  @BigIntColumn()
  taxMinor: bigint;

  @BigIntColumn()
  totalMinor: bigint;

  @Field(() => String, { nullable: true, description: 'Why, in the words of whoever made it.' })
  @NameColumn({ nullable: true })
  reason: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => String, { description: 'Its number: consecutive among the credit notes of this shop, without a gap.' })
  get number(): string {
    return String(this.sequence);
  }

  @Field(() => Money, { description: 'Sum of its lines, before tax.' })
  get subtotal(): Money {
    return Money.of(this.subtotalMinor, this.currency);
  }

  @Field(() => Money, { description: 'Sum of its lines\' taxes.' })
  get tax(): Money {
    return Money.of(this.taxMinor, this.currency);
  }

  @Field(() => Money, { description: 'What is given back, tax included.' })
  get total(): Money {
    return Money.of(this.totalMinor, this.currency);
  }
}
