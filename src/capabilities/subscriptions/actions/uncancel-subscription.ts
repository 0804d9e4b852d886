import type { Work } from '../../../platform/database/work';
import { unschedule } from '../../../platform/jobs/job';
import { subscriptionUncanceled } from '../events';
import { CancellationSession, cancellationSessionStates, CancellationSessionStatus } from '../model/cancellation-session.entity';
import { factsOf } from '../model/cycle-facts';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { assertNotEnded, isEnding } from '../storage/allowed.queries';
import { cancelAtDateKind } from '../storage/job-kinds';
import { lockSubscription } from '../storage/subscriptions.queries';
import { announceAgain } from './announce-again';

/**
 * Takes a cancellation at the end of the period, or at a date, back before that. One that is not to end stays as it is. Refuses
 * NOT_FOUND, SUBSCRIPTION_ENDED.
 */
export async function uncancelSubscription(work: Work, { subscriptionId }: { subscriptionId: string }): Promise<SubscriptionContract> {
  const subscription = await lockSubscription(work, subscriptionId);
  assertNotEnded(subscription);
  if (!isEnding(subscription)) return subscription;
  if (subscription.cancelAt) await unschedule(work, cancelAtDateKind, subscriptionId);
  Object.assign(subscription, { cancelAtPeriodEnd: false, cancelAt: null, cancelProration: null });
  Object.assign(subscription, { canceledAt: null, cancellationFeedback: null, cancellationComment: null });
  await takeBackSessions(work, subscriptionId);
  await announceAgain(work, subscription);
  work.emit(subscriptionUncanceled(factsOf(subscription)));
  return work.save(subscription);
}

/** What ends it later is another cancellation, with a reason of its own. */
async function takeBackSessions(work: Work, subscriptionId: string): Promise<void> {
  const confirmed = await work.locked(CancellationSession).where({ subscriptionId, status: CancellationSessionStatus.CONFIRMED }).orderBy('createdAt').all();
  for (const session of confirmed) cancellationSessionStates.move(session, CancellationSessionStatus.TAKEN_BACK);
  await work.saveAll(confirmed);
}
