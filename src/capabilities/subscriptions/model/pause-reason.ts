/** Why a subscription pauses when nobody asked for it. */
export enum PauseReason {
  /** Its trial ended, and there was no payment method: its first period waits. */
  TRIAL_END = 'TRIAL_END',
  /** No attempt to charge a renewal succeeded: it goes on when that is paid. */
  UNPAID = 'UNPAID',
}
