import { isBefore } from '../../../kernel/clock';
import { Refusal } from '../../../kernel/refusal';
import type { View } from '../../../platform/database/view';
import { BillingCycle } from '../model/billing-cycle.entity';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { BillingCycleStatus, isFinal, SubscriptionStatus } from '../model/subscription-states';
import { isTermDone } from '../model/term';

/** What an action and its preview refuse alike. Refuses SUBSCRIPTION_ENDED. */
export function assertNotEnded({ status }: SubscriptionContract): void {
  if (isFinal(status)) throw new Refusal('SUBSCRIPTION_ENDED', `This subscription is ${status}; it has ended.`, ['subscriptionId']);
}

/** Refuses SUBSCRIPTION_ENDED, and SUBSCRIPTION_NOT_CHANGEABLE unless it is ACTIVE, or pauses because somebody wanted it. */
export function assertPausable(subscription: SubscriptionContract): void {
  const { status, pauseReason } = subscription;
  if (status === SubscriptionStatus.ACTIVE || (status === SubscriptionStatus.PAUSED && !pauseReason)) return;
  assertNotEnded(subscription);
  throw notChangeable(`This subscription is ${status}; only one that is ACTIVE is paused.`);
}

/** Refuses SUBSCRIPTION_ENDED, and SUBSCRIPTION_NOT_CHANGEABLE where no period comes that could be skipped; one that is held back could. */
export async function assertSkippable(view: View, subscription: SubscriptionContract): Promise<void> {
  assertNotEnded(subscription);
  const { status, currentPeriodEnd, parkedAt } = subscription;
  if (status !== SubscriptionStatus.ACTIVE) throw notChangeable(`This subscription is ${status}; only one that is ACTIVE skips a period.`);
  if (isEnding(subscription) || isTermDone(subscription)) throw notChangeable('This subscription ends; there is no next period to skip.');
  if (parkedAt) throw notChangeable('This subscription is parked until a person has looked.');
  if (isBefore(view.now, currentPeriodEnd) || (await findHeld(view, subscription))) return;
  throw notChangeable('The next period is being billed this moment; try again.');
}

/** The period that is due and held back, for its goods or for its notice. */
export function findHeld(view: View, { id: subscriptionId, schedule }: SubscriptionContract): Promise<BillingCycle | null> {
  return view.from(BillingCycle).where({ subscriptionId, schedule, status: BillingCycleStatus.HELD }).one();
}

/** It is to end, with its period or at a date. */
export function isEnding({ cancelAtPeriodEnd, cancelAt }: SubscriptionContract): boolean {
  return cancelAtPeriodEnd || cancelAt !== null;
}

const WITH_PERIOD: readonly SubscriptionStatus[] = [SubscriptionStatus.TRIALING, SubscriptionStatus.ACTIVE, SubscriptionStatus.PAST_DUE];

/** A period runs whose end can be waited for; of one that pauses, the one that was paid before. */
export function hasPeriod({ status, pauseReason, pausedAt, currentPeriodStart, currentPeriodEnd }: SubscriptionContract, now: Date): boolean {
  if (WITH_PERIOD.includes(status)) return true;
  const isPausedInPaid = status === SubscriptionStatus.PAUSED && !pauseReason && pausedAt !== null && !isBefore(pausedAt, currentPeriodStart);
  return isPausedInPaid && isBefore(now, currentPeriodEnd);
}

/** A period that starts at an instant is not billed any more. */
export function endsBefore({ cancelAtPeriodEnd, cancelAt }: SubscriptionContract, startAt: Date): boolean {
  return cancelAtPeriodEnd || (cancelAt !== null && !isBefore(startAt, cancelAt));
}

function notChangeable(message: string): Refusal {
  return new Refusal('SUBSCRIPTION_NOT_CHANGEABLE', message, ['subscriptionId']);
}
