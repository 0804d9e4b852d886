import { defineCapability } from '../../platform/capability';
import * as events from './events';
import { PlanResolver } from './graphql/plan.resolver';
import { SubscriptionEventsResolver } from './graphql/subscription-events.resolver';
import { SubscriptionResolver } from './graphql/subscription.resolver';
import { UserSubscriptionsFields } from './graphql/user-subscriptions.fields';
import { announceRenewalJob } from './jobs/announce-renewal.job';
import { announceTrialEndJob } from './jobs/announce-trial-end.job';
import { billCycleJob } from './jobs/bill-cycle.job';
import { expireIncompleteJob } from './jobs/expire-incomplete.job';
import { retryChargeJob } from './jobs/retry-charge.job';
import { BillingCycle } from './model/billing-cycle.entity';
import { Plan } from './model/plan.entity';
import { PlanVersion } from './model/plan-version.entity';
import './model/refusals';
import { SubscriptionContract } from './model/subscription-contract.entity';
import { followCyclePaymentWhenItSettles } from './reactions/follow-cycle-payment-when-it-settles';
import { billingCycleById, planByIdOnOffer, subscriptionById } from './storage/subscriptions.loaders';

export const subscriptions = defineCapability({
  name: 'subscriptions',
  entities: [Plan, PlanVersion, SubscriptionContract, BillingCycle],
  resolvers: [PlanResolver, SubscriptionResolver, SubscriptionEventsResolver, UserSubscriptionsFields],
  nodes: [
    { prefix: 'plan', typeName: 'Plan', loader: planByIdOnOffer, permission: null },
    { prefix: 'sub', typeName: 'SubscriptionContract', loader: subscriptionById, permission: 'subscriptions.readOwn' },
    { prefix: 'cyc', typeName: 'BillingCycle', loader: billingCycleById, permission: 'subscriptions.readOwn' },
  ],
  permissions: {
    'plans.manage': { roles: ['STAFF', 'ADMIN'], description: 'Create, change and archive plans.' },
    'subscriptions.readOwn': { roles: ['USER', 'STAFF', 'ADMIN'], description: 'Read your own subscriptions.' },
    'subscriptions.read': { roles: ['STAFF', 'ADMIN'], description: 'Read every subscription of the tenant.' },
    'subscriptions.create': { roles: ['USER', 'STAFF', 'ADMIN'], description: 'Subscribe to a plan.' },
    'subscriptions.cancel': { roles: ['USER', 'STAFF', 'ADMIN'], description: 'Cancel your own subscription; any for staff.' },
  },
  events: Object.values(events),
  reactions: [followCyclePaymentWhenItSettles],
  jobs: [billCycleJob, retryChargeJob, announceRenewalJob, announceTrialEndJob, expireIncompleteJob],
  invariants: [
    {
      name: 'billing cycles neither overlap nor leave a gap',
      description: 'Within a schedule each period starts at the instant at which the one before ends.',
      violations: `SELECT c.tenant_id, c.id FROM billing_cycle c JOIN billing_cycle p ON p.tenant_id = c.tenant_id
        AND p.subscription_id = c.subscription_id AND p.schedule = c.schedule AND p.\`index\` = c.\`index\` - 1 WHERE p.end_at <> c.start_at`,
    },
    {
      name: 'every billed cycle has an invoice',
      description: 'A cycle that is BILLED or FAILED names the invoice that it was billed by.',
      violations: `SELECT tenant_id, id FROM billing_cycle WHERE status IN ('BILLED', 'FAILED') AND invoice_id IS NULL`,
    },
  ],
});
