import { isBefore } from '../../../kernel/clock';
import { invalid } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { schedule, unschedule } from '../../../platform/jobs/job';
import { subscriptionCanceled } from '../events';
import { ChangeTiming, type CancellationFeedback } from '../model/cancellation';
import { factsOf } from '../model/cycle-facts';
import { ProrationBehavior } from '../model/proration-behavior';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStatus } from '../model/subscription-states';
import { assertNotEnded, hasPeriod } from '../storage/allowed.queries';
import { cancelAtDateKind } from '../storage/job-kinds';
import { lockSubscription } from '../storage/subscriptions.queries';
import { creditRest } from './credit-rest';
import { dropScheduledChange } from './drop-scheduled-change';
import { endSubscription } from './end-subscription';

export interface CancelSubscription {
  readonly subscriptionId: string;
  readonly timing: ChangeTiming;
  /** A date in the future, in place of the timing. */
  readonly cancelAt?: Date | null;
  /** What becomes of what is paid for the rest of the period; nothing when left out. */
  readonly prorationBehavior?: ProrationBehavior | null;
  readonly feedback?: CancellationFeedback | null;
  readonly comment?: string | null;
}

/**
 * Ends a subscription now, with the period that runs, or at a date. Money is given back, as credit, only when a proration is asked
 * for. Repeating it changes nothing; a later word takes the place of an earlier one. Refuses NOT_FOUND, SUBSCRIPTION_ENDED, INVALID
 * for a date in the past, and PAYMENT_IN_PROGRESS. Rule: tests/vectors/README.md, Money.
 */
export async function cancelSubscription(work: Work, input: CancelSubscription): Promise<SubscriptionContract> {
  const { subscriptionId, cancelAt = null, feedback = null, comment = null } = input;
  const subscription = await lockSubscription(work, subscriptionId);
  if (subscription.status === SubscriptionStatus.CANCELED) return subscription;
  assertNotEnded(subscription);
  if (cancelAt && !isBefore(work.now, cancelAt)) throw invalid('The date must be in the future.', ['cancelAt']);
  const when = whenOf(subscription, input, work.now);
  const isFirstWord = subscription.canceledAt === null;
  subscription.cancellationFeedback = feedback ?? subscription.cancellationFeedback;
  subscription.cancellationComment = comment ?? subscription.cancellationComment;
  if (isAskedAlready(subscription, when)) return work.save(subscription);
  subscription.canceledAt ??= work.now;
  subscription.cancelAtPeriodEnd = when === ChangeTiming.PERIOD_END;
  dropScheduledChange(work, subscription);
  if (!isFirstWord) await unschedule(work, cancelAtDateKind, subscriptionId);
  if (when === ChangeTiming.NOW) return cancelNow(work, subscription, input);
  subscription.cancelAt = when === 'AT_DATE' ? cancelAt : null;
  subscription.cancelProration = when === 'AT_DATE' ? (input.prorationBehavior ?? null) : null;
  if (subscription.cancelAt) await schedule(work, cancelAtDateKind, { key: subscriptionId, dueAt: subscription.cancelAt, payload: { subscriptionId } });
  await work.save(subscription);
  work.emit(
    subscriptionCanceled({
      ...factsOf(subscription),
      atPeriodEnd: subscription.cancelAtPeriodEnd,
      endsAt: subscription.cancelAt ?? subscription.currentPeriodEnd,
      feedback: subscription.cancellationFeedback,
    }),
  );
  return subscription;
}

type When = ChangeTiming | 'AT_DATE';

function whenOf(subscription: SubscriptionContract, { timing, cancelAt }: CancelSubscription, now: Date): When {
  if (cancelAt) return 'AT_DATE';
  return timing === ChangeTiming.NOW || !hasPeriod(subscription, now) ? ChangeTiming.NOW : ChangeTiming.PERIOD_END;
}

function isAskedAlready({ cancelAtPeriodEnd }: SubscriptionContract, when: When): boolean {
  return cancelAtPeriodEnd && when === ChangeTiming.PERIOD_END;
}

async function cancelNow(work: Work, subscription: SubscriptionContract, { prorationBehavior }: CancelSubscription): Promise<SubscriptionContract> {
  subscription.cancelAt = null;
  if ((prorationBehavior ?? ProrationBehavior.NONE) !== ProrationBehavior.NONE) await creditRest(work, subscription, work.now);
  await endSubscription(work, subscription, SubscriptionStatus.CANCELED);
  return subscription;
}
