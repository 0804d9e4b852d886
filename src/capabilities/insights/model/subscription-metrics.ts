import { Field, Int, ObjectType } from 'type-graphql';
import { Money } from '../../../platform/graphql/money.type';
import { CurrencyCodeScalar, DateTimeScalar, DecimalScalar } from '../../../platform/graphql/scalars';
import { MetricsInterval } from './metrics-range';

@ObjectType({ description: 'Money of subscriptions in one currency and one period. mrrAtStart and the five movements add up to mrr, to the unit.' })
export class CurrencyMetrics {
  @Field(() => CurrencyCodeScalar, { description: 'The currency; amounts of different ones are never added.' })
  currency: string;

  @Field(() => Money, { description: 'What subscriptions that count were worth in a month when the period began.' })
  mrrAtStart: Money;

  @Field(() => Money, { description: 'Of subscriptions that counted for the first time.' })
  new: Money;

  @Field(() => Money, { description: 'More, of subscriptions that counted before and after: another plan or quantity.' })
  expansion: Money;

  @Field(() => Money, { description: 'Less, of subscriptions that counted before and after; at most zero.' })
  contraction: Money;

  @Field(() => Money, { description: 'Of subscriptions that count no more: ended, paused, unpaid; at most zero.' })
  churn: Money;

  @Field(() => Money, { description: 'Of subscriptions that count again after they did not.' })
  reactivation: Money;

  @Field(() => Money, { description: 'Monthly recurring revenue when the period ended, or now while it runs.' })
  mrr: Money;

  @Field(() => Money, { description: 'Money that was received for subscriptions.' })
  received: Money;

  @Field(() => Money, { description: 'Money that was given back.' })
  refunded: Money;

  @Field(() => Money, { description: 'Received less refunded, each in the period in which it moved.' })
  revenue: Money;
}

@ObjectType({ description: 'How subscriptions did in one period.' })
export class MetricsPeriod {
  @Field(() => DateTimeScalar, { description: 'When it begins, by the shop\'s time zone.' })
  startAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it ends and the next one begins.' })
  endAt: Date;

  @Field(() => [CurrencyMetrics], { description: 'Money, by currency.' })
  currencies: CurrencyMetrics[];

  @Field(() => Int, { description: 'Subscriptions that counted, ACTIVE or PAST_DUE, when it began.' })
  activeAtStart: number;

  @Field(() => Int, { description: 'Subscriptions that counted when it ended, or count now while it runs.' })
  active: number;

  @Field(() => Int, { description: 'How many counted for the first time.' })
  started: number;

  @Field(() => Int, { description: 'How often one counted again.' })
  reactivated: number;

  @Field(() => Int, { description: 'How often one ceased to count.' })
  churned: number;

  @Field(() => DecimalScalar, { nullable: true, description: 'churned / activeAtStart, six digits; null when none counted then.' })
  churnRate: string | null;

  @Field(() => Int, { description: 'Charges of subscriptions that succeeded or failed.' })
  chargeAttempts: number;

  @Field(() => Int, { description: 'Those that succeeded.' })
  succeededAttempts: number;

  @Field(() => DecimalScalar, { nullable: true, description: 'succeededAttempts / chargeAttempts, six digits; null without any.' })
  paymentSuccessRate: string | null;

  @Field(() => Int, { description: 'Charges that were the first of their invoice.' })
  firstAttempts: number;

  @Field(() => Int, { description: 'Those that succeeded.' })
  succeededFirstAttempts: number;

  @Field(() => DecimalScalar, { nullable: true, description: 'succeededFirstAttempts / firstAttempts, six digits; null without any.' })
  firstAttemptSuccessRate: string | null;

  @Field(() => Int, { description: 'Trials whose subscription became ACTIVE.' })
  trialsConverted: number;

  @Field(() => Int, { description: 'Trials whose subscription ended before it was ACTIVE.' })
  trialsLost: number;

  @Field(() => DecimalScalar, { nullable: true, description: 'trialsConverted / (trialsConverted + trialsLost), six digits; null without any.' })
  trialConversionRate: string | null;
}

@ObjectType({ description: 'How many of a cohort still counted at the end of a month.' })
export class RetentionMonth {
  @Field(() => Int, { description: 'Months since the one in which the cohort began; 0 is that one.' })
  monthsSince: number;

  @Field(() => Int, { description: 'How many counted at its end, or count now while it runs.' })
  kept: number;

  @Field(() => DecimalScalar, { description: 'kept / size of the cohort, six digits.' })
  share: string;
}

@ObjectType({ description: 'The subscriptions that counted for the first time in one month.' })
export class RetentionCohort {
  @Field(() => DateTimeScalar, { description: 'When that month began, by the shop\'s time zone.' })
  startAt: Date;

  @Field(() => Int, { description: 'How many they are.' })
  size: number;

  @Field(() => [RetentionMonth], { description: 'Month for month since then, as far as the range goes.' })
  months: RetentionMonth[];
}

@ObjectType({ description: 'How subscriptions did. Every definition: docs/metrics.md.' })
export class SubscriptionMetrics {
  @Field(() => MetricsInterval, { description: 'How long the periods are.' })
  interval: MetricsInterval;

  @Field(() => String, { description: 'The shop\'s time zone, by which they begin.' })
  timeZone: string;

  @Field(() => [MetricsPeriod], { description: 'Whole periods that touch the range and have begun, oldest first.' })
  periods: MetricsPeriod[];

  from: Date;
  to: Date;
}
