import { GraphQLJSON } from 'graphql-scalars';
import { ArgsType, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { BigIntScalar } from '../../../platform/graphql/scalars';
import { Payload } from '../../../platform/graphql/user-error';
import { ShippingAddress } from '../../identity/contract';
import { Cart, CartStatus } from '../model/cart.entity';
import { Order } from '../model/order.entity';
import { OrderLineInput } from './order.inputs';

@ArgsType()
export class CartFilterArgs {
  @Field(() => CartStatus, { nullable: true, description: 'Only those that stand there.' })
  status?: CartStatus | null;
}

@InputType({ description: 'A new cart.' })
export class CartCreateInput extends RepeatableInput {
  @Field(() => [OrderLineInput], { nullable: true, description: 'What is in it: at most 100 lines; nothing when left out.' })
  lines?: OrderLineInput[] | null;
}

@InputType({ description: 'How many of a variant are in a cart.' })
export class CartLineSetInput extends RepeatableInput {
  @Field(() => ID, { description: 'The cart.' })
  cartId: string;

  @Field(() => ID, { description: 'The variant.' })
  variantId: string;

  @Field(() => Int, { description: 'How many, 0 to 10,000; 0 takes it out.' })
  quantity: number;
}

@InputType({ description: 'Whose a cart is and where it goes; what is left out stays.' })
export class CartUpdateInput extends RepeatableInput {
  @Field(() => ID, { description: 'The cart.' })
  cartId: string;

  @Field(() => String, { nullable: true, description: 'Address of a guest.' })
  email?: string | null;

  @Field(() => ShippingAddress, { nullable: true, description: 'Where it would be sent.' })
  shippingAddress?: ShippingAddress | null;
}

@InputType({ description: 'The cart that shall be yours.' })
export class CartClaimInput extends RepeatableInput {
  @Field(() => ID, { description: 'The cart.' })
  cartId: string;
}

@InputType({ description: 'The cart that is paid now.' })
export class CartCheckoutInput extends RepeatableInput {
  @Field(() => ID, { description: 'The cart.' })
  cartId: string;
}

@InputType({ description: 'The cart that becomes an order.' })
export class CartPlaceInput extends RepeatableInput {
  @Field(() => ID, { description: 'The cart.' })
  cartId: string;

  @Field(() => ID, { nullable: true, description: 'Pays at once with this method of the buyer; without it the order waits 30 minutes for `orderPay`.' })
  paymentMethodId?: string | null;

  @Field(() => BigIntScalar, { nullable: true, description: 'How many of the buyer\'s points pay for it, after tax and before anything else; at most what it is worth is taken.' })
  spendPoints?: bigint | null;

  @Field(() => ID, { nullable: true, description: 'How it is sent: one of `shippingMethods`.' })
  shippingMethodId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Who buys; only with a secret key. Whose the cart is, or its guest, when left out.' })
  userId?: string | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Free for the merchant\'s own use.' })
  metadata?: Record<string, unknown> | null;
}

@ObjectType({ description: 'The new order. When its payment was declined it is there all the same, PENDING, beside PAYMENT_DECLINED.' })
export class CartPlacePayload extends Payload {
  @Field(() => Order, { nullable: true, description: 'The order; null when it was refused.' })
  order?: Order;
}

@ObjectType({ description: 'The cart as it is now.' })
abstract class CartPayload extends Payload {
  @Field(() => Cart, { nullable: true, description: 'The cart; null when it was refused.' })
  cart?: Cart;
}

@ObjectType({ description: 'The new cart.' })
export class CartCreatePayload extends CartPayload {}

@ObjectType({ description: 'The changed cart.' })
export class CartLineSetPayload extends CartPayload {}

@ObjectType({ description: 'The changed cart.' })
export class CartUpdatePayload extends CartPayload {}

@ObjectType({ description: 'The cart that is yours now.' })
export class CartClaimPayload extends CartPayload {}

@ObjectType({ description: 'The cart, with its goods held back.' })
export class CartCheckoutPayload extends CartPayload {}
