import { instantFromText } from '../../../platform/database/instant-text';
import type { Row } from '../../../platform/database/engine';
import type { View } from '../../../platform/database/view';
import { accessOf, isLastPeriod, MAY_HAVE_ACCESS, type Standing } from '../model/access';
import { BillingCycle } from '../model/billing-cycle.entity';
import { DEFAULT_DUNNING } from '../model/dunning';
import { mergedEntitlements, type Entitlement } from '../model/entitlement';
import type { ScheduledAction } from '../model/scheduled-action';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { BillingCycleStatus, SubscriptionStatus } from '../model/subscription-states';
import { dunningFor } from './dunning.queries';
import { findRunning } from './running-charge.queries';
import { findOldestUnsettledCycle } from './subscriptions.queries';

/** Only a subscription that owes, or pauses, is asked since when: no other one's access depends on it. */
const OVERDUE_SINCE = `CASE WHEN s.status IN ('PAST_DUE', 'PAUSED') THEN
  (SELECT MIN(COALESCE(c.due_at, c.start_at)) FROM billing_cycle c WHERE c.tenant_id = :tenant AND c.subscription_id = s.id AND c.status = 'BILLED' AND c.settled_at IS NULL)
  END AS overdue_since`;

/** By the policy of its plan, or the shop's; null where the default one holds, and where nothing is owed. */
const ACCESS_DAYS = `CASE WHEN s.status = 'PAST_DUE' THEN COALESCE(
  (SELECT d.access_days FROM dunning_policy d WHERE d.tenant_id = :tenant AND d.plan_id = s.plan_id),
  (SELECT t.access_days FROM dunning_policy t WHERE t.tenant_id = :tenant AND t.plan_id IS NULL)) END AS access_days`;

/** 1 for a period that runs and was skipped, unless a part of it was paid for later, and for one whose money a bank took back for good. */
const UNPAID_FOR = `(SELECT COUNT(*) FROM billing_cycle k WHERE k.tenant_id = :tenant AND k.subscription_id = s.id AND k.schedule = s.schedule
  AND k.start_at = s.current_period_start AND (k.charged_back_at IS NOT NULL OR (k.status = 'SKIPPED'
  AND NOT EXISTS (SELECT 1 FROM running_charge r WHERE r.tenant_id = :tenant AND r.subscription_id = s.id AND r.billed_minor > 0)))) AS is_unpaid_for`;

/** Of a statement over `subscription s`: what `accessNow` looks at. */
export const ACCESS_COLUMNS = `s.status, s.current_period_start, s.current_period_end, s.cancel_at_period_end, s.cancel_at, s.term_cycles, s.billed_cycles, s.has_own_term, s.plan_id, s.scheduled_plan_id, s.scheduled_action, s.paused_at, ${OVERDUE_SINCE}, ${ACCESS_DAYS}, ${UNPAID_FOR}`;

/** Whether a subscriber may use what her plan gives, by a row with those columns. */
export function accessNow(view: View, row: Row): boolean {
  return accessOf(standingOfRow(row), { now: view.now }).hasAccess;
}

/** What the plan of a subscription grants, and what it has beside it: in JSON, where an id stands for nothing else. */
const GRANTED_BY = [
  {
    grants: 'plan_grant g ON g.tenant_id = :tenant AND g.plan_id = s.plan_id',
    isLost: `s.scheduled_plan_id <> s.plan_id AND NOT EXISTS (SELECT 1 FROM plan_grant n WHERE n.tenant_id = :tenant AND n.plan_id = s.scheduled_plan_id
      AND (n.feature = g.feature OR n.product_id = g.product_id))`,
  },
  { grants: 'add_on_grant g ON g.tenant_id = :tenant AND INSTR(s.add_ons, g.add_on_id) > 0', isLost: 'INSTR(s.scheduled_add_ons, g.add_on_id) = 0' },
] as const;

