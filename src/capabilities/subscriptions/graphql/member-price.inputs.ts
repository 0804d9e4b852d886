import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { MoneyInput } from '../../../platform/graphql/money.input';
import { Money } from '../../../platform/graphql/money.type';
import { DateTimeScalar, DecimalScalar } from '../../../platform/graphql/scalars';
import { Payload } from '../../../platform/graphql/user-error';
import { Plan } from '../model/plan.entity';

@InputType({ description: 'How a plan lowers a price of the shop: by a percentage, or to a price.' })
export class MemberPriceInput {
  @Field(() => ID, { nullable: true, description: 'The variant; all when left out, which only a percentage may be.' })
  variantId?: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Percent off the shop\'s price, above 0 and at most 100: `"12.5"`.' })
  percentOff?: string | null;

  @Field(() => MoneyInput, { nullable: true, description: 'The price in place of the shop\'s, where that is in this currency and higher.' })
  price?: MoneyInput | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it begins to hold; at once when left out.' })
  validFrom?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends; not by itself when left out.' })
  validUntil?: Date | null;
}

@InputType({ description: 'How a plan lowers the shop\'s prices, in place of what it said before.' })
export class PlanMemberPricesSetInput {
  @Field(() => ID, { description: 'The plan.' })
  planId: string;

  @Field(() => [MemberPriceInput], { description: 'The prices, at most 1,000; of several that fit, the lowest holds.' })
  memberPrices: MemberPriceInput[];
}

@ObjectType({ description: 'The plan, with the prices that it lowers now.' })
export class PlanMemberPricesSetPayload extends Payload {
  @Field(() => Plan, { nullable: true, description: 'The plan; null when it was refused.' })
  plan?: Plan;
}

@ObjectType({ description: 'How a plan lowers a price of the shop for its subscribers.' })
export class PlanMemberPrice {
  @Field(() => ID, { nullable: true, description: 'The variant; null for all.' })
  variantId: string | null;

  @Field(() => DecimalScalar, { nullable: true, description: 'Percent off the shop\'s price; null for a price.' })
  percentOff: string | null;

  @Field(() => Money, { nullable: true, description: 'The price in place of the shop\'s; null for a percentage.' })
  price: Money | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it begins to hold; null for at once.' })
  validFrom: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends; null for not by itself.' })
  validUntil: Date | null;
}

@ObjectType({ description: 'A price for periods that start in a time.' })
export class PlanTimedPrice {
  @Field(() => Money, { description: 'Price of one period and one piece.' })
  price: Money;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it begins to hold; null for from ever.' })
  validFrom: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends; null for never.' })
  validUntil: Date | null;
}
