import { registerEnumType } from 'type-graphql';
import { StateMachine } from '../../../kernel/state-machine';

export enum SubscriptionStatus {
  SCHEDULED = 'SCHEDULED',
  INCOMPLETE = 'INCOMPLETE',
  INCOMPLETE_EXPIRED = 'INCOMPLETE_EXPIRED',
  TRIALING = 'TRIALING',
  ACTIVE = 'ACTIVE',
  PAST_DUE = 'PAST_DUE',
  UNPAID = 'UNPAID',
  PAUSED = 'PAUSED',
  CANCELED = 'CANCELED',
  EXPIRED = 'EXPIRED',
}

registerEnumType(SubscriptionStatus, {
  name: 'SubscriptionStatus',
  description: 'Where a subscription stands.',
  valuesConfig: {
    SCHEDULED: { description: 'Starts later.' },
    INCOMPLETE: { description: 'Its first payment has not succeeded yet.' },
    INCOMPLETE_EXPIRED: { description: 'Its first payment did not succeed within 23 hours, or its first invoice was withdrawn. Final.' },
    TRIALING: { description: 'In its trial; the first payment is due at the trial\'s end.' },
    ACTIVE: { description: 'Paid.' },
    PAST_DUE: { description: 'A renewal could not be charged; it is tried again on the days of the dunning policy.' },
    UNPAID: { description: 'No attempt to charge a renewal succeeded; the subscription waits for a payment, without access, and its later invoices stay drafts.' },
    PAUSED: { description: 'Paused: its cycles are skipped.' },
    CANCELED: { description: 'Ended by a cancellation. Final.' },
    EXPIRED: { description: 'Its fixed term is over. Final.' },
  },
});

/** The one table of a subscription's states. */
export const subscriptionStates = new StateMachine<'status', SubscriptionStatus>(
  'The subscription',
  'status',
  [SubscriptionStatus.SCHEDULED, SubscriptionStatus.INCOMPLETE, SubscriptionStatus.TRIALING, SubscriptionStatus.ACTIVE],
  {
    SCHEDULED: [SubscriptionStatus.INCOMPLETE, SubscriptionStatus.TRIALING, SubscriptionStatus.ACTIVE, SubscriptionStatus.CANCELED],
    INCOMPLETE: [SubscriptionStatus.ACTIVE, SubscriptionStatus.INCOMPLETE_EXPIRED, SubscriptionStatus.CANCELED],
    INCOMPLETE_EXPIRED: [],
    TRIALING: [SubscriptionStatus.ACTIVE, SubscriptionStatus.PAST_DUE, SubscriptionStatus.PAUSED, SubscriptionStatus.CANCELED],
    ACTIVE: [SubscriptionStatus.PAST_DUE, SubscriptionStatus.PAUSED, SubscriptionStatus.CANCELED, SubscriptionStatus.EXPIRED],
    PAST_DUE: [SubscriptionStatus.ACTIVE, SubscriptionStatus.UNPAID, SubscriptionStatus.PAUSED, SubscriptionStatus.CANCELED],
    UNPAID: [SubscriptionStatus.ACTIVE, SubscriptionStatus.CANCELED],
    PAUSED: [SubscriptionStatus.ACTIVE, SubscriptionStatus.PAST_DUE, SubscriptionStatus.CANCELED],
    CANCELED: [],
    EXPIRED: [],
  },
);

/** States in which nothing more will happen. */
export function isFinal(status: SubscriptionStatus): boolean {
  return subscriptionStates.transitions[status].length === 0;
}

export enum BillingCycleStatus {
  UPCOMING = 'UPCOMING',
  HELD = 'HELD',
  BILLED = 'BILLED',
  SKIPPED = 'SKIPPED',
  FAILED = 'FAILED',
}

registerEnumType(BillingCycleStatus, {
  name: 'BillingCycleStatus',
  description: 'Where a billing cycle stands.',
  valuesConfig: {
    UPCOMING: { description: 'Not due yet.' },
    HELD: { description: 'Due, but held back.' },
    BILLED: { description: 'Its invoice is made; see whether it is settled.' },
    SKIPPED: { description: 'Never billed: the subscription ended or was paused before.' },
    FAILED: { description: 'Its invoice was given up after the last attempt.' },
  },
});

export const billingCycleStates = new StateMachine<'status', BillingCycleStatus>('The billing cycle', 'status', [BillingCycleStatus.UPCOMING], {
  UPCOMING: [BillingCycleStatus.HELD, BillingCycleStatus.BILLED, BillingCycleStatus.SKIPPED],
  HELD: [BillingCycleStatus.BILLED, BillingCycleStatus.SKIPPED],
  BILLED: [BillingCycleStatus.FAILED],
  SKIPPED: [],
  FAILED: [],
});
