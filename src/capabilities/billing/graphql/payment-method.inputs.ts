import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { Payload } from '../../../platform/graphql/user-error';
import { PaymentMethod } from '../model/payment-method.entity';

@InputType({ description: 'A payment method to store.' })
export class PaymentMethodAttachInput extends RepeatableInput {
  @Field(() => String, { description: 'The token that the payment network gave to the client. Never a card number: those are refused.' })
  token: string;

  @Field(() => ID, { nullable: true, description: 'Whose it is; yourself when left out. A secret key must say whose, and only staff may name another user.' })
  userId?: string | null;
}

@InputType({ description: 'A stored payment method.' })
export class PaymentMethodSetDefaultInput {
  @Field(() => ID, { description: 'The method that becomes the default.' })
  paymentMethodId: string;
}

@InputType({ description: 'A stored payment method.' })
export class PaymentMethodDetachInput {
  @Field(() => ID, { description: 'The method to remove.' })
  paymentMethodId: string;
}

@ObjectType({ description: 'The stored payment method.' })
export class PaymentMethodAttachPayload extends Payload {
  @Field(() => PaymentMethod, { nullable: true, description: 'The method; null when it was refused.' })
  paymentMethod?: PaymentMethod;
}

@ObjectType({ description: 'The new default payment method.' })
export class PaymentMethodSetDefaultPayload extends Payload {
  @Field(() => PaymentMethod, { nullable: true, description: 'The method; null when it was refused.' })
  paymentMethod?: PaymentMethod;
}

@ObjectType({ description: 'The removed payment method.' })
export class PaymentMethodDetachPayload extends Payload {
  @Field(() => PaymentMethod, { nullable: true, description: 'The method; null when it was refused.' })
  paymentMethod?: PaymentMethod;
}
