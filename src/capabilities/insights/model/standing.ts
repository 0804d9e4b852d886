/** Why what a subscription is worth in a month changed. */
export type MovementKind = 'NEW' | 'EXPANSION' | 'CONTRACTION' | 'CHURN' | 'REACTIVATION';
export type TrialOutcome = 'CONVERTED' | 'LOST';

/** States in which a subscription counts: it is paid for, or will be after a retry. */
export const ACTIVE_STATUSES: readonly string[] = ['ACTIVE', 'PAST_DUE'];
const ENDED_STATUSES: readonly string[] = ['CANCELED', 'EXPIRED', 'INCOMPLETE_EXPIRED'];

/** What is known of a subscription after an event. */
export interface Standing {
  readonly status: string;
  readonly isActive: boolean;
  readonly mrrMinor: bigint;
  readonly currency: string;
  readonly startedAt: Date | null;
  readonly hasTrial: boolean;
  readonly trialOutcome: TrialOutcome | null;
  readonly trialDecidedAt: Date | null;
}

export interface Heard {
  readonly status: string;
  /** By the terms and the quantity of the event, whether it counts or not. */
  readonly worthMinor: bigint;
  readonly currency: string;
  readonly at: Date;
}

export interface Movement {
  readonly kind: MovementKind;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly activeDelta: number;
}

const UNHEARD: Omit<Standing, 'status' | 'currency'> = { isActive: false, mrrMinor: 0n, startedAt: null, hasTrial: false, trialOutcome: null, trialDecidedAt: null };

/** How a subscription stands after an event, and what moved; `before` null for the first that is heard of it. */
export function hear(before: Standing | null, heard: Heard): { after: Standing; movements: Movement[] } {
  const { status, currency, at } = heard;
  const was: Standing = before ?? { ...UNHEARD, status, currency };
  const isActive = ACTIVE_STATUSES.includes(status);
  const after = { ...was, ...trialAfter(was, heard), status, currency, isActive, mrrMinor: isActive ? heard.worthMinor : 0n, startedAt: was.startedAt ?? (isActive ? at : null) };
  return { after, movements: movementsBetween(was, after) };
}

function movementsBetween(was: Standing, now: Standing): Movement[] {
  if (!was.isActive && !now.isActive) return [];
  if (!was.isActive) return [{ kind: was.startedAt ? 'REACTIVATION' : 'NEW', amountMinor: now.mrrMinor, currency: now.currency, activeDelta: 1 }];
  if (!now.isActive) return [{ kind: 'CHURN', amountMinor: -was.mrrMinor, currency: was.currency, activeDelta: -1 }];
  if (was.currency === now.currency) return changed(now.mrrMinor - was.mrrMinor, now.currency);
  return [...changed(-was.mrrMinor, was.currency), ...changed(now.mrrMinor, now.currency)];
}

function changed(amountMinor: bigint, currency: string): Movement[] {
  if (amountMinor === 0n) return [];
  return [{ kind: amountMinor > 0n ? 'EXPANSION' : 'CONTRACTION', amountMinor, currency, activeDelta: 0 }];
}

/** A trial is converted by the first time that its subscription is ACTIVE, and lost when that ends before. */
function trialAfter(was: Standing, { status, at }: Heard): Pick<Standing, 'hasTrial' | 'trialOutcome' | 'trialDecidedAt'> {
  const hasTrial = was.hasTrial || status === 'TRIALING';
  const { trialOutcome, trialDecidedAt } = was;
  if (!hasTrial || trialOutcome) return { hasTrial, trialOutcome, trialDecidedAt };
  const outcome = status === 'ACTIVE' ? 'CONVERTED' : ENDED_STATUSES.includes(status) ? 'LOST' : null;
  return { hasTrial, trialOutcome: outcome, trialDecidedAt: outcome && at };
}
