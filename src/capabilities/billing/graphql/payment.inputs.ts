import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { BigIntScalar } from '../../../platform/graphql/scalars';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { Payload } from '../../../platform/graphql/user-error';
import { Payment } from '../model/payment.entity';

export enum PaymentResolution {
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
}

registerEnumType(PaymentResolution, {
  name: 'PaymentResolution',
  description: 'What a person found out about a payment.',
  valuesConfig: {
    SUCCEEDED: { description: 'The money has moved.' },
    FAILED: { description: 'The money has not moved, and will not.' },
  },
});

@InputType({ description: 'How much of which payment to give back.' })
export class PaymentRefundInput extends RepeatableInput {
  @Field(() => ID, { description: 'A CHARGE that SUCCEEDED.' })
  paymentId: string;

  @Field(() => BigIntScalar, { nullable: true, description: 'Minor units, more than zero; all that is left when left out.' })
  amountMinor?: bigint | null;

  @Field(() => String, { nullable: true, description: 'Why, for whoever looks at it later.' })
  reason?: string | null;
}

@InputType({ description: 'What a person found out about a payment that stayed without an answer.' })
export class PaymentResolveInput extends RepeatableInput {
  @Field(() => ID, { description: 'A payment with `parkedAt`.' })
  paymentId: string;

  @Field(() => PaymentResolution, { description: 'What became of it.' })
  status: PaymentResolution;

  @Field(() => String, { nullable: true, description: 'The payment network\'s own name of it; needed for a success, so that it can be refunded.' })
  reference?: string | null;
}

@ObjectType({ description: 'What became of the refund.' })
export class PaymentRefundPayload extends Payload {
  @Field(() => Payment, { nullable: true, description: 'The payment whose money is given back; null when it was refused.' })
  payment?: Payment;

  @Field(() => Payment, {
    nullable: true,
    description: 'The refund. FAILED, with the userError REFUND_FAILED, when the payment network refused it; UNKNOWN while it is repeated. Null when it was refused.',
  })
  refund?: Payment;
}

@ObjectType({ description: 'The decided payment.' })
export class PaymentResolvePayload extends Payload {
  @Field(() => Payment, { nullable: true, description: 'The payment; null when it was refused.' })
  payment?: Payment;
}
