import type { View } from '../../../platform/database/view';
import { instantToText } from '../../../platform/database/instant-text';
import { defineLoader } from '../../../platform/graphql/loader';
import type { NewInvoiceLine } from '../../billing/contract';
import { meteredLines, type MeterSum } from '../model/metered-line';
import type { Terms } from '../model/plan-change';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { currentTerms } from './terms.queries';

/** What is used in a trial is free. */
const PAID_USE = `FROM usage_record u JOIN subscription s ON s.tenant_id = :tenant AND s.id = u.subscription_id
  WHERE u.tenant_id = :tenant AND (s.trial_end IS NULL OR u.used_at >= s.trial_end)`;

/** What one bill claimed. */
export async function usageOfBill(view: View, { subscriptionId, billId }: { subscriptionId: string; billId: string }): Promise<MeterSum[]> {
  const sql = `SELECT u.meter, SUM(u.quantity) AS quantity ${PAID_USE} AND u.subscription_id = :subscriptionId AND u.bill_id = :billId GROUP BY u.meter`;
  return (await view.rows('usage_record: of a bill', sql, { subscriptionId, billId })).map(sumOfRow);
}

/**
 * The lines by which the period that runs will be billed for its use, as far as it is known: what is not billed yet, and was used before
 * an instant, or all of it for a period that ends now. Nothing is asked for a plan without meters. `terms` are those of the subscription, or those that it will have.
 */
export async function unbilledLines(view: View, subscription: SubscriptionContract, { terms, before }: { terms: Terms; before: Date | null }): Promise<NewInvoiceLine[]> {
  const running = terms.planVersionId === subscription.planVersionId ? terms : await currentTerms(view, subscription);
  if (!running.meters?.length) return [];
  const { id: subscriptionId, currentPeriodStart: periodStart } = subscription;
  const sql = `SELECT u.meter, SUM(u.quantity) AS quantity ${PAID_USE} AND u.subscription_id = :subscriptionId AND u.bill_id IS NULL AND (:before IS NULL OR u.used_at < :before) GROUP BY u.meter`;
  const rows = await view.rows('usage_record: unbilled', sql, { subscriptionId, before: before && instantToText(before) });
  return meteredLines(running, rows.map(sumOfRow), { periodStart, periodEnd: before ?? view.now });
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
