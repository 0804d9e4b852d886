import { GraphQLError } from 'graphql';
import { isBefore } from '../../../kernel/clock';
import type { Row, SqlValue } from '../../../platform/database/engine';
import type { View } from '../../../platform/database/view';
import { getTenant } from '../../tenants/contract';
import { boundariesOf, MAX_COHORTS, MAX_PERIODS, MetricsInterval, type MetricsRange } from '../model/metrics-range';
import { metricsOf, type Sum } from '../model/metrics-sums';
import { cohortsOf } from '../model/retention';
import { SubscriptionMetrics, type RetentionCohort } from '../model/subscription-metrics';
import { periodParameters, periodSql } from './period-sql';

/** Refuses a range that is none, or has more than 400 periods. One statement, however many periods. */
export async function metricsBetween(view: View, { from, to, interval }: Omit<MetricsRange, 'zone'>): Promise<SubscriptionMetrics> {
  if (!isBefore(from, to)) throw badRange('`from` must be before `to`.');
  const { timeZone } = await getTenant(view);
  const boundaries = boundariesOf({ from, to, interval, zone: timeZone }, { now: view.now, most: MAX_PERIODS });
  if (!boundaries) throw badRange(`These are more than ${MAX_PERIODS} periods of a ${interval}; ask for fewer, or for longer ones.`);
  const sums = boundaries.length === 0 ? [] : await sumsIn(view, boundaries);
  return Object.assign(new SubscriptionMetrics(), { interval, timeZone, from, to, periods: metricsOf(boundaries, sums) });
}

/** Cohorts of the months that touch the range and have begun; of a longer one, the newest 60. */
export async function retentionIn(view: View, { from, to, timeZone: zone }: SubscriptionMetrics): Promise<RetentionCohort[]> {
  const months = boundariesOf({ from, to, interval: MetricsInterval.MONTH, zone }, { now: view.now, most: Infinity })!;
  const boundaries = months.slice(-(MAX_COHORTS + 1));
  if (boundaries.length === 0) return [];
  const period = (column: string) => periodSql(column, 0, boundaries.length - 1);
  const rows = await view.rows(
    'mrr_movement: cohorts',
    `SELECT ${period('cohort_at')} AS cohort, ${period('occurred_at')} AS month, SUM(active_delta) AS delta,
      SUM(CASE WHEN kind = 'NEW' THEN 1 ELSE 0 END) AS started FROM mrr_movement
     WHERE tenant_id = :tenant AND cohort_at >= :at0 AND cohort_at < :end AND occurred_at < :end GROUP BY cohort, month`,
    periodParameters(boundaries),
  );
  const sums = rows.map(({ cohort, month, delta, started }) => ({
    cohort: Number(cohort),
    month: Number(month),
    activeDelta: Number(delta),
    started: Number(started),
  }));
  return cohortsOf(boundaries, sums);
}

async function sumsIn(view: View, boundaries: readonly Date[]): Promise<Sum[]> {
  const most = boundaries.length - 1;
  const rows = await view.rows(
    'subscription metrics',
    `SELECT 'MOVEMENT' AS what, kind, '' AS outcome, currency, ${periodSql('occurred_at', -1, most)} AS period, SUM(amount_minor) AS amount,
      COUNT(*) AS number, SUM(active_delta) AS part FROM mrr_movement WHERE tenant_id = :tenant AND occurred_at < :end GROUP BY kind, currency, period
     UNION ALL SELECT 'PAYMENT', kind, outcome, currency, ${periodSql('settled_at', 0, most)} AS period, SUM(amount_minor), COUNT(*),
      SUM(CASE WHEN attempt_number = 1 THEN 1 ELSE 0 END) FROM payment_outcome
      WHERE tenant_id = :tenant AND settled_at >= :at0 AND settled_at < :end GROUP BY kind, outcome, currency, period
     UNION ALL SELECT 'TRIAL', trial_outcome, '', '', ${periodSql('trial_decided_at', 0, most)} AS period, 0, COUNT(*), 0 FROM subscription_standing
      WHERE tenant_id = :tenant AND trial_decided_at >= :at0 AND trial_decided_at < :end GROUP BY trial_outcome, period`,
    periodParameters(boundaries),
  );
  return rows.map(sumOf);
}

/** Sums are text, numbers or big numbers, as the engine likes. */
function sumOf({ what, kind, outcome, currency, period, amount, number, part }: Row): Sum {
  const text = (value: unknown) => value as string;
  const whole = (value: unknown) => BigInt(String(value as SqlValue));
  return {
    what: text(what) as Sum['what'],
    kind: text(kind),
    outcome: text(outcome),
    currency: text(currency),
    period: Number(period),
    amountMinor: whole(amount),
    count: Number(number),
    part: Number(part),
  };
}

function badRange(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
