import { Money } from '../../../kernel/money';
import { ratioOf } from './ratio';
import { CurrencyMetrics, MetricsPeriod } from './subscription-metrics';

/** What was counted of one kind in one period; the period -1 is all the time before the first. */
export interface Sum {
  readonly what: 'MOVEMENT' | 'PAYMENT' | 'TRIAL';
  /** Of a movement or a payment, its kind; of a trial, its outcome. */
  readonly kind: string;
  /** Of payments. */
  readonly outcome: string;
  readonly currency: string;
  readonly period: number;
  readonly amountMinor: bigint;
  readonly count: number;
  /** Of movements: how many more count. Of payments: how many were the first attempt. */
  readonly part: number;
}

/** The metrics of periods, from their sums. Whoever has the same sums gets the same metrics. */
export function metricsOf(boundaries: readonly Date[], sums: readonly Sum[]): MetricsPeriod[] {
  const currencies = [...new Set(sums.map(({ currency }) => currency))].filter((currency) => currency !== '').sort();
  const mrr = new Map(currencies.map((currency) => [currency, total(sums.filter((sum) => sum.period < 0 && sum.currency === currency && sum.what === 'MOVEMENT'))]));
  let active = sums.reduce((most, { what, period, part }) => (what === 'MOVEMENT' && period < 0 ? most + part : most), 0);
  return boundaries.slice(0, -1).map((startAt, period) => {
    const own = sums.filter((sum) => sum.period === period);
    const activeAtStart = active;
    active += own.reduce((more, { what, part }) => (what === 'MOVEMENT' ? more + part : more), 0);
    const ofCurrencies = currencies.map((currency) => {
      const metrics = currencyMetrics(own.filter((sum) => sum.currency === currency), { currency, atStart: mrr.get(currency)! });
      mrr.set(currency, metrics.mrr.amountMinor);
      return metrics;
    });
    return periodMetrics(own, { startAt, endAt: boundaries[period + 1]!, activeAtStart, active, currencies: ofCurrencies });
  });
}

function currencyMetrics(own: readonly Sum[], { currency, atStart }: { currency: string; atStart: bigint }): CurrencyMetrics {
  const money = (sums: readonly Sum[]) => Money.of(total(sums), currency);
  const moved = (kind: string) => money(own.filter((sum) => sum.what === 'MOVEMENT' && sum.kind === kind));
  const paid = own.filter(({ what, outcome }) => what === 'PAYMENT' && outcome === 'SUCCEEDED');
  const received = money(paid.filter(({ kind }) => kind !== 'REFUND'));
  const refunded = money(paid.filter(({ kind }) => kind === 'REFUND'));
  const mrrAtStart = Money.of(atStart, currency);
  return Object.assign(new CurrencyMetrics(), {
    currency,
    mrrAtStart,
    new: moved('NEW'),
    expansion: moved('EXPANSION'),
    contraction: moved('CONTRACTION'),
    churn: moved('CHURN'),
    reactivation: moved('REACTIVATION'),
    mrr: mrrAtStart.plus(money(own.filter(({ what }) => what === 'MOVEMENT'))),
    received,
    refunded,
    revenue: received.minus(refunded),
  });
}

type Frame = Pick<MetricsPeriod, 'startAt' | 'endAt' | 'activeAtStart' | 'active' | 'currencies'>;

function periodMetrics(own: readonly Sum[], frame: Frame): MetricsPeriod {
  const counted = (what: Sum['what'], kind: string) => own.filter((sum) => sum.what === what && sum.kind === kind);
  const charges = counted('PAYMENT', 'CHARGE');
  const succeeded = charges.filter(({ outcome }) => outcome === 'SUCCEEDED');
  const [chargeAttempts, succeededAttempts] = [countOf(charges), countOf(succeeded)];
  const [firstAttempts, succeededFirstAttempts] = [partOf(charges), partOf(succeeded)];
  const churned = countOf(counted('MOVEMENT', 'CHURN'));
  const [trialsConverted, trialsLost] = [countOf(counted('TRIAL', 'CONVERTED')), countOf(counted('TRIAL', 'LOST'))];
  return Object.assign(new MetricsPeriod(), {
    ...frame,
    started: countOf(counted('MOVEMENT', 'NEW')),
    reactivated: countOf(counted('MOVEMENT', 'REACTIVATION')),
    churned,
    churnRate: ratioOf(churned, frame.activeAtStart),
    chargeAttempts,
    succeededAttempts,
    paymentSuccessRate: ratioOf(succeededAttempts, chargeAttempts),
    firstAttempts,
    succeededFirstAttempts,
    firstAttemptSuccessRate: ratioOf(succeededFirstAttempts, firstAttempts),
    trialsConverted,
    trialsLost,
    trialConversionRate: ratioOf(trialsConverted, trialsConverted + trialsLost),
  });
}

const total = (sums: readonly Sum[]): bigint => sums.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
const countOf = (sums: readonly Sum[]): number => sums.reduce((sum, { count }) => sum + count, 0);
const partOf = (sums: readonly Sum[]): number => sums.reduce((sum, { part }) => sum + part, 0);
