import { registerEnumType } from 'type-graphql';
import type { IntervalUnit } from '../../../kernel/calendar';
import { isCurrencyCode } from '../../../kernel/currency';
import { MAX_PRICE_MINOR } from '../../../kernel/money';
import { invalid } from '../../../kernel/refusal';
import type { BoxItem } from './box';
import type { ShortagePolicy } from './shortage-policy';

/** How an amount follows from what was used. */
export enum PricingModel {
  PER_UNIT = 'PER_UNIT',
}

registerEnumType(PricingModel, {
  name: 'PricingModel',
  description: 'How the amount of a metered line follows from the use.',
  valuesConfig: { PER_UNIT: { description: 'What was used in the period, times the price of a unit.' } },
});

/** A price in one currency more. As it is kept: JSON has no bigint. */
export interface StoredPrice {
  readonly currency: string;
  readonly priceMinor: string;
}

/** Another price for periods that start between two instants. As it is kept. */
export interface TimedPrice extends StoredPrice {
  /** Instants of ISO 8601; null for no beginning, or no end. The end is not in it. */
  readonly validFrom: string | null;
  readonly validUntil: string | null;
}

/** What is billed by use, in one currency. */
export interface PlanMeter {
  /** The merchant's own code. */
  readonly meter: string;
  readonly model: PricingModel;
  /** Empty in an input that leaves it to the plan. */
  readonly currency: string;
  /** Major units for `perUnits`, exact: "0.05". */
  readonly unitPrice: string;
  readonly perUnits: number;
}

/** The parts of a plan's terms that most plans do not have. Null: it has none; undefined: as before. */
export interface PlanExtras {
  readonly prices?: readonly StoredPrice[] | null;
  /** What is paid once, in those currencies. */
  readonly setupFees?: readonly StoredPrice[] | null;
  readonly timedPrices?: readonly TimedPrice[] | null;
  readonly meters?: readonly PlanMeter[] | null;
  readonly box?: readonly BoxItem[] | null;
  readonly deliveryUnit?: IntervalUnit | null;
  readonly deliveryUnitCount?: number | null;
  readonly onShortage?: ShortagePolicy | null;
}

const MAX_METERS = 20;
const MAX_TIMED = 20;
const METER = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,99}$/;
/** Twelve digits before the point and twelve behind keep a bill within 64 bits. */
const UNIT_PRICE = /^\d{1,12}(\.\d{1,12})?$/;
const MAX_PER_UNITS = 1_000_000_000;

/** Meters whose currency was not named are in the plan's own. */
export function metersOf(meters: readonly PlanMeter[] | null, currency: string): readonly PlanMeter[] | null {
  return meters && meters.map((meter) => ({ ...meter, currency: meter.currency === '' ? currency : meter.currency }));
}

/** Refuses INVALID for prices and meters that nobody could be billed by. */
export function assertExtras({ currency, prices, setupFees, timedPrices, meters }: PlanExtras & { readonly currency: string }): void {
  assertPrices(currency, prices ?? []);
  assertSetupFees(setupFees ?? [], prices ?? []);
  assertTimedPrices([currency, ...(prices ?? []).map((price) => price.currency)], timedPrices ?? []);
  assertMeters(metersOf(meters ?? null, currency) ?? []);
}

function assertPrices(own: string, prices: readonly StoredPrice[]): void {
  const currencies = [own, ...prices.map(({ currency }) => currency)];
  if (new Set(currencies).size < currencies.length) throw invalid('A plan has one price in each currency; the first stands in `price`.', ['prices']);
  for (const { currency, priceMinor } of prices) {
    if (!isCurrencyCode(currency)) throw invalid(`"${currency}" is not a currency of ISO 4217.`, ['prices']);
    if (BigInt(priceMinor) < 0n || BigInt(priceMinor) > MAX_PRICE_MINOR) throw invalid(`A price is 0 to ${MAX_PRICE_MINOR} minor units.`, ['prices']);
  }
}

function assertSetupFees(fees: readonly StoredPrice[], prices: readonly StoredPrice[]): void {
  if (new Set(fees.map(({ currency }) => currency)).size < fees.length) throw invalid('A plan has one set-up fee in each currency; the first stands in `setupFee`.', ['setupFees']);
  for (const { currency, priceMinor } of fees) {
    if (!prices.some((price) => price.currency === currency)) throw invalid(`The plan has no price in ${currency} among \`prices\`.`, ['setupFees']);
    if (BigInt(priceMinor) < 0n || BigInt(priceMinor) > MAX_PRICE_MINOR) throw invalid(`A set-up fee is 0 to ${MAX_PRICE_MINOR} minor units.`, ['setupFees']);
  }
}

function assertTimedPrices(currencies: readonly string[], timed: readonly TimedPrice[]): void {
  if (timed.length > MAX_TIMED) throw invalid(`A plan has at most ${MAX_TIMED} prices for a time.`, ['timedPrices']);
  for (const { currency, priceMinor, validFrom, validUntil } of timed) {
    if (!currencies.includes(currency)) throw invalid(`The plan has no price in ${currency} that would hold at other times.`, ['timedPrices']);
    if (BigInt(priceMinor) < 0n || BigInt(priceMinor) > MAX_PRICE_MINOR) throw invalid(`A price is 0 to ${MAX_PRICE_MINOR} minor units.`, ['timedPrices']);
    if (!validFrom && !validUntil) throw invalid('Say when the price begins to hold, or when it ends.', ['timedPrices']);
    if (validFrom && validUntil && validUntil <= validFrom) throw invalid('A price ends after it begins.', ['timedPrices', 'validUntil']);
  }
}

function assertMeters(meters: readonly PlanMeter[]): void {
  if (meters.length > MAX_METERS) throw invalid(`A plan has at most ${MAX_METERS} metered prices.`, ['meters']);
  const keys = meters.map(({ meter, currency }) => `${meter} ${currency}`);
  if (new Set(keys).size < keys.length) throw invalid('A meter has one price in each currency.', ['meters']);
  for (const { meter, unitPrice, perUnits } of meters) {
    if (!METER.test(meter)) throw invalid(`"${meter.slice(0, 100)}" is no code: letters, digits and . _ : - are, at most 100.`, ['meters', 'meter']);
    if (!UNIT_PRICE.test(unitPrice)) throw invalid('A unit price is at least 0 and has at most 12 digits before and behind the point.', ['meters', 'unitPrice']);
    if (perUnits < 1 || perUnits > MAX_PER_UNITS) throw invalid(`A price is that of 1 to ${MAX_PER_UNITS} units.`, ['meters', 'perUnits']);
  }
}
