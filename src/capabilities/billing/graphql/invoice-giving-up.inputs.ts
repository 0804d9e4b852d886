import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { Payload } from '../../../platform/graphql/user-error';
import { Invoice } from '../model/invoice.entity';

@InputType({ description: 'Which invoice to withdraw.' })
export class InvoiceVoidInput extends RepeatableInput {
  @Field(() => ID, { description: 'An invoice of which nothing is paid: DRAFT, OPEN or UNCOLLECTIBLE.' })
  invoiceId: string;
}

@InputType({ description: 'Which invoice nobody expects to be paid.' })
export class InvoiceMarkUncollectibleInput extends RepeatableInput {
  @Field(() => ID, { description: 'An invoice that is OPEN.' })
  invoiceId: string;
}

@ObjectType({ description: 'The withdrawn invoice.' })
export class InvoiceVoidPayload extends Payload {
  @Field(() => Invoice, { nullable: true, description: 'The invoice, VOID; null when it was refused.' })
  invoice?: Invoice;
}

@ObjectType({ description: 'The invoice that nobody expects to be paid.' })
export class InvoiceMarkUncollectiblePayload extends Payload {
  @Field(() => Invoice, { nullable: true, description: 'The invoice, UNCOLLECTIBLE; null when it was refused.' })
  invoice?: Invoice;
}
