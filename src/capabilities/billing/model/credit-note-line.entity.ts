import { Field, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { BigIntColumn, CurrencyColumn, IdColumn, IdPrefix, IdReferenceColumn, IntColumn, NameColumn, References, TenantColumn } from '../../../platform/database/columns';
import { Money } from '../../../platform/graphql/money.type';

/** What a credit note gives back of one line of its invoice. */
@ObjectType('CreditNoteLine', { description: 'What a credit note gives back of one line of its invoice.' })
@Entity('credit_note_line')
@IdPrefix('cnl')
@References('CreditNote', 'creditNoteId')
@References('InvoiceLine', 'invoiceLineId')
@Index(['tenantId', 'creditNoteId', 'position'], { unique: true })
@Index(['tenantId', 'invoiceLineId'])
export class CreditNoteLine {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  creditNoteId: string;

  @IdReferenceColumn()
  invoiceLineId: string;

  /** Order on the note, from 0. */
  @IntColumn()
  position: number;

  @Field(() => String, { description: 'What the line of the invoice was for, in words.' })
  @NameColumn({ length: 500 })
  description: string;

  @BigIntColumn()
  amountMinor: bigint;

  @BigIntColumn()
  taxMinor: bigint;

  @CurrencyColumn()
  currency: string;

  @Field(() => Money, { description: 'What is given back, before tax.' })
  get amount(): Money {
    return Money.of(this.amountMinor, this.currency);
  }

  @Field(() => Money, { description: 'The tax that goes back with it, in proportion to the line\'s.' })
  get tax(): Money {
    return Money.of(this.taxMinor, this.currency);
  }
}
