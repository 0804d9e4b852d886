import { registerEnumType } from 'type-graphql';
import { StateMachine } from '../../../kernel/state-machine';

export enum PaymentDisputeStatus {
  OPEN = 'OPEN',
  WON = 'WON',
  LOST = 'LOST',
}

registerEnumType(PaymentDisputeStatus, {
  name: 'PaymentDisputeStatus',
  description: 'Where a dispute stands.',
  valuesConfig: {
    OPEN: { description: 'The bank has taken the money back until it decides.' },
    WON: { description: 'The bank has given the money to the shop again.' },
    LOST: { description: 'The money is gone.' },
  },
});

/** Notifications overtake each other, so a dispute may be known by its end first; an end is never taken back. */
export const disputeStates = new StateMachine<'status', PaymentDisputeStatus>(
  'dispute',
  'status',
  [PaymentDisputeStatus.OPEN, PaymentDisputeStatus.WON, PaymentDisputeStatus.LOST],
  { OPEN: [PaymentDisputeStatus.WON, PaymentDisputeStatus.LOST], WON: [], LOST: [] },
);
