import type { Invariant } from '../../../platform/invariant';
import { FOLLOW_SUBSCRIPTION, RECORD_PAYMENT } from '../model/consumers';
import { MONTHLY } from '../model/monthly-value';
import { ACTIVE_STATUSES } from '../model/standing';

const inList = (words: readonly string[]) => `(${words.map((word) => `'${word}'`).join(', ')})`;

/** Joins `waiting`, the things of which an event is on its way to a consumer: what was not heard yet is no error. Read once, not for each row. */
function joinWaiting(thingId: string, consumer: string): string {
  return `LEFT JOIN (SELECT w.object_id FROM event_pending w WHERE w.tenant_id = :tenant
    UNION SELECT k.object_id FROM event_stuck k WHERE k.tenant_id = :tenant AND k.consumer = '${consumer}'
    UNION SELECT e.object_id FROM event_log e JOIN event_consumer c ON c.tenant_id = e.tenant_id
      WHERE e.tenant_id = :tenant AND c.consumer = '${consumer}' AND e.sequence > c.position) waiting ON waiting.object_id = ${thingId}`;
}

const byUnit = (side: 'times' | 'over') =>
  `CASE v.interval_unit ${Object.entries(MONTHLY).map(([unit, factor]) => `WHEN '${unit}' THEN ${factor[side]}`).join(' ')} END`;
/** Twice what a month is worth is WORTH / DIVISOR; rounded half up it is m when 2m x DIVISOR <= 2 x WORTH + DIVISOR < 2(m + 1) x DIVISOR. */
const WORTH = `((v.price_minor * s.quantity + s.add_ons_minor) * ${byUnit('times')})`;
const DIVISOR = `(${byUnit('over')} * v.interval_count)`;

const SUBSCRIPTIONS = `SELECT s.id FROM subscription s
  JOIN plan_version v ON v.tenant_id = s.tenant_id AND v.id = s.plan_version_id
  LEFT JOIN subscription_standing n ON n.tenant_id = s.tenant_id AND n.id = s.id
  ${joinWaiting('s.id', FOLLOW_SUBSCRIPTION)}
  WHERE s.tenant_id = :tenant AND waiting.object_id IS NULL AND 1 = CASE
    WHEN s.status NOT IN ${inList(ACTIVE_STATUSES)} THEN CASE WHEN n.is_active = 1 OR n.mrr_minor <> 0 THEN 1 ELSE 0 END
    WHEN n.is_active = 1 AND s.currency IS NOT NULL AND s.currency <> v.currency THEN CASE WHEN n.currency = s.currency THEN 0 ELSE 1 END
    WHEN n.is_active = 1 AND n.currency = v.currency AND 2 * n.mrr_minor * ${DIVISOR} <= 2 * ${WORTH} + ${DIVISOR}
      AND 2 * ${WORTH} + ${DIVISOR} < 2 * (n.mrr_minor + 1) * ${DIVISOR} THEN 0 ELSE 1 END`;

const MOVEMENTS = `SELECT n.id FROM subscription_standing n LEFT JOIN (SELECT tenant_id, subscription_id,
    SUM(amount_minor) AS amount, SUM(active_delta) AS active FROM mrr_movement WHERE tenant_id = :tenant GROUP BY tenant_id, subscription_id) m
    ON m.tenant_id = n.tenant_id AND m.subscription_id = n.id
  WHERE n.tenant_id = :tenant AND (COALESCE(m.amount, 0) <> n.mrr_minor OR COALESCE(m.active, 0) <> n.is_active)`;

const PAYMENTS = `SELECT p.id FROM payment p JOIN invoice i ON i.tenant_id = p.tenant_id AND i.id = p.invoice_id
  LEFT JOIN payment_outcome o ON o.tenant_id = p.tenant_id AND o.id = p.id
  ${joinWaiting('COALESCE(p.refund_of_id, p.id)', RECORD_PAYMENT)}
  WHERE p.tenant_id = :tenant AND waiting.object_id IS NULL AND i.purpose_kind LIKE 'SUBSCRIPTION!_%' ESCAPE '!' AND p.kind IN ('CHARGE', 'EXTERNAL', 'REFUND')
  AND 1 = CASE WHEN p.status = 'SUCCEEDED' OR (p.status = 'FAILED' AND p.kind = 'CHARGE')
    THEN CASE WHEN o.kind = p.kind AND o.outcome = p.status AND o.amount_minor = p.amount_minor AND o.currency = p.currency
      AND o.settled_at = p.settled_at AND COALESCE(o.attempt_number, 0) = COALESCE(p.attempt_number, 0) THEN 0 ELSE 1 END
    ELSE CASE WHEN o.id IS NULL THEN 0 ELSE 1 END END`;

export const insightsInvariants: readonly Invariant[] = [
  {
    name: 'insights.metrics-equal-their-recomputation',
    description:
      'What is counted of each subscription and payment is what its own rows say, and movements add up to it, unless an event of it is still on its way.',
    violations: [SUBSCRIPTIONS, MOVEMENTS, PAYMENTS].join(' UNION ALL '),
  },
];
