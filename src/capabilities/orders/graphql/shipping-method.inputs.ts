import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MoneyInput } from '../../../platform/graphql/money.input';
import { BigIntScalar } from '../../../platform/graphql/scalars';
import { Payload } from '../../../platform/graphql/user-error';
import { ShippingMethod } from '../model/shipping-method.entity';

@InputType({ description: 'What sending costs, for what weighs and costs as much: from each minimum on, and below each maximum. No two may be for the same.' })
export class ShippingPriceInput {
  @Field(() => MoneyInput, { description: 'What sending costs; not negative.' })
  price: MoneyInput;

  @Field(() => Int, { nullable: true, description: 'Of what weighs as many grams or more.' })
  minWeightGrams?: number | null;

  @Field(() => Int, { nullable: true, description: 'Of what weighs fewer grams than this.' })
  maxWeightGrams?: number | null;

  @Field(() => BigIntScalar, { nullable: true, description: 'Of goods that cost as many minor units of the price\'s currency or more.' })
  minTotalMinor?: bigint | null;

  @Field(() => BigIntScalar, { nullable: true, description: 'Of goods that cost fewer minor units than this.' })
  maxTotalMinor?: bigint | null;
}

@InputType({ description: 'A way to send goods to a zone.' })
export class ShippingMethodCreateInput {
  @Field(() => ID, { description: 'The zone.' })
  shippingZoneId: string;

  @Field(() => String, { description: 'Name for customers, 1 to 255 characters; it stands on their invoices.' })
  name: string;

  @Field(() => String, { description: 'Your short code for it: 1 to 40 characters, case-sensitive, unique.' })
  code: string;

  @Field(() => [ShippingPriceInput], { description: 'What it costs: one price for each currency, or several with limits; 1 to 100.' })
  prices: ShippingPriceInput[];

  @Field(() => [MoneyInput], { nullable: true, description: 'Goods that cost as much, or more, are sent for nothing; at most one amount in a currency.' })
  freeFrom?: MoneyInput[] | null;

  @Field(() => Int, { nullable: true, description: 'Days until it arrives, at least: 0 to 365.' })
  estimatedDaysMin?: number | null;

  @Field(() => Int, { nullable: true, description: 'Days until it arrives, at most: not below the least, to 365.' })
  estimatedDaysMax?: number | null;

  @Field(() => String, { nullable: true, description: 'What sending is taxed as: 1 to 40 letters, digits, hyphens and underscores; `STANDARD` when left out.' })
  taxCategory?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is offered; true when left out.' })
  isActive?: boolean | null;
}

@InputType({ description: 'What to change of a shipping method, for orders from now on; what is left out stays.' })
export class ShippingMethodUpdateInput {
  @Field(() => ID, { description: 'The method.' })
  shippingMethodId: string;

  @Field(() => String, { nullable: true, description: 'A new name.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'A new code.' })
  code?: string | null;

  @Field(() => [ShippingPriceInput], { nullable: true, description: 'All of its prices.' })
  prices?: ShippingPriceInput[] | null;

  @Field(() => [MoneyInput], { nullable: true, description: 'All of the amounts from which it costs nothing; null for none.' })
  freeFrom?: MoneyInput[] | null;

  @Field(() => Int, { nullable: true, description: 'Days until it arrives, at least; null for nobody knows.' })
  estimatedDaysMin?: number | null;

  @Field(() => Int, { nullable: true, description: 'Days until it arrives, at most; null for nobody knows.' })
  estimatedDaysMax?: number | null;

  @Field(() => String, { nullable: true, description: 'What sending is taxed as; null for `STANDARD`.' })
  taxCategory?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is offered.' })
  isActive?: boolean | null;
}

@InputType({ description: 'The shipping method to take away.' })
export class ShippingMethodDeleteInput {
  @Field(() => ID, { description: 'The method.' })
  shippingMethodId: string;
}

@ObjectType({ description: 'What a mutation of a shipping method answers.' })
abstract class ShippingMethodPayload extends Payload {
  @Field(() => ShippingMethod, { nullable: true, description: 'The method; null when it was refused.' })
  shippingMethod?: ShippingMethod;
}

@ObjectType({ description: 'The new shipping method.' })
export class ShippingMethodCreatePayload extends ShippingMethodPayload {}

@ObjectType({ description: 'The changed shipping method.' })
export class ShippingMethodUpdatePayload extends ShippingMethodPayload {}

@ObjectType({ description: 'The shipping method that was taken away.' })
export class ShippingMethodDeletePayload extends ShippingMethodPayload {}
