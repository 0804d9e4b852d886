import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { BigIntScalar } from '../../../platform/graphql/scalars';
import { Payload } from '../../../platform/graphql/user-error';
import { Payment } from '../model/payment.entity';

@InputType({ description: 'Which invoice to reserve money for, and how.' })
export class PaymentAuthorizeInput extends RepeatableInput {
  @Field(() => ID, { description: 'The invoice; it must be OPEN or UNCOLLECTIBLE.' })
  invoiceId: string;

  @Field(() => ID, { nullable: true, description: 'A payment method of the invoice\'s user; her default one when left out.' })
  paymentMethodId?: string | null;

  @Field(() => BigIntScalar, { nullable: true, description: 'Minor units, more than zero; all that is left to pay when left out.' })
  amountMinor?: bigint | null;
}

@InputType({ description: 'How much to take of reserved money.' })
export class PaymentCaptureInput extends RepeatableInput {
  @Field(() => ID, { description: 'An AUTHORIZATION that SUCCEEDED and has not expired.' })
  paymentId: string;

  @Field(() => BigIntScalar, { nullable: true, description: 'Minor units, more than zero; when left out all that is reserved, as far as the invoice is still to pay.' })
  amountMinor?: bigint | null;
}

@InputType({ description: 'Which reserved money to let go.' })
export class PaymentVoidInput extends RepeatableInput {
  @Field(() => ID, { description: 'An AUTHORIZATION that SUCCEEDED and has not expired.' })
  paymentId: string;
}

@ObjectType({ description: 'What became of the authorization.' })
export class PaymentAuthorizePayload extends Payload {
  @Field(() => Payment, {
    nullable: true,
    description: 'The authorization. Declined: FAILED, with the userError PAYMENT_DECLINED. To be approved: REQUIRES_ACTION, with PAYMENT_REQUIRES_ACTION. Null when it was refused.',
  })
  payment?: Payment;
}

@ObjectType({ description: 'What became of the capture.' })
export class PaymentCapturePayload extends Payload {
  @Field(() => Payment, { nullable: true, description: 'The charge that takes the money. FAILED with PAYMENT_DECLINED; UNKNOWN while it is asked about. Null when it was refused.' })
  payment?: Payment;

  @Field(() => Payment, { nullable: true, description: 'The authorization; null when it was refused.' })
  authorization?: Payment;
}

@ObjectType({ description: 'What became of the void.' })
export class PaymentVoidPayload extends Payload {
  @Field(() => Payment, { nullable: true, description: 'The void. FAILED, with the userError VOID_FAILED; UNKNOWN while it is repeated. Null when it was refused.' })
  payment?: Payment;

  @Field(() => Payment, { nullable: true, description: 'The authorization; null when it was refused.' })
  authorization?: Payment;
}
