import { Field, Int, ObjectType } from 'type-graphql';
import { MAX_PRICE_MINOR, Money as Amount } from '../../../kernel/money';
import { invalid } from '../../../kernel/refusal';
import { Money } from '../../../platform/graphql/money.type';

/** What sending costs within limits: from each minimum on, and below each maximum. */
@ObjectType('ShippingPrice', { description: 'What sending costs, for what weighs and costs as much: from each minimum on, and below each maximum.' })
export class ShippingPrice {
  @Field(() => Money, { description: 'What sending costs.' })
  price: Money;

  @Field(() => Int, { nullable: true, description: 'Of what weighs as many grams or more; null for no limit.' })
  minWeightGrams: number | null;

  @Field(() => Int, { nullable: true, description: 'Of what weighs fewer grams than this; null for no limit.' })
  maxWeightGrams: number | null;

  @Field(() => Money, { nullable: true, description: 'Of goods that cost as much or more; null for no limit.' })
  minTotal: Money | null;

  @Field(() => Money, { nullable: true, description: 'Of goods that cost less than this; null for no limit.' })
  maxTotal: Money | null;
}

/** A price as it is given. */
export interface NewShippingPrice {
  readonly price: { readonly amountMinor: bigint; readonly currency: string };
  readonly minWeightGrams?: number | null;
  readonly maxWeightGrams?: number | null;
  readonly minTotalMinor?: bigint | null;
  readonly maxTotalMinor?: bigint | null;
}

/** A price as JSON keeps it: whole numbers of up to 64 bits are text there. */
export interface StoredShippingPrice {
  readonly currency: string;
  readonly amountMinor: string;
  readonly minWeightGrams: number | null;
  readonly maxWeightGrams: number | null;
  readonly minTotalMinor: string | null;
  readonly maxTotalMinor: string | null;
}

/** An amount as JSON keeps it. */
export interface StoredAmount {
  readonly currency: string;
  readonly amountMinor: string;
}

/** What is sent together. */
export interface Parcel {
  readonly weightGrams: number;
  /** What the goods cost at their prices. */
  readonly total: Amount;
}

/** What a method asks for. */
export interface Tariff {
  readonly prices: readonly ShippingPrice[];
  /** At most one amount in a currency: goods that cost as much are sent for nothing. */
  readonly freeFrom: readonly Amount[];
}

export const MAX_SHIPPING_PRICES = 100;
const MAX_GRAMS = 2_000_000_000;

/** What the parcel costs; null when no price is for it: too heavy, too cheap, another currency. */
export function shippingPriceOf({ prices, freeFrom }: Tariff, parcel: Parcel): Amount | null {
  const { currency, amountMinor } = parcel.total;
  const found = prices.find((price) => isFor(price, parcel));
  if (!found) return null;
  const isFree = freeFrom.some((limit) => limit.currency === currency && amountMinor >= limit.amountMinor);
  return isFree ? Amount.zero(currency) : found.price;
}

/** Refuses INVALID, naming the field: none, over 100, negative amounts, a maximum that is not above its minimum, and two that are for the same parcel. */
export function normaliseShippingPrices(given: readonly NewShippingPrice[]): StoredShippingPrice[] {
  if (given.length === 0 || given.length > MAX_SHIPPING_PRICES) throw invalid(`A shipping method has 1 to ${MAX_SHIPPING_PRICES} prices.`, ['prices']);
  given.forEach((price, index) => {
    assertAmount(price.price.amountMinor, fieldOf(index, 'price'));
    assertRange(price.minWeightGrams, price.maxWeightGrams, { index, name: 'WeightGrams', largest: MAX_GRAMS });
    assertRange(price.minTotalMinor, price.maxTotalMinor, { index, name: 'TotalMinor', largest: MAX_PRICE_MINOR });
    const other = given.slice(0, index).findIndex((before) => overlaps(before, price));
    if (other >= 0) throw invalid(`Prices ${other + 1} and ${index + 1} are for the same parcels; give them limits that do not meet.`, ['prices', String(index)]);
  });
  return given.map(storedPrice);
}

