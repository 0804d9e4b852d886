import type { Work } from '../../../platform/database/work';
import { findDefaultPaymentMethod } from '../../billing/contract';
import { subscriptionPaused } from '../events';
import type { BillingCycle } from '../model/billing-cycle.entity';
import { factsOf } from '../model/cycle-facts';
import { HoldReason } from '../model/hold-reason';
import { PauseReason } from '../model/pause-reason';
import type { Terms } from '../model/plan-change';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { billingCycleStates, BillingCycleStatus, SubscriptionStatus, subscriptionStates } from '../model/subscription-states';
import { TrialEndBehavior } from '../model/trial-end-behavior';
import { isFree } from '../storage/free.queries';
import { endSubscription } from './end-subscription';
import { releaseGoods } from './release-goods';

/**
 * The end of a trial with nothing to charge, by what the plan says: canceled, or paused until there is a method, both without an
 * invoice. False where the first period is billed: there is a method, nothing costs anything, or the plan wants its invoice.
 */
export async function waitAfterTrial(
  work: Work,
  { subscription, cycle, terms }: { subscription: SubscriptionContract; cycle: BillingCycle; terms: Terms },
): Promise<boolean> {
  const behavior = terms.trialEndBehavior ?? TrialEndBehavior.CREATE_INVOICE;
  if (subscription.status !== SubscriptionStatus.TRIALING || behavior === TrialEndBehavior.CREATE_INVOICE) return false;
  if (subscription.paymentMethodId || (await findDefaultPaymentMethod(work, subscription.userId))) return false;
  if (await isFree(work, subscription, terms)) return false;
  if (behavior === TrialEndBehavior.CANCEL) await endSubscription(work, subscription, SubscriptionStatus.CANCELED);
  else await holdFirstPeriod(work, subscription, cycle);
  return true;
}

async function holdFirstPeriod(work: Work, subscription: SubscriptionContract, cycle: BillingCycle): Promise<void> {
  // It may have waited for its goods before; they are not kept for whom nobody can charge.
  if (cycle.status !== BillingCycleStatus.HELD) billingCycleStates.move(cycle, BillingCycleStatus.HELD);
  await releaseGoods(work, cycle);
  await work.save(Object.assign(cycle, { holdReason: HoldReason.METHOD_MISSING, heldUntil: null }));
  subscriptionStates.move(subscription, SubscriptionStatus.PAUSED);
  Object.assign(subscription, { pausedAt: work.now, pauseReason: PauseReason.TRIAL_END });
  await work.save(subscription);
  work.emit(subscriptionPaused({ ...factsOf(subscription), resumesAt: null, reason: PauseReason.TRIAL_END }));
}
