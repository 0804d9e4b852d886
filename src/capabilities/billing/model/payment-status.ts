import { registerEnumType } from 'type-graphql';
import { StateMachine } from '../../../kernel/state-machine';

export enum BillingAttemptStatus {
  PENDING = 'PENDING',
  PROCESSING = 'PROCESSING',
  REQUIRES_ACTION = 'REQUIRES_ACTION',
  SUCCEEDED = 'SUCCEEDED',
  FAILED = 'FAILED',
  UNKNOWN = 'UNKNOWN',
}

registerEnumType(BillingAttemptStatus, {
  name: 'BillingAttemptStatus',
  description: 'Where a payment stands.',
  valuesConfig: {
    PENDING: { description: 'The money is on its way and may take days: a transfer.' },
    PROCESSING: { description: 'It is being sent to the payment network.' },
    REQUIRES_ACTION: { description: 'The customer must approve it: send her to `actionUrl`.' },
    SUCCEEDED: { description: 'The money has moved.' },
    FAILED: { description: 'The money has not moved; `failureCode` says why.' },
    UNKNOWN: { description: 'The payment network did not answer. It is asked until it does; nothing is charged anew meanwhile.' },
  },
});

/**
 * The order of knowledge: an answer moves a payment forward and never back, so answers may come in any order and any number of
 * times and the end is the same. FAILED -> SUCCEEDED: an action that we gave up, and the customer approved after all.
 */
export const paymentStates = new StateMachine<'status', BillingAttemptStatus>('payment', 'status', [BillingAttemptStatus.PROCESSING], {
  PROCESSING: [
    BillingAttemptStatus.UNKNOWN,
    BillingAttemptStatus.REQUIRES_ACTION,
    BillingAttemptStatus.PENDING,
    BillingAttemptStatus.FAILED,
    BillingAttemptStatus.SUCCEEDED,
  ],
  UNKNOWN: [
    BillingAttemptStatus.REQUIRES_ACTION,
    BillingAttemptStatus.PENDING,
    BillingAttemptStatus.FAILED,
    BillingAttemptStatus.SUCCEEDED,
  ],
  REQUIRES_ACTION: [BillingAttemptStatus.PENDING, BillingAttemptStatus.FAILED, BillingAttemptStatus.SUCCEEDED],
  PENDING: [BillingAttemptStatus.FAILED, BillingAttemptStatus.SUCCEEDED],
  FAILED: [BillingAttemptStatus.SUCCEEDED],
  SUCCEEDED: [],
});

/** States in which the money may still move: no second charge is begun meanwhile. */
export const unsettledStatuses: readonly BillingAttemptStatus[] = [
  BillingAttemptStatus.PENDING,
  BillingAttemptStatus.PROCESSING,
  BillingAttemptStatus.REQUIRES_ACTION,
  BillingAttemptStatus.UNKNOWN,
];

export function isUnsettled({ status }: { readonly status: BillingAttemptStatus }): boolean {
  return unsettledStatuses.includes(status);
}
