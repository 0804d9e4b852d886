import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { Payload } from '../../../platform/graphql/user-error';
import { Invoice } from '../model/invoice.entity';
import { Payment } from '../model/payment.entity';

@InputType({ description: 'Which invoice to pay, and how.' })
export class InvoicePayInput extends RepeatableInput {
  @Field(() => ID, { description: 'The invoice; it must be OPEN or UNCOLLECTIBLE.' })
  invoiceId: string;

  @Field(() => ID, { nullable: true, description: 'A payment method of the invoice\'s user; her default one when left out.' })
  paymentMethodId?: string | null;
}

@ObjectType({ description: 'What became of the payment.' })
export class InvoicePayPayload extends Payload {
  @Field(() => Invoice, { nullable: true, description: 'The invoice; null when it was refused.' })
  invoice?: Invoice;

  @Field(() => Payment, {
    nullable: true,
    description:
      'The charge. Declined: FAILED, with the userError PAYMENT_DECLINED. To be approved: REQUIRES_ACTION, with PAYMENT_REQUIRES_ACTION. PENDING or UNKNOWN: it settles later, see the events. Null when it was refused.',
  })
  payment?: Payment;
}
