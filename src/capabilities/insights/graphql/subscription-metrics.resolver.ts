import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../../platform/graphql/context';
import { Allow } from '../../../platform/graphql/permission';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { MAX_COHORTS, MAX_PERIODS, MetricsInterval } from '../model/metrics-range';
import { RetentionCohort, SubscriptionMetrics } from '../model/subscription-metrics';
import { metricsBetween, retentionIn } from '../storage/metrics.queries';

@Resolver(() => SubscriptionMetrics)
export class SubscriptionMetricsResolver {
  @Allow('insights.read')
  @Query(() => SubscriptionMetrics, {
    description:
      `How subscriptions did, in whole days, weeks or months of the shop's time zone that touch [from, to): at most ${MAX_PERIODS} of them, ` +
      'else BAD_USER_INPUT. Every definition and formula: docs/metrics.md.',
  })
  subscriptionMetrics(
    @Ctx() { view }: Context,
    @Arg('from', () => DateTimeScalar, { description: 'An instant of the first period.' }) from: Date,
    @Arg('to', () => DateTimeScalar, { description: 'An instant after which no period begins.' }) to: Date,
    @Arg('interval', () => MetricsInterval, { defaultValue: MetricsInterval.MONTH, description: 'How long the periods are.' }) interval: MetricsInterval,
  ): Promise<SubscriptionMetrics> {
    return metricsBetween(view, { from, to, interval });
  }

  @FieldResolver(() => [RetentionCohort], {
    description: `Retention: the subscriptions that began in each month of the range, and how many of them still count; of a longer range, its last ${MAX_COHORTS} months.`,
  })
  cohorts(@Ctx() { view }: Context, @Root() metrics: SubscriptionMetrics): Promise<RetentionCohort[]> {
    return retentionIn(view, metrics);
  }
}
