import type { Work } from '../../../platform/database/work';
import { unschedule } from '../../../platform/jobs/job';
import { hasUnsettledCharge } from '../../billing/contract';
import { subscriptionResumed } from '../events';
import { factsOf } from '../model/cycle-facts';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStatus, subscriptionStates } from '../model/subscription-states';
import { resumeSubscriptionKind } from '../storage/job-kinds';
import { findOldestUnsettledCycle } from '../storage/subscriptions.queries';
import { announceAgain } from './announce-again';

/** A locked subscription that is PAUSED goes on; one that still owes a period is PAST_DUE. */
export async function endPause(work: Work, subscription: SubscriptionContract): Promise<SubscriptionContract> {
  const owed = await findOldestUnsettledCycle(work, subscription.id);
  const isOverdue = owed?.invoiceId != null && !(await hasUnsettledCharge(work, owed.invoiceId));
  subscriptionStates.move(subscription, isOverdue ? SubscriptionStatus.PAST_DUE : SubscriptionStatus.ACTIVE);
  Object.assign(subscription, { pausedAt: null, resumesAt: null, pauseReason: null });
  await unschedule(work, resumeSubscriptionKind, subscription.id);
  await announceAgain(work, subscription);
  work.emit(subscriptionResumed(factsOf(subscription)));
  return work.save(subscription);
}
