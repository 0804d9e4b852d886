import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../kernel/clock';
import type { BillingAttemptStatus } from './payment-status';

/** 5 minutes, 1 hour, then daily for 5 days after the charge was sent. Rule: tests/vectors/README.md, Exactly once. */
const whenUnknown = [5 * MINUTE_MS, 55 * MINUTE_MS, 23 * HOUR_MS, DAY_MS, DAY_MS, DAY_MS, DAY_MS];
/** A transfer takes days and is normally notified: once a day for two weeks. */
const whenPending = new Array<number>(14).fill(DAY_MS);
/** A customer has 24 hours to approve (5 min + 55 min + 5 h + 18 h), unless what she pays for waits less; then the action is given up. */
const whenActionIsRequired = [5 * MINUTE_MS, 55 * MINUTE_MS, 5 * HOUR_MS, 18 * HOUR_MS];

/** The pauses before each question to the gateway, counted from the moment when this state was reached. */
const pauses: Readonly<Record<BillingAttemptStatus, readonly number[]>> = {
  PROCESSING: whenUnknown,
  UNKNOWN: whenUnknown,
  PENDING: whenPending,
  REQUIRES_ACTION: whenActionIsRequired,
  SUCCEEDED: [],
  FAILED: [],
};

/** The pause before a question (from 0); null when the last one was asked. */
export function pauseBefore(question: number, status: BillingAttemptStatus): number | null {
  return pauses[status][question] ?? null;
}

/** The number of the question after which no other follows. */
export function lastQuestion(status: BillingAttemptStatus): number {
  return pauses[status].length - 1;
}

/** PROCESSING and UNKNOWN share one row of questions: a payment that becomes UNKNOWN is asked about as if it had been from the start. */
export function areAskedAlike(a: BillingAttemptStatus, b: BillingAttemptStatus): boolean {
  return pauses[a] === pauses[b];
}
