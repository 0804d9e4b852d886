import { addMs, DAY_MS } from '../../../kernel/clock';

/** Days after the due date on which a failed renewal is tried again. Rule: tests/vectors/README.md, Exactly once. */
export const RETRY_DAYS = [3, 5, 7, 10, 14] as const;

/** How long before a renewal its subscriber is told, and before a trial's end. */
export const RENEWAL_NOTICE_DAYS = 5;
export const TRIAL_NOTICE_DAYS = 3;

/** How long a subscription may wait for its first payment. */
export const INCOMPLETE_HOURS = 23;

/** The next attempt after an instant; null when the last one has passed and the final action is due. */
export function nextRetryAt(dueAt: Date, after: Date): Date | null {
  const retries = RETRY_DAYS.map((days) => addMs(dueAt, days * DAY_MS));
  return retries.find((retryAt) => retryAt.getTime() > after.getTime()) ?? null;
}