/** User -> what subscriptions let her use now, in one statement for all of them. What is a gift is used by whom it was given to. */
export async function entitlementsOfUsers(view: View, userIds: readonly string[]): Promise<Map<string, Entitlement[]>> {
  const rows = await view.rows(
    'subscription: entitlements',
    `${GRANTED_BY.map(
      ({ grants, isLost }) => `SELECT COALESCE(s.beneficiary_user_id, s.user_id) AS holder_id, g.feature AS feature, g.product_id AS product_id,
       CASE WHEN s.scheduled_action = 'CHANGE_PLAN' AND ${isLost} THEN 1 ELSE 0 END AS is_lost, ${ACCESS_COLUMNS}
     FROM subscription s JOIN ${grants}
     WHERE s.tenant_id = :tenant AND ((s.user_id IN (:userIds) AND s.beneficiary_user_id IS NULL) OR s.beneficiary_user_id IN (:userIds)) AND s.status IN (:statuses)`,
    ).join(' UNION ALL ')} ORDER BY feature, product_id`,
    { userIds, statuses: MAY_HAVE_ACCESS },
  );
  const granted = new Map<string, Entitlement[]>(userIds.map((id) => [id, []]));
  for (const row of rows) {
    const standing = standingOfRow(row);
    // What is to change with the next period may grant less from then on.
    const { hasAccess, endsAt } = accessOf({ ...standing, isLast: standing.isLast || Number(row.is_lost) > 0 }, { now: view.now });
    const [feature, productId] = [row.feature as string | null, row.product_id as string | null];
    if (hasAccess) granted.get(row.holder_id as string)?.push({ feature, productId, endsAt });
  }
  return new Map([...granted].map(([userId, entitlements]) => [userId, mergedEntitlements(entitlements)]));
}

function standingOfRow(row: Row): Standing {
  const instantOf = (stored: unknown) => (stored == null ? null : instantFromText(stored as string));
  return {
    status: row.status as SubscriptionStatus,
    currentPeriodStart: instantOf(row.current_period_start)!,
    currentPeriodEnd: instantOf(row.current_period_end)!,
    isLast: isLastPeriod({
      cancelAtPeriodEnd: Number(row.cancel_at_period_end) !== 0,
      scheduledAction: row.scheduled_action as ScheduledAction | null,
      isTermOver: row.term_cycles != null && Number(row.billed_cycles ?? 0) >= Number(row.term_cycles),
      hasOwnTerm: Number(row.has_own_term) !== 0,
      scheduledPlanId: row.scheduled_plan_id as string | null,
      planId: row.plan_id as string,
    }),
    cancelAt: instantOf(row.cancel_at),
    pausedAt: instantOf(row.paused_at),
    overdueSince: instantOf(row.overdue_since),
    accessDays: row.access_days == null ? DEFAULT_DUNNING.accessDays : Number(row.access_days),
    isUnpaidFor: Number(row.is_unpaid_for) > 0,
  };
}

/** The same of one subscription. */
export async function standingOf(view: View, subscription: SubscriptionContract): Promise<Standing> {
  const { id, planId, status, currentPeriodStart, currentPeriodEnd, cancelAt, pausedAt } = subscription;
  const mayOwe = status === SubscriptionStatus.PAST_DUE || status === SubscriptionStatus.PAUSED;
  const oldest = mayOwe ? await findOldestUnsettledCycle(view, id) : null;
  const overdueSince = oldest && (oldest.dueAt ?? oldest.startAt);
  const { accessDays } = status === SubscriptionStatus.PAST_DUE ? await dunningFor(view, planId) : DEFAULT_DUNNING;
  return { status, currentPeriodStart, currentPeriodEnd, isLast: isLastPeriod(subscription), cancelAt, pausedAt, overdueSince, accessDays, isUnpaidFor: await isUnpaidFor(view, subscription) };
}

async function isUnpaidFor(view: View, { id: subscriptionId, schedule, currentPeriodStart: startAt }: SubscriptionContract): Promise<boolean> {
  const runs = await view.from(BillingCycle).where({ subscriptionId, schedule, startAt }).one();
  if (runs?.status !== BillingCycleStatus.SKIPPED) return Boolean(runs?.chargedBackAt);
  return ((await findRunning(view, subscriptionId))?.billedMinor ?? 0n) === 0n;
}
