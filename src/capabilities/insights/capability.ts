import { defineCapability } from '../../platform/capability';
import { SubscriptionMetricsResolver } from './graphql/subscription-metrics.resolver';
import { MrrMovement } from './model/mrr-movement.entity';
import { PaymentOutcome } from './model/payment-outcome.entity';
import { SubscriptionStanding } from './model/standing.entity';
import { followSubscriptionWhenItChanges } from './reactions/follow-subscription-when-it-changes';
import { recordPaymentWhenItSettles } from './reactions/record-payment-when-it-settles';
import { insightsInvariants } from './storage/insights.invariants';

export const insights = defineCapability({
  name: 'insights',
  entities: [SubscriptionStanding, MrrMovement, PaymentOutcome],
  resolvers: [SubscriptionMetricsResolver],
  permissions: {
    'insights.read': { roles: ['STAFF', 'ADMIN'], description: 'See how the business does: recurring revenue, churn, retention.' },
  },
  reactions: [followSubscriptionWhenItChanges, recordPaymentWhenItSettles],
  invariants: insightsInvariants,
});
