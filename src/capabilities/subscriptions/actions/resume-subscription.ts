import { periodOf } from '../../../kernel/calendar';
import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { BillingCycle } from '../model/billing-cycle.entity';
import { anchorColumns, anchorFor } from '../model/cycle-lines';
import { PauseReason } from '../model/pause-reason';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { BillingCycleStatus, isFinal, SubscriptionStatus } from '../model/subscription-states';
import { retryChargeKind } from '../storage/job-kinds';
import { assertCanBegin, assertMethod, OWED_NOW } from '../storage/method-fits.queries';
import { findOldestUnsettledCycle, lockSubscription } from '../storage/subscriptions.queries';
import { currentTerms } from '../storage/terms.queries';
import { billCycle, type BegunAttempt } from './bill-cycle';
import { endPause } from './end-pause';

/**
 * Ends a pause: the next period is billed when it starts, by the anchor of before; one that paused when its trial ended begins its first
 * period now, and the returned attempt must be sent; one that paused because it was not paid is charged for what it owes. One that does not pause stays as it is. Refuses NOT_FOUND, SUBSCRIPTION_ENDED
 * and PAYMENT_METHOD_REQUIRED.
 */
export async function resumeSubscription(
  work: Work,
  { subscriptionId }: { subscriptionId: string },
): Promise<{ subscription: SubscriptionContract; attempt: BegunAttempt | null }> {
  const subscription = await lockSubscription(work, subscriptionId);
  const { status, pauseReason } = subscription;
  if (isFinal(status)) throw new Refusal('SUBSCRIPTION_ENDED', `This subscription is ${status}; it has ended.`, ['subscriptionId']);
  if (status !== SubscriptionStatus.PAUSED) return { subscription, attempt: null };
  if (pauseReason === PauseReason.TRIAL_END) return beginAfterTrial(work, subscription);
  if (pauseReason === PauseReason.UNPAID) return collectAgain(work, subscription);
  return { subscription: await endPause(work, subscription), attempt: null };
}

/** What is owed is tried once more, at once: should it fail, the final action is taken again. */
async function collectAgain(work: Work, subscription: SubscriptionContract): Promise<{ subscription: SubscriptionContract; attempt: null }> {
  await assertMethod(work, subscription, OWED_NOW);
  const owed = await findOldestUnsettledCycle(work, subscription.id);
  await endPause(work, subscription);
  if (owed) await schedule(work, retryChargeKind, { key: owed.id, dueAt: work.now, payload: { cycleId: owed.id } });
  return { subscription, attempt: null };
}

/** The first period, which was held back, begins now. */
async function beginAfterTrial(work: Work, subscription: SubscriptionContract): Promise<{ subscription: SubscriptionContract; attempt: BegunAttempt | null }> {
  const { id: subscriptionId, schedule: scheduleNumber, zone } = subscription;
  const terms = await currentTerms(work, subscription);
  await assertCanBegin(work, subscription, terms);
  const held = (await work.locked(BillingCycle).where({ subscriptionId, schedule: scheduleNumber, index: 0, status: BillingCycleStatus.HELD }).one())!;
  Object.assign(subscription, anchorColumns(anchorFor(terms, { startAt: work.now, zone })));
  await work.save(Object.assign(held, { startAt: work.now, endAt: periodOf(subscription.anchor, terms.interval, 0).endAt }));
  await endPause(work, subscription);
  return { subscription, attempt: await billCycle(work, { cycleId: held.id, isOffSession: false }) };
}
