import { isBefore } from '../../../kernel/clock';
import { invalid } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { subscriptionPaused } from '../events';
import { factsOf } from '../model/cycle-facts';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStatus, subscriptionStates } from '../model/subscription-states';
import { assertPausable } from '../storage/allowed.queries';
import { resumeSubscriptionKind } from '../storage/job-kinds';
import { lockSubscription } from '../storage/subscriptions.queries';

export interface PauseSubscription {
  readonly subscriptionId: string;
  /** When it goes on by itself; never when left out. */
  readonly resumesAt?: Date | null;
}

/**
 * Periods that start in a pause are skipped; what is paid for stays paid, and nothing is given back. Pausing again changes when it
 * ends. Refuses NOT_FOUND, SUBSCRIPTION_ENDED, INVALID for an end in the past, and SUBSCRIPTION_NOT_CHANGEABLE unless it is ACTIVE or
 * PAUSED. Rule: tests/vectors/README.md, Money.
 */
export async function pauseSubscription(work: Work, { subscriptionId, resumesAt = null }: PauseSubscription): Promise<SubscriptionContract> {
  const subscription = await lockSubscription(work, subscriptionId);
  assertPausable(subscription);
  if (resumesAt && !isBefore(work.now, resumesAt)) throw invalid('A pause must end in the future.', ['resumesAt']);
  if (subscription.status !== SubscriptionStatus.PAUSED) subscriptionStates.move(subscription, SubscriptionStatus.PAUSED);
  subscription.pausedAt ??= work.now;
  subscription.resumesAt = resumesAt;
  if (resumesAt) await schedule(work, resumeSubscriptionKind, { key: subscriptionId, dueAt: resumesAt, payload: { subscriptionId } });
  work.emit(subscriptionPaused({ ...factsOf(subscription), resumesAt, reason: null }));
  return work.save(subscription);
}
