import { Field, Int, ObjectType } from 'type-graphql';
import { Money } from '../../../platform/graphql/money.type';
import { BigIntScalar, CurrencyCodeScalar, DateTimeScalar, DecimalScalar } from '../../../platform/graphql/scalars';
import { meteredMinor, meteredText } from './metered-line';
import { PricingModel, type PlanMeter } from './plan-pricing';

@ObjectType('PlanMeter', { description: 'What a plan bills by use, in one currency.' })
export class PlanMeterType implements PlanMeter {
  @Field(() => String, { description: 'The merchant\'s code of what is counted.' })
  meter: string;

  @Field(() => PricingModel, { description: 'How the amount follows from the use.' })
  model: PricingModel;

  @Field(() => CurrencyCodeScalar, { description: 'Of the unit price.' })
  currency: string;

  @Field(() => DecimalScalar, { description: 'Price of so many units as `perUnits` says, in major units, exact.' })
  unitPrice: string;

  @Field(() => Int, { description: 'How many units the price is for.' })
  perUnits: number;
}

@ObjectType({ description: 'What a subscription has used of a meter and is not billed yet.' })
export class MeterUsage {
  constructor(
    private readonly price: PlanMeter,
    sum: bigint,
  ) {
    this.quantity = sum;
  }

  @Field(() => BigIntScalar, { description: 'Units.' })
  quantity: bigint;

  @Field(() => String, { description: 'The merchant\'s code of what is counted.' })
  get meter(): string {
    return this.price.meter;
  }

  @Field(() => Money, { description: 'What it costs as it stands, before tax.' })
  get amount(): Money {
    return Money.of(meteredMinor(this.price, this.quantity), this.price.currency);
  }

  @Field(() => String, { description: 'The formula with its numbers.' })
  get explanation(): string {
    return meteredText(this.price, this.quantity);
  }
}

@ObjectType({ description: 'One record of use, as it was taken down.' })
export class RecordedUsage {
  @Field(() => String, { description: 'What was counted.' })
  meter: string;

  @Field(() => BigIntScalar, { description: 'Units.' })
  quantity: bigint;

  @Field(() => DateTimeScalar, { description: 'When it was used.' })
  usedAt: Date;
}
