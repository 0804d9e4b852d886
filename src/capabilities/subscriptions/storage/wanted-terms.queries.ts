import { isBefore } from '../../../kernel/clock';
import { invalid, notFound, Refusal } from '../../../kernel/refusal';
import type { View } from '../../../platform/database/view';
import { User } from '../../identity/contract';
import { ChangeTiming } from '../model/cancellation';
import type { Terms } from '../model/plan-change';
import { Plan, PlanStatus } from '../model/plan.entity';
import type { PlanVersion } from '../model/plan-version.entity';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStatus } from '../model/subscription-states';
import { MAX_TERM_CYCLES } from '../model/term';
import { assertOffered, wantedAddOns, type WantedAddOn } from './add-ons.queries';
import { assertNotEnded, findHeld, isEnding } from './allowed.queries';
import { getPlanVersion } from './subscriptions.queries';
import { termsOf } from './terms.queries';

/** Of one subscription. */
export const MAX_QUANTITY = 10_000;

export interface WantedTerms {
  /** The running one when left out. */
  readonly planId?: string | null;
  readonly quantity?: number | null;
  /** Of a new subscription; the plan's own when left out. */
  readonly currency?: string | null;
  /** What is taken beside it. */
  readonly addOns?: readonly WantedAddOn[] | null;
}

/**
 * True while the next period is held back: what is changed is billed by it, as soon as it goes on. Refuses SUBSCRIPTION_ENDED and
 * SUBSCRIPTION_NOT_CHANGEABLE, also for a change NOW while it is: no period runs whose rest could be prorated.
 */
export async function assertChangeable(view: View, subscription: SubscriptionContract, timing: ChangeTiming): Promise<boolean> {
  assertNotEnded(subscription);
  const { status, currentPeriodEnd, parkedAt } = subscription;
  const isRunning = status === SubscriptionStatus.ACTIVE || status === SubscriptionStatus.TRIALING;
  if (!isRunning) throw notChangeable(`This subscription is ${status}; only one that is ACTIVE or TRIALING is changed.`);
  if (isEnding(subscription)) throw notChangeable('This subscription is to end; take that back first by subscriptionUncancel.');
  if (parkedAt) throw notChangeable('This subscription is parked until a person has looked.');
  if (isBefore(view.now, currentPeriodEnd)) return false;
  const held = await findHeld(view, subscription);
  if (!held) throw notChangeable('The next period is being billed this moment; try again.');
  if (timing === ChangeTiming.PERIOD_END || status === SubscriptionStatus.TRIALING) return true;
  throw notChangeable(`The next period is held back (${held.holdReason}), and none runs that could be changed now: change it with PERIOD_END, which it is billed by, or skip it.`);
}

function notChangeable(message: string): Refusal {
  return new Refusal('SUBSCRIPTION_NOT_CHANGEABLE', message, ['subscriptionId']);
}

/** A subscription stays on its version of its plan; another plan is taken by its newest. Refuses NOT_FOUND, PLAN_ARCHIVED, INVALID. */
export async function wantedTerms(view: View, { old, wanted }: { old: Terms; wanted: WantedTerms }): Promise<Terms> {
  const quantity = wanted.quantity ?? old.quantity;
  assertQuantity(quantity);
  if (wanted.planId == null || wanted.planId === old.planId) return { ...old, quantity };
  const { plan, version } = await planOnOffer(view, wanted.planId);
  if (!version.priceIn(old.currency)) throw invalid(`The plan has no price in ${old.currency}, which the subscription is in.`, ['planId']);
  assertOffered(plan, old.addOns);
  return termsOf(view, { planId: plan.id, planVersionId: version.id, quantity, currency: old.currency, addOns: old.addOns });
}

/** What a new subscription agrees to. Refuses NOT_FOUND, PLAN_ARCHIVED, INVALID. */
export async function newTerms(view: View, { planId, quantity, currency, addOns }: WantedTerms): Promise<{ terms: Terms; trialDays: number }> {
  assertQuantity(quantity ?? 1);
  if (planId == null) throw invalid('Name the plan, or the subscription that is to change.', ['planId']);
  const { plan, version } = await planOnOffer(view, planId);
  const terms = await termsOf(view, { planId: plan.id, planVersionId: version.id, quantity: quantity ?? 1, currency: currency ?? null });
  if (!addOns?.length) return { terms, trialDays: version.trialDays };
  return { terms: { ...terms, addOns: await wantedAddOns(view, terms, addOns) }, trialDays: version.trialDays };
}

async function planOnOffer(view: View, planId: string): Promise<{ plan: Plan; version: PlanVersion }> {
  const plan = await view.find(Plan, planId);
  if (!plan) throw notFound('This plan', ['planId']);
  if (plan.status !== PlanStatus.ACTIVE) throw new Refusal('PLAN_ARCHIVED', 'This plan is no longer on offer.', ['planId']);
  return { plan, version: await getPlanVersion(view, plan.currentVersionId!) };
}

function assertQuantity(quantity: number): void {
  if (quantity < 1 || quantity > MAX_QUANTITY) throw invalid(`The quantity must be 1 to ${MAX_QUANTITY}.`, ['quantity']);
}

/** Refuses INVALID for a start in the past. */
export function assertStart(startAt: Date | null | undefined, now: Date): void {
  if (startAt && isBefore(startAt, now)) throw invalid('A subscription starts now or later.', ['startAt']);
}

interface Gift {
  readonly userId: string;
  readonly giftTo?: string | null;
  readonly termCycles?: number | null;
  readonly terms: Terms;
}

/** Whom it is for, and for how long. Refuses NOT_FOUND for nobody, INVALID for oneself and for a length that is none. */
export async function giftOf(view: View, { userId, giftTo, termCycles: wanted, terms }: Gift) {
  if (giftTo === userId) throw invalid('A gift is for somebody else.', ['giftTo']);
  if (wanted != null && (wanted < 1 || wanted > MAX_TERM_CYCLES)) throw invalid(`A term has 1 to ${MAX_TERM_CYCLES} periods.`, ['termCycles']);
  if (giftTo && !(await view.find(User, giftTo))) throw notFound('This user', ['giftTo']);
  // A gift ends by itself: nobody pays for another without knowing how much.
  const termCycles = wanted ?? terms.termCycles ?? (giftTo ? 1 : null);
  return { beneficiaryUserId: giftTo ?? null, termCycles, billedCycles: 0, hasOwnTerm: wanted != null || Boolean(giftTo) };
}
