import { Field, ID, InputType, Int } from 'type-graphql';
import { MoneyInput } from '../../../platform/graphql/money.input';
import { CurrencyCodeScalar, DateTimeScalar, DecimalScalar } from '../../../platform/graphql/scalars';
import { PlanInterval } from '../model/plan-interval';
import { PricingModel, type PlanExtras, type StoredPrice } from '../model/plan-pricing';
import { ShortagePolicy } from '../model/shortage-policy';

@InputType({ description: 'What a plan bills by use, in one currency.' })
export class PlanMeterInput {
  @Field(() => String, { description: 'Your own code of what is counted: letters, digits and `. _ : -`.' })
  meter: string;

  @Field(() => DecimalScalar, { description: 'Price of so many units as `perUnits` says, in major units, exact: `"0.05"`.' })
  unitPrice: string;

  @Field(() => CurrencyCodeScalar, { nullable: true, description: 'Of the unit price; the plan\'s when left out.' })
  currency?: string | null;

  @Field(() => Int, { defaultValue: 1, description: 'How many units the price is for.' })
  perUnits: number;

  @Field(() => PricingModel, { defaultValue: PricingModel.PER_UNIT, description: 'How the amount follows from the use.' })
  model: PricingModel;
}

@InputType({ description: 'A price for periods that start in a time.' })
export class PlanTimedPriceInput {
  @Field(() => MoneyInput, { description: 'Price of one period and one piece.' })
  price: MoneyInput;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it begins to hold; from ever when left out.' })
  validFrom?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends: a period that starts then has the usual price. No end when left out.' })
  validUntil?: Date | null;
}

@InputType({ description: 'A variant in the box of each delivery.' })
export class PlanBoxItemInput {
  @Field(() => ID, { description: 'The variant.' })
  variantId: string;

  @Field(() => Int, { defaultValue: 1, description: 'How many for each piece of a subscription, 1 to 1,000.' })
  quantity: number;

  @Field(() => [ID], { defaultValue: [], description: 'Variants that a subscriber may take instead, at most 20.' })
  alternativeVariantIds: string[];

  @Field(() => [ID], { nullable: true, description: 'What is sent instead when it is short at a renewal and the policy is SUBSTITUTE: the first that there is enough of, at most 20. The alternatives when left out.' })
  substituteVariantIds?: string[] | null;
}

@InputType({ description: 'Parts of a plan\'s terms that most plans do not have.' })
export abstract class PlanExtrasInput {
  @Field(() => [MoneyInput], { nullable: true, description: 'The price in other currencies: one each. What a new subscription does not name is billed by `price`.' })
  prices?: MoneyInput[] | null;

  @Field(() => [MoneyInput], { nullable: true, description: 'The set-up fee in the currencies of `prices`: one each. Subscriptions in a currency that is left out have none.' })
  setupFees?: MoneyInput[] | null;

  @Field(() => [PlanTimedPriceInput], { nullable: true, description: 'Prices that hold for a time, at most 20, for example an introductory one: each period costs what holds when it starts, the first of these or else the usual price.' })
  timedPrices?: PlanTimedPriceInput[] | null;

  @Field(() => String, { nullable: true, description: 'What its lines are taxed as, for example `BOOKS`; null: as `STANDARD`. It holds for all versions, from the next invoice on.' })
  taxCategory?: string | null;

  @Field(() => [PlanMeterInput], { nullable: true, description: 'What is billed by use, at the end of the period, at most 20.' })
  meters?: PlanMeterInput[] | null;

  @Field(() => [PlanBoxItemInput], { nullable: true, description: 'What each delivery ships, at most 50 variants. Nothing is delivered without it.' })
  box?: PlanBoxItemInput[] | null;

  @Field(() => PlanInterval, { nullable: true, description: 'Unit of the time between deliveries; one delivery for each billing period when left out.' })
  deliveryInterval?: PlanInterval | null;

  @Field(() => Int, { nullable: true, description: 'How many of those units; 1 when left out.' })
  deliveryIntervalCount?: number | null;

  @Field(() => ShortagePolicy, { nullable: true, description: 'What is done when the goods of a renewal are short; what `boxPolicy` says when left out.' })
  onShortage?: ShortagePolicy | null;
}

/** As terms are kept; what was left out stays undefined. */
export function extrasOf({ prices, setupFees, timedPrices, meters, box, deliveryInterval, deliveryIntervalCount, onShortage }: PlanExtrasInput): PlanExtras {
  return {
    prices: prices && prices.map(storedPrice),
    setupFees: setupFees && setupFees.map(storedPrice),
    timedPrices: timedPrices && timedPrices.map(({ price, validFrom, validUntil }) => ({
      ...{ currency: price.currency, priceMinor: price.amountMinor.toString() },
      ...{ validFrom: validFrom?.toISOString() ?? null, validUntil: validUntil?.toISOString() ?? null },
    })),
    meters: meters && meters.map(({ meter, unitPrice, currency, perUnits, model }) => ({ meter, model, currency: currency ?? '', unitPrice, perUnits })),
    box: box && box.map(({ variantId, quantity, alternativeVariantIds, substituteVariantIds }) => ({ variantId, quantity, alternativeIds: alternativeVariantIds, ...(substituteVariantIds ? { substituteIds: substituteVariantIds } : {}) })),
    deliveryUnit: deliveryInterval,
    deliveryUnitCount: deliveryInterval ? (deliveryIntervalCount ?? 1) : (deliveryInterval ?? deliveryIntervalCount),
    onShortage,
  };
}

function storedPrice({ currency, amountMinor }: MoneyInput): StoredPrice {
  return { currency, priceMinor: amountMinor.toString() };
}
