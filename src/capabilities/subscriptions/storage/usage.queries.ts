import { isBefore, laterOf } from '../../../kernel/clock';
import type { View } from '../../../platform/database/view';
import { instantFromText, instantToText } from '../../../platform/database/instant-text';
import { atMost } from '../../../platform/database/select';
import { defineLoader } from '../../../platform/graphql/loader';
import type { NewInvoiceLine } from '../../billing/contract';
import { BillingCycle } from '../model/billing-cycle.entity';
import { meteredLines, type MeterSum, type UsedIn } from '../model/metered-line';
import type { Terms } from '../model/plan-change';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { currentTerms } from './terms.queries';

/** What is used in a trial is free. */
const PAID_USE = `FROM usage_record u JOIN subscription s ON s.tenant_id = :tenant AND s.id = u.subscription_id
  WHERE u.tenant_id = :tenant AND (s.trial_end IS NULL OR u.used_at >= s.trial_end)`;

const USE_OF_METERS = 'SELECT u.meter, SUM(u.quantity) AS quantity, MIN(u.used_at) AS first_at, MAX(u.used_at) AS last_at';

type Rows = readonly Readonly<Record<string, unknown>>[];

/** The lines of what one bill claimed; `until` is where the period ends that it bills. */
export async function linesOfBill(view: View, subscription: SubscriptionContract, { billId, terms, until }: { billId: string; terms: Terms; until: Date }): Promise<NewInvoiceLine[]> {
  const { id: subscriptionId } = subscription;
  const sql = `${USE_OF_METERS} ${PAID_USE} AND u.subscription_id = :subscriptionId AND u.bill_id = :billId GROUP BY u.meter`;
  const rows = await view.rows('usage_record: of a bill', sql, { subscriptionId, billId });
  return meteredLines(terms, rows.map(sumOfRow), await usedIn(view, subscription, { rows, until }));
}

/** What is not billed yet: used before an instant, or all of it where the period ends, now or by a known end. */
export interface Unbilled {
  readonly terms: Terms;
  readonly before: Date | null;
  readonly endsAt?: Date | null;
}

/**
 * The lines by which the period that runs will be billed for its use, as far as it is known. Nothing is asked for a plan without
 * meters. `terms` are those of the subscription, or those that it will have.
 */
export async function unbilledLines(view: View, subscription: SubscriptionContract, { terms, before, endsAt }: Unbilled): Promise<NewInvoiceLine[]> {
  const running = terms.planVersionId === subscription.planVersionId ? terms : await currentTerms(view, subscription);
  if (!running.meters?.length) return [];
  const { id: subscriptionId } = subscription;
  const sql = `${USE_OF_METERS} ${PAID_USE} AND u.subscription_id = :subscriptionId AND u.bill_id IS NULL AND (:before IS NULL OR u.used_at < :before) GROUP BY u.meter`;
  const rows = await view.rows('usage_record: unbilled', sql, { subscriptionId, before: before && instantToText(before) });
  return meteredLines(running, rows.map(sumOfRow), await usedIn(view, subscription, { rows, until: before ?? endsAt ?? view.now }));
}

/**
 * The time that the lines tell: the period that runs, and those before it that were not billed, back to the one of the first use. One
 * statement more where there are such.
 */
async function usedIn(view: View, { id: subscriptionId, currentPeriodStart }: SubscriptionContract, { rows, until }: { rows: Rows; until: Date }): Promise<UsedIn> {
  const [first, last] = [rows.map(({ first_at: at }) => at as string).sort()[0], rows.map(({ last_at: at }) => at as string).sort().at(-1)];
  if (!first || !last) return { periodStart: currentPeriodStart, periodEnd: until };
  // A sender's clock may run ahead.
  const [firstAt, periodEnd] = [instantFromText(first), laterOf(until, instantFromText(last))];
  if (!isBefore(firstAt, currentPeriodStart)) return { periodStart: currentPeriodStart, periodEnd };
  const cycle = await view.from(BillingCycle).where({ subscriptionId, startAt: atMost(firstAt) }).orderBy('-schedule', '-startAt').one();
  return { periodStart: cycle?.startAt ?? firstAt, periodEnd };
}

/** What a subscription used and is not billed for yet. */
export const usageBySubscription = defineLoader<MeterSum[]>('UsageBySubscription', async (view, ids) => {
  const sql = `SELECT u.subscription_id, u.meter, SUM(u.quantity) AS quantity ${PAID_USE} AND u.subscription_id IN (:ids) AND u.bill_id IS NULL
    GROUP BY u.subscription_id, u.meter`;
  const rows = await view.rows('usage_record: sums', sql, { ids });
  return ids.map((id) => rows.filter((row) => row.subscription_id === id).map(sumOfRow));
});

function sumOfRow(row: Readonly<Record<string, unknown>>): MeterSum {
  return { meter: row.meter as string, quantity: BigInt(row.quantity as string | number | bigint) };
}