/** Refuses INVALID for a negative amount and for two in one currency. */
export function normaliseFreeFrom(given: readonly { amountMinor: bigint; currency: string }[]): StoredAmount[] {
  given.forEach(({ amountMinor, currency }, index) => {
    assertAmount(amountMinor, ['freeFrom', String(index)]);
    if (given.findIndex((other) => other.currency === currency) < index) throw invalid(`There is an amount in ${currency} already.`, ['freeFrom', String(index)]);
  });
  return given.map(({ amountMinor, currency }) => ({ amountMinor: amountMinor.toString(), currency }));
}

export function amountFrom({ amountMinor, currency }: StoredAmount): Amount {
  return Amount.of(BigInt(amountMinor), currency);
}

export function shippingPriceFrom(stored: StoredShippingPrice): ShippingPrice {
  const { currency, minWeightGrams, maxWeightGrams } = stored;
  const [minTotal, maxTotal] = [stored.minTotalMinor, stored.maxTotalMinor].map((minor) => (minor === null ? null : Amount.of(BigInt(minor), currency)));
  return Object.assign(new ShippingPrice(), { price: amountFrom(stored), minWeightGrams, maxWeightGrams, minTotal, maxTotal });
}

function isFor({ price, minWeightGrams, maxWeightGrams, minTotal, maxTotal }: ShippingPrice, { weightGrams, total }: Parcel): boolean {
  if (price.currency !== total.currency) return false;
  return isWithin(weightGrams, minWeightGrams, maxWeightGrams) && isWithin(total.amountMinor, minTotal?.amountMinor, maxTotal?.amountMinor);
}

function isWithin(value: bigint | number, least: bigint | number | null | undefined, below: bigint | number | null | undefined): boolean {
  return (least == null || value >= least) && (below == null || value < below);
}

function overlaps(a: NewShippingPrice, b: NewShippingPrice): boolean {
  if (a.price.currency !== b.price.currency) return false;
  return meet([a.minWeightGrams, a.maxWeightGrams], [b.minWeightGrams, b.maxWeightGrams]) && meet([a.minTotalMinor, a.maxTotalMinor], [b.minTotalMinor, b.maxTotalMinor]);
}

type Range = readonly [bigint | number | null | undefined, bigint | number | null | undefined];

function meet([leastOfA, belowA]: Range, [leastOfB, belowB]: Range): boolean {
  return (belowB == null || (leastOfA ?? 0) < belowB) && (belowA == null || (leastOfB ?? 0) < belowA);
}

function storedPrice({ price, minWeightGrams, maxWeightGrams, minTotalMinor, maxTotalMinor }: NewShippingPrice): StoredShippingPrice {
  return {
    currency: price.currency,
    amountMinor: price.amountMinor.toString(),
    minWeightGrams: minWeightGrams ?? null,
    maxWeightGrams: maxWeightGrams ?? null,
    minTotalMinor: minTotalMinor?.toString() ?? null,
    maxTotalMinor: maxTotalMinor?.toString() ?? null,
  };
}

function assertAmount(amountMinor: bigint, field: readonly string[]): void {
  if (amountMinor >= 0n && amountMinor <= MAX_PRICE_MINOR) return;
  throw invalid(`An amount is 0 to ${MAX_PRICE_MINOR} minor units.`, [...field, 'amountMinor']);
}

function assertRange(
  least: bigint | number | null | undefined,
  below: bigint | number | null | undefined,
  { index, name, largest }: { index: number; name: string; largest: bigint | number },
): void {
  if (least != null && (least < 0 || least > largest)) throw invalid(`A minimum is 0 to ${largest}.`, fieldOf(index, `min${name}`));
  if (below != null && (below <= (least ?? 0) || below > largest)) throw invalid(`A maximum is above its minimum, and at most ${largest}.`, fieldOf(index, `max${name}`));
}

function fieldOf(index: number, name: string): readonly string[] {
  return ['prices', String(index), name];
}
