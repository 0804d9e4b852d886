import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { BigIntScalar } from '../../../platform/graphql/scalars';
import { Payload } from '../../../platform/graphql/user-error';
import { CreditNote, CreditNoteSettlement } from '../model/credit-note.entity';
import { Payment } from '../model/payment.entity';

@InputType({ description: 'So much of one line of the invoice.' })
export class CreditNoteLineInput {
  @Field(() => Int, { description: 'Which line: 0 is the first of `Invoice.lines`.' })
  position: number;

  @Field(() => BigIntScalar, { description: 'Minor units to give back, tax included: at most what is left of the line.' })
  amountMinor: bigint;
}

@InputType({ description: 'What to give back of an invoice.' })
export class CreditNoteCreateInput extends RepeatableInput {
  @Field(() => ID, { description: 'An invoice that is OPEN, UNCOLLECTIBLE or PAID.' })
  invoiceId: string;

  @Field(() => BigIntScalar, { nullable: true, description: 'Minor units to give back, tax included, spread over the lines in proportion to what is left of them. Either this or `lines`.' })
  amountMinor?: bigint | null;

  @Field(() => [CreditNoteLineInput], { nullable: true, description: 'What to give back of which lines.' })
  lines?: CreditNoteLineInput[] | null;

  @Field(() => CreditNoteSettlement, {
    nullable: true,
    description: 'How a paid invoice\'s note is given: CREDIT_BALANCE when left out, REFUND for a guest\'s. Of an invoice that is owed less is owed, whatever.',
  })
  settlement?: CreditNoteSettlement | null;

  @Field(() => String, { nullable: true, description: 'Why; the user can read it. At most 255 characters.' })
  reason?: string | null;
}

@ObjectType({ description: 'The new credit note. When its refund fails it stands all the same, beside REFUND_FAILED.' })
export class CreditNoteCreatePayload extends Payload {
  @Field(() => CreditNote, { nullable: true, description: 'The note; null when it was refused.' })
  creditNote?: CreditNote;

  @Field(() => Payment, { nullable: true, description: 'The refund, when money is given back.' })
  refund?: Payment;
}
