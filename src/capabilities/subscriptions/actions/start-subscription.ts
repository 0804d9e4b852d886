import { addMs, DAY_MS, laterOf } from '../../../kernel/clock';
import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { schedule, unschedule } from '../../../platform/jobs/job';
import { findDefaultPaymentMethod } from '../../billing/contract';
import { subscriptionStarted } from '../events';
import { factsOf } from '../model/cycle-facts';
import type { Terms } from '../model/plan-change';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStatus, subscriptionStates } from '../model/subscription-states';
import { isFree } from '../storage/free.queries';
import { announceTrialEndKind, billCycleKind, startSubscriptionKind } from '../storage/job-kinds';
import { trialNoticeDays } from '../storage/notice.queries';
import { currentTerms } from '../storage/terms.queries';
import { billCycle, type BegunAttempt } from './bill-cycle';
import { planCycle } from './plan-cycle';
import { scheduleReserving } from './reserve-goods';

interface Started {
  readonly subscription: SubscriptionContract;
  readonly terms: Terms;
}

/**
 * Begins a subscription whose day has come, by the date that was agreed to, however late: its trial, or its first period, whose
 * attempt is returned to be sent. Null when there is nothing to send, and for one that began or was canceled before.
 */
export async function startSubscription(work: Work, { subscriptionId }: { subscriptionId: string }): Promise<BegunAttempt | null> {
  const subscription = await work.lock(SubscriptionContract, subscriptionId);
  if (subscription?.status !== SubscriptionStatus.SCHEDULED) return null;
  const terms = await currentTerms(work, subscription);
  subscriptionStates.move(subscription, subscription.trialEnd ? SubscriptionStatus.TRIALING : SubscriptionStatus.INCOMPLETE);
  await work.save(subscription);
  work.emit(subscriptionStarted(factsOf(subscription)));
  return subscription.trialEnd ? startTrial(work, { subscription, terms }) : startPaid(work, { subscription, terms, isOffSession: true });
}

/** It begins by itself when its day comes. */
export async function awaitStart(work: Work, { id: subscriptionId, currentPeriodStart: dueAt }: SubscriptionContract): Promise<null> {
  await schedule(work, startSubscriptionKind, { key: subscriptionId, dueAt, payload: { subscriptionId } });
  return null;
}

export async function startTrial(work: Work, { subscription, terms }: Started): Promise<null> {
  const trialEnd = subscription.trialEnd!;
  await scheduleReserving(work, await planCycle(work, { subscription, interval: terms.interval, index: 0, from: trialEnd }), terms);
  const days = await trialNoticeDays(work);
  // A trial that is shorter than that is announced at once.
  const announceAt = laterOf(work.now, addMs(trialEnd, -days * DAY_MS));
  const subscriptionId = subscription.id;
  if (days > 0) await schedule(work, announceTrialEndKind, { key: subscriptionId, dueAt: announceAt, payload: { subscriptionId } });
  return null;
}

/** Bills the first period at once. Refuses PAYMENT_METHOD_REQUIRED to whoever is there to attach one. */
export async function startPaid(work: Work, { subscription, terms, spendPoints, isOffSession }: Started & { spendPoints?: bigint | null; isOffSession: boolean }): Promise<BegunAttempt | null> {
  const hasMethod = async () => Boolean(subscription.paymentMethodId ?? (await findDefaultPaymentMethod(work, subscription.userId)));
  if (!isOffSession && !(await hasMethod()) && !(await isFree(work, subscription, terms))) {
    throw new Refusal('PAYMENT_METHOD_REQUIRED', 'Attach a payment method first, or name one.', ['paymentMethodId']);
  }
  const cycle = await planCycle(work, { subscription, interval: terms.interval, index: 0, from: subscription.currentPeriodStart });
  // The first period is billed in this very transaction, so its job has nothing left to do.
  await unschedule(work, billCycleKind, cycle.id);
  return billCycle(work, { cycleId: cycle.id, isOffSession, spendPoints });
}
