import type { Invariant } from '../../../platform/invariant';

export const subscriptionInvariants: readonly Invariant[] = [
  {
    name: 'subscriptions.cycles-neither-overlap-nor-leave-a-gap',
    description: 'Within a schedule each period starts at the instant at which the one before ends.',
    violations: `SELECT c.id FROM billing_cycle c JOIN billing_cycle p ON p.tenant_id = c.tenant_id
      AND p.subscription_id = c.subscription_id AND p.schedule = c.schedule AND p.\`index\` = c.\`index\` - 1
      WHERE c.tenant_id = :tenant AND p.end_at <> c.start_at AND c.status <> 'SKIPPED'`,
  },
  {
    name: 'subscriptions.cycles-are-counted-without-a-gap',
    description: 'The periods of a schedule are numbered from 0, each one followed by the next.',
    violations: `SELECT subscription_id AS id FROM billing_cycle WHERE tenant_id = :tenant
      GROUP BY subscription_id, schedule HAVING MIN(\`index\`) <> 0 OR COUNT(*) <> MAX(\`index\`) + 1`,
  },
  {
    name: 'subscriptions.billed-periods-do-not-overlap',
    description: 'No instant of a subscription is billed twice, whatever schedules its periods are of.',
    violations: `SELECT c.id FROM billing_cycle c JOIN billing_cycle p ON p.tenant_id = c.tenant_id
      AND p.subscription_id = c.subscription_id AND p.id <> c.id AND p.status IN ('BILLED', 'FAILED') AND p.start_at < p.end_at
      WHERE c.tenant_id = :tenant AND c.status IN ('BILLED', 'FAILED') AND c.start_at < c.end_at
        AND p.start_at <= c.start_at AND c.start_at < p.end_at`,
  },
  {
    name: 'subscriptions.schedules-follow-each-other',
    description: 'A schedule that replaces another begins where a period of that one ends.',
    violations: `SELECT c.id FROM billing_cycle c WHERE c.tenant_id = :tenant AND c.\`index\` = 0 AND c.schedule > 0 AND NOT EXISTS (
      SELECT 1 FROM billing_cycle p WHERE p.tenant_id = c.tenant_id AND p.subscription_id = c.subscription_id
        AND p.schedule = c.schedule - 1 AND p.end_at = c.start_at)`,
  },
  {
    name: 'subscriptions.every-billed-cycle-has-an-invoice',
    description: 'A cycle that is BILLED or FAILED names the invoice that it was billed by, which names the cycle.',
    violations: `SELECT c.id FROM billing_cycle c LEFT JOIN invoice i ON i.tenant_id = c.tenant_id AND i.id = c.invoice_id
      WHERE c.tenant_id = :tenant AND c.status IN ('BILLED', 'FAILED')
        AND (i.id IS NULL OR i.purpose_kind <> 'SUBSCRIPTION_CYCLE' OR i.purpose_id <> c.id)`,
  },
  {
    name: 'subscriptions.one-successful-charge-a-cycle',
    description: 'Of the charges for a cycle that succeeded, all but one are given back in full.',
    violations: `SELECT i.purpose_id AS id FROM payment p JOIN invoice i ON i.tenant_id = p.tenant_id AND i.id = p.invoice_id
      LEFT JOIN (SELECT tenant_id, refund_of_id, SUM(CASE WHEN status <> 'FAILED' THEN amount_minor ELSE 0 END) AS promised_back
        FROM payment WHERE tenant_id = :tenant AND kind = 'REFUND' GROUP BY tenant_id, refund_of_id) r
        ON r.tenant_id = p.tenant_id AND r.refund_of_id = p.id
      WHERE p.tenant_id = :tenant AND p.kind = 'CHARGE' AND p.status = 'SUCCEEDED' AND i.purpose_kind = 'SUBSCRIPTION_CYCLE'
        AND COALESCE(r.promised_back, 0) < p.amount_minor
      GROUP BY i.purpose_id HAVING COUNT(*) > 1`,
  },
  {
    name: 'subscriptions.settled-cycles-are-paid',
    description: 'A cycle that is settled has a PAID invoice.',
    violations: `SELECT c.id FROM billing_cycle c LEFT JOIN invoice i ON i.tenant_id = c.tenant_id AND i.id = c.invoice_id
      WHERE c.tenant_id = :tenant AND c.settled_at IS NOT NULL AND (i.status IS NULL OR i.status <> 'PAID')`,
  },
  {
    name: 'subscriptions.what-runs-has-a-next-period',
    description: 'A subscription that is TRIALING, ACTIVE, PAST_DUE, UNPAID or PAUSED has exactly one period to come, in its own schedule.',
    violations: `SELECT s.id FROM subscription s LEFT JOIN billing_cycle c ON c.tenant_id = s.tenant_id AND c.subscription_id = s.id
        AND c.schedule = s.schedule AND c.status IN ('UPCOMING', 'HELD')
      WHERE s.tenant_id = :tenant AND s.status IN ('TRIALING', 'ACTIVE', 'PAST_DUE', 'UNPAID', 'PAUSED')
      GROUP BY s.id HAVING COUNT(c.id) <> 1`,
  },
  {
    name: 'subscriptions.drafts-wait-for-a-payment',
    description: 'The invoice of a billed period is a draft only while its subscription is UNPAID.',
    violations: `SELECT c.id FROM billing_cycle c JOIN invoice i ON i.tenant_id = c.tenant_id AND i.id = c.invoice_id
      JOIN subscription s ON s.tenant_id = c.tenant_id AND s.id = c.subscription_id
      WHERE c.tenant_id = :tenant AND c.status = 'BILLED' AND i.status = 'DRAFT' AND s.status <> 'UNPAID'`,
  },
  {
    name: 'subscriptions.withdrawn-changes-are-undone',
    description: 'What runs was not billed by the withdrawn invoice of a change, neither the plan nor what was taken beside it.',
    violations: `SELECT DISTINCT s.id FROM subscription s
      JOIN (SELECT subscription_id, invoice_id FROM running_charge WHERE tenant_id = :tenant
        UNION ALL SELECT subscription_id, invoice_id FROM add_on_charge WHERE tenant_id = :tenant) r ON r.subscription_id = s.id
      JOIN invoice i ON i.tenant_id = s.tenant_id AND i.id = r.invoice_id
      WHERE s.tenant_id = :tenant AND i.status = 'VOID' AND i.purpose_kind = 'SUBSCRIPTION_CHANGE' AND s.status NOT IN ('CANCELED', 'EXPIRED', 'INCOMPLETE_EXPIRED')`,
  },
];
