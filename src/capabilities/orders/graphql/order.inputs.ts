import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { BigIntScalar } from '../../../platform/graphql/scalars';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { Payload } from '../../../platform/graphql/user-error';
import { ShippingAddress } from '../../identity/contract';
import { Fulfillment } from '../model/fulfillment.entity';
import { Order } from '../model/order.entity';

@InputType({ description: 'So much of one variant.' })
export class OrderLineInput {
  @Field(() => ID, { description: 'The variant.' })
  variantId: string;

  @Field(() => Int, { description: 'How many, 1 to 10,000.' })
  quantity: number;
}

@InputType({ description: 'A new order. The shop says every price.' })
export class OrderPlaceInput extends RepeatableInput {
  @Field(() => [OrderLineInput], { description: 'What is ordered: 1 to 100 lines.' })
  lines: OrderLineInput[];

  @Field(() => ID, { nullable: true, description: 'Pays at once with this method of the buyer; without it the order waits 30 minutes for `orderPay`.' })
  paymentMethodId?: string | null;

  @Field(() => BigIntScalar, {
    nullable: true,
    description: 'How many of the buyer\'s points pay for it, after tax and before anything else; at most what it is worth is taken. Refuses POINTS_INSUFFICIENT and POINTS_NOT_ACCEPTED.',
  })
  spendPoints?: bigint | null;

  @Field(() => ShippingAddress, { nullable: true, description: 'Where to send it.' })
  shippingAddress?: ShippingAddress | null;

  @Field(() => ID, { nullable: true, description: 'How to send it: a method that `shippingMethods` offers for the lines and the address; nothing is charged for sending when left out. Refuses SHIPPING_METHOD_NOT_AVAILABLE.' })
  shippingMethodId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Who buys; only with a secret key. A signed-in user buys for herself.' })
  userId?: string | null;

  @Field(() => String, { nullable: true, description: 'Address of a guest; only with a secret key.' })
  email?: string | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Free for the merchant\'s own use.' })
  metadata?: Record<string, unknown> | null;
}

@InputType({ description: 'How to pay an order.' })
export class OrderPayInput extends RepeatableInput {
  @Field(() => ID, { description: 'The order.' })
  orderId: string;

  @Field(() => ID, { nullable: true, description: 'A method of the buyer; her default one when left out.' })
  paymentMethodId?: string | null;
}

@InputType({ description: 'The order to call off.' })
export class OrderCancelInput extends RepeatableInput {
  @Field(() => ID, { description: 'The order.' })
  orderId: string;

  @Field(() => String, { nullable: true, description: 'Why, for people; at most 255 characters.' })
  reason?: string | null;
}

@InputType({ description: 'So much of one line of the order.' })
export class OrderFulfillLineInput {
  @Field(() => ID, { description: 'Id of the line.' })
  lineId: string;

  @Field(() => Int, { description: 'How many leave; at least 1.' })
  quantity: number;
}

@InputType({ description: 'What leaves the house.' })
export class OrderFulfillInput extends RepeatableInput {
  @Field(() => ID, { description: 'The order.' })
  orderId: string;

  @Field(() => [OrderFulfillLineInput], { nullable: true, description: 'What leaves now; all that is left when left out.' })
  lines?: OrderFulfillLineInput[] | null;
}

@ObjectType({ description: 'The new order. When its payment was declined it is there all the same, PENDING, beside PAYMENT_DECLINED.' })
export class OrderPlacePayload extends Payload {
  @Field(() => Order, { nullable: true, description: 'The order; null when it was refused.' })
  order?: Order;
}

@ObjectType({ description: 'The order after the payment. When it was declined the order is there all the same, beside PAYMENT_DECLINED.' })
export class OrderPayPayload extends Payload {
  @Field(() => Order, { nullable: true, description: 'The order; null when it was refused.' })
  order?: Order;
}

@ObjectType({ description: 'The canceled order.' })
export class OrderCancelPayload extends Payload {
  @Field(() => Order, { nullable: true, description: 'The order; null when it was refused.' })
  order?: Order;
}

@ObjectType({ description: 'What left.' })
export class OrderFulfillPayload extends Payload {
  @Field(() => Order, { nullable: true, description: 'The order; null when it was refused.' })
  order?: Order;

  @Field(() => Fulfillment, { nullable: true, description: 'What left now; null when it was refused.' })
  fulfillment?: Fulfillment;
}
