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
    name: 'subscriptions.every-billed-cycle-has-an-invoice',
    description: 'A cycle that is BILLED or FAILED names the invoice that it was billed by.',
    violations: `SELECT id FROM billing_cycle WHERE tenant_id = :tenant AND status IN ('BILLED', 'FAILED') AND invoice_id IS NULL`,
  },
];
