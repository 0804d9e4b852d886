import { Check, Entity, Index } from 'typeorm';
import { billingDayOf, type BillingDay } from '../../../kernel/billing-day';
import type { Interval, IntervalUnit } from '../../../kernel/calendar';
import { Money } from '../../../kernel/money';
import { BigIntColumn, BooleanColumn, CodeColumn, CurrencyColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, JsonColumn, References, TenantColumn } from '../../../platform/database/columns';
import type { BoxItem } from './box';
import type { PlanMeter, StoredPrice, TimedPrice } from './plan-pricing';
import type { ShortagePolicy } from './shortage-policy';
import type { TrialEndBehavior } from './trial-end-behavior';

/** The terms of a plan from one change of price to the next. Never changed: a subscription names the version that it agreed to. */
@Entity('plan_version')
@IdPrefix('pver')
@References('Plan', 'planId')
@Index(['tenantId', 'planId', 'number'], { unique: true })
@Check('plan_version_price_check', 'price_minor >= 0')
@Check('plan_version_interval_check', 'interval_count >= 1')
@Check('plan_version_trial_check', 'trial_days >= 0')
export class PlanVersion {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  planId: string;

  /** Counts from 1. */
  @IntColumn()
  number: number;

  @CodeColumn()
  intervalUnit: IntervalUnit;

  @IntColumn()
  intervalCount: number;

  @BigIntColumn()
  priceMinor: bigint;

  @CurrencyColumn()
  currency: string;

  /** Wall-clock days before the first paid period; 0 for none. */
  @IntColumn()
  trialDays: number;

  /** What happens at the end of a trial when there is nothing to charge; null is CREATE_INVOICE. */
  @CodeColumn({ nullable: true })
  trialEndBehavior: TrialEndBehavior | null;

  /** Paid once, with the first period; null for none. */
  @BigIntColumn({ nullable: true })
  setupFeeMinor: bigint | null;

  /** In other currencies than `currency`; null for none. */
  @JsonColumn({ nullable: true })
  setupFees: readonly StoredPrice[] | null;

  /** How many periods are billed before a subscription ends by itself; null for no end. */
  @IntColumn({ nullable: true })
  termCycles: number | null;

  /** Day of the month or week on which periods start; null for the subscription's own. */
  @IntColumn({ nullable: true })
  billingDay: number | null;

  /** Periods start on each month's last day. */
  @BooleanColumn({ default: false })
  isEndOfMonth: boolean;

  /** In other currencies than `currency`; null for none. */
  @JsonColumn({ nullable: true })
  prices: readonly StoredPrice[] | null;

  /** For periods that start in a time, in place of the price; the first that holds. Null for none. */
  @JsonColumn({ nullable: true })
  timedPrices: readonly TimedPrice[] | null;

  /** What is billed by use; null for nothing. */
  @JsonColumn({ nullable: true })
  meters: readonly PlanMeter[] | null;

  /** What each delivery ships; null for nothing. */
  @JsonColumn({ nullable: true })
  box: BoxItem[] | null;

  /** The time between deliveries; null: one for each billing period. */
  @CodeColumn({ nullable: true })
  deliveryUnit: IntervalUnit | null;

  @IntColumn({ nullable: true })
  deliveryUnitCount: number | null;

  /** What is done when goods are short; null: what the tenant does. */
  @CodeColumn({ nullable: true })
  onShortage: ShortagePolicy | null;

  @InstantColumn()
  createdAt: Date;

  get interval(): Interval {
    return { unit: this.intervalUnit, count: this.intervalCount };
  }

  get billingDayOfCalendar(): BillingDay | null {
    return billingDayOf(this.intervalUnit, { day: this.billingDay, isEndOfMonth: this.isEndOfMonth });
  }

  get deliveryInterval(): Interval | null {
    return this.deliveryUnit && { unit: this.deliveryUnit, count: this.deliveryUnitCount ?? 1 };
  }

  get price(): Money {
    return Money.of(this.priceMinor, this.currency);
  }

  get allPrices(): Money[] {
    return [this.price, ...(this.prices ?? []).map(({ currency, priceMinor }) => Money.of(BigInt(priceMinor), currency))];
  }

  /** Null for a currency that it has no price in; its own when none is named. */
  priceIn(currency: string | null | undefined): Money | null {
    return currency == null ? this.price : (this.allPrices.find((price) => price.currency === currency) ?? null);
  }

  get allSetupFees(): Money[] {
    const own = this.setupFeeMinor === null ? [] : [Money.of(this.setupFeeMinor, this.currency)];
    return [...own, ...(this.setupFees ?? []).map(({ currency, priceMinor }) => Money.of(BigInt(priceMinor), currency))];
  }

  /** Null for none. */
  setupFeeIn(wanted: string): bigint | null {
    return this.allSetupFees.find(({ currency }) => currency === wanted)?.amountMinor ?? null;
  }

  metersIn(currency: string | null): PlanMeter[] {
    return (this.meters ?? []).filter((meter) => meter.currency === (currency ?? this.currency));
  }
}
