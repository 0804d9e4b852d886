import { registerEnumType } from 'type-graphql';

/** Why a subscription pauses when nobody asked for it. */
export enum PauseReason {
  /** Its trial ended, and there was no payment method: its first period waits. */
  TRIAL_END = 'TRIAL_END',
  /** No attempt to charge a renewal succeeded: it goes on when that is paid. */
  UNPAID = 'UNPAID',
}

registerEnumType(PauseReason, {
  name: 'PauseReason',
  description: 'Why a subscription pauses when nobody asked for it.',
  valuesConfig: {
    TRIAL_END: { description: 'Its trial ended without a payment method: its first period waits until it is resumed with one.' },
    UNPAID: { description: 'No attempt to charge a renewal succeeded: it goes on when that is paid, or when it is resumed.' },
  },
});
