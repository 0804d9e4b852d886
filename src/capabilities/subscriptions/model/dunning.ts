import { registerEnumType } from 'type-graphql';
import { addMs, DAY_MS } from '../../../kernel/clock';
import { invalid } from '../../../kernel/refusal';

export enum DunningFinalAction {
  CANCEL = 'CANCEL',
  UNPAID = 'UNPAID',
  PAUSE = 'PAUSE',
}

registerEnumType(DunningFinalAction, {
  name: 'DunningFinalAction',
  description: 'What becomes of a subscription when no attempt to charge a renewal succeeded.',
  valuesConfig: {
    CANCEL: { description: 'It is CANCELED, and what it owes is given up.' },
    UNPAID: { description: 'It is UNPAID: without access, its later invoices stay drafts until what is owed is paid.' },
    PAUSE: { description: 'It is PAUSED: its later periods are skipped until what is owed is paid, or it is resumed.' },
  },
});

/** How overdue renewals are dealt with. */
export interface DunningTerms {
  /** Days after the due date on which a renewal is charged; the first is 0. */
  readonly attemptDays: readonly number[];
  readonly finalAction: DunningFinalAction;
  /** How many days a renewal may be overdue before access ends. */
  readonly accessDays: number;
}

/** Where a shop said nothing: as long as it is tried, there is access. Rule: tests/vectors/README.md, Exactly once. */
export const DEFAULT_DUNNING: DunningTerms = { attemptDays: [0, 3, 5, 7, 10, 14], finalAction: DunningFinalAction.CANCEL, accessDays: 14 };

const MAX_ATTEMPTS = 10;
const MAX_DAYS = 60;

/** How long before a renewal its subscriber is told, and before a trial's end. */
export const RENEWAL_NOTICE_DAYS = 5;
export const TRIAL_NOTICE_DAYS = 3;

/** How long a subscription may wait for its first payment. */
export const INCOMPLETE_HOURS = 23;

/** The next attempt after an instant; null when the last one has passed and the final action is due. */
export function nextRetryAt(dueAt: Date, after: Date, attemptDays = DEFAULT_DUNNING.attemptDays): Date | null {
  const attempts = attemptDays.map((days) => addMs(dueAt, days * DAY_MS));
  return attempts.find((attemptAt) => attemptAt.getTime() > after.getTime()) ?? null;
}

/** Refuses INVALID for days that are no plan of attempts, and for access of less than none. */
export function assertDunning({ attemptDays, accessDays }: DunningTerms): void {
  if (attemptDays[0] !== 0) throw invalid('The first attempt is on the day on which the renewal is due: day 0.', ['attemptDays']);
  if (attemptDays.length > MAX_ATTEMPTS) throw invalid(`There are at most ${MAX_ATTEMPTS} attempts.`, ['attemptDays']);
  if (attemptDays.some((day, index) => index > 0 && day <= attemptDays[index - 1]!)) throw invalid('Each attempt is on a later day than the one before.', ['attemptDays']);
  if (attemptDays.some((day) => day > MAX_DAYS)) throw invalid(`The last attempt is at most ${MAX_DAYS} days after the first.`, ['attemptDays']);
  if (accessDays < 0 || accessDays > MAX_DAYS) throw invalid(`The days must be 0 to ${MAX_DAYS}.`, ['accessDays']);
}
