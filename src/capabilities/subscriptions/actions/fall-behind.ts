import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { subscriptionPastDue } from '../events';
import type { BillingCycle } from '../model/billing-cycle.entity';
import { cycleFacts } from '../model/cycle-facts';
import { nextRetryAt } from '../model/dunning';
import { retryChargeKind } from '../storage/job-kinds';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStatus, subscriptionStates } from '../model/subscription-states';
import { dunningFor } from '../storage/dunning.queries';
import { takeFinalAction } from './take-final-action';

interface FallenBehind {
  readonly subscription: SubscriptionContract;
  readonly cycle: BillingCycle;
  readonly needsMethod: boolean;
  readonly isTriedNow?: boolean;
}

/**
 * A period of a locked subscription could not be charged: it is past due and tried again by the dunning days of its plan; after the last
 * of them the final action is taken. One that was given up before is not tried again by itself. `needsMethod`: no method that it has can
 * be tried again. `isTriedNow`: an attempt stands on the list for this moment, and nothing is final before it. Rule: tests/vectors/README.md, Exactly once.
 */
export async function fallBehind(
  work: Work,
  { subscription, cycle, needsMethod, isTriedNow = false }: FallenBehind,
): Promise<void> {
  if (subscription.isGivenUp) return;
  const { status } = subscription;
  if (status === SubscriptionStatus.TRIALING || status === SubscriptionStatus.ACTIVE) {
    subscriptionStates.move(subscription, SubscriptionStatus.PAST_DUE);
    await work.save(subscription);
  }
  // The policy of this moment: attempts that are on the list already stay there.
  const { attemptDays, finalAction } = await dunningFor(work, subscription.planId);
  const retryAt = isTriedNow ? work.now : nextRetryAt(cycle.dueAt ?? cycle.startAt, work.now, attemptDays);
  work.emit(subscriptionPastDue({ ...cycleFacts(subscription, cycle), invoiceId: cycle.invoiceId, retryAt, needsMethod }));
  if (isTriedNow) return;
  if (retryAt) await schedule(work, retryChargeKind, { key: cycle.id, dueAt: retryAt, payload: { cycleId: cycle.id } });
  else await takeFinalAction(work, { subscription, cycle, finalAction });
}
