import { isBefore } from '../../../kernel/clock';
import { invalid, notFound, Refusal } from '../../../kernel/refusal';
import type { View } from '../../../platform/database/view';
import type { Terms } from '../model/plan-change';
import { Plan, PlanStatus } from '../model/plan.entity';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { isFinal, SubscriptionStatus } from '../model/subscription-states';
import { isEnding } from './allowed.queries';
import { getPlanVersion } from './subscriptions.queries';
import { termsOf } from './terms.queries';

/** Of one subscription. */
export const MAX_QUANTITY = 10_000;

export interface WantedTerms {
  /** The running one when left out. */
  readonly planId?: string | null;
  readonly quantity?: number | null;
}

/** Refuses SUBSCRIPTION_ENDED and SUBSCRIPTION_NOT_CHANGEABLE. */
export function assertChangeable(subscription: SubscriptionContract, now: Date): void {
  const { status, currentPeriodEnd, parkedAt } = subscription;
  if (isFinal(status)) throw new Refusal('SUBSCRIPTION_ENDED', `This subscription is ${status}; it has ended.`, ['subscriptionId']);
  const isRunning = status === SubscriptionStatus.ACTIVE || status === SubscriptionStatus.TRIALING;
  if (!isRunning) throw notChangeable(`This subscription is ${status}; only one that is ACTIVE or TRIALING is changed.`);
  if (isEnding(subscription)) throw notChangeable('This subscription is to end; take that back first by subscriptionUncancel.');
  if (parkedAt) throw notChangeable('This subscription is parked until a person has looked.');
  if (!isBefore(now, currentPeriodEnd)) throw notChangeable('The next period is being billed this moment; try again.');
}

function notChangeable(message: string): Refusal {
  return new Refusal('SUBSCRIPTION_NOT_CHANGEABLE', message, ['subscriptionId']);
}

/** A subscription stays on its version of its plan; another plan is taken by its newest. Refuses NOT_FOUND, PLAN_ARCHIVED, INVALID. */
export async function wantedTerms(view: View, { old, wanted }: { old: Terms; wanted: WantedTerms }): Promise<Terms> {
  const quantity = wanted.quantity ?? old.quantity;
  assertQuantity(quantity);
  if (wanted.planId == null || wanted.planId === old.planId) return { ...old, quantity };
  const next = await termsOnOffer(view, wanted.planId, quantity);
  if (next.currency !== old.currency) throw invalid(`The plan is in ${next.currency}, the subscription in ${old.currency}.`, ['planId']);
  return next;
}

/** What a new subscription agrees to. Refuses NOT_FOUND, PLAN_ARCHIVED, INVALID. */
export async function newTerms(view: View, { planId, quantity }: WantedTerms): Promise<{ terms: Terms; trialDays: number }> {
  assertQuantity(quantity ?? 1);
  if (planId == null) throw invalid('Name the plan, or the subscription that is to change.', ['planId']);
  const terms = await termsOnOffer(view, planId, quantity ?? 1);
  const { trialDays } = await getPlanVersion(view, terms.planVersionId);
  return { terms, trialDays };
}

async function termsOnOffer(view: View, planId: string, quantity: number): Promise<Terms> {
  const plan = await view.find(Plan, planId);
  if (!plan) throw notFound('This plan', ['planId']);
  if (plan.status !== PlanStatus.ACTIVE) throw new Refusal('PLAN_ARCHIVED', 'This plan is no longer on offer.', ['planId']);
  return termsOf(view, { planId: plan.id, planVersionId: plan.currentVersionId!, quantity });
}

function assertQuantity(quantity: number): void {
  if (quantity < 1 || quantity > MAX_QUANTITY) throw invalid(`The quantity must be 1 to ${MAX_QUANTITY}.`, ['quantity']);
}
