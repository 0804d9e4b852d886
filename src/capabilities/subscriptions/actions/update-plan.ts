import { canonicalJsonText, type Jsonable } from '../../../kernel/json';
import { invalid, notFound } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { normaliseTaxCategory } from '../../billing/contract';
import { Plan } from '../model/plan.entity';
import { metersOf } from '../model/plan-pricing';
import { PlanVersion } from '../model/plan-version.entity';
import { getPlanVersion } from '../storage/subscriptions.queries';
import { assertTerms, assertVariants, type PlanTerms } from './create-plan';

export interface UpdatePlan {
  readonly planId: string;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly metadata?: Record<string, unknown> | null;
  readonly taxCategory?: string | null;
  readonly terms: { readonly [Term in keyof PlanTerms]?: PlanTerms[Term] | null };
}

/** Changes what is given. New terms make a new version: running subscriptions stay on theirs. Refuses NOT_FOUND, INVALID. */
export async function updatePlan(work: Work, { planId, name, description, metadata, taxCategory, terms }: UpdatePlan): Promise<Plan> {
  const plan = await work.lock(Plan, planId);
  if (!plan) throw notFound('This plan', ['planId']);
  if (name != null) {
    if (name.trim() === '') throw invalid('The name must not be empty.', ['name']);
    plan.name = name.trim();
  }
  if (description !== undefined) plan.description = description;
  if (metadata !== undefined) plan.metadata = metadata;
  if (taxCategory !== undefined) plan.taxCategory = normaliseTaxCategory(taxCategory, ['taxCategory']);
  const current = await getPlanVersion(work, plan.currentVersionId!);
  const next: PlanTerms = {
    prices: terms.prices === undefined ? current.prices : terms.prices,
    setupFees: terms.setupFees === undefined ? current.setupFees : terms.setupFees,
    meters: terms.meters === undefined ? current.meters : metersOf(terms.meters, terms.currency ?? current.currency),
    box: terms.box === undefined ? current.box : terms.box,
    deliveryUnit: terms.deliveryUnit === undefined ? current.deliveryUnit : terms.deliveryUnit,
    deliveryUnitCount: terms.deliveryUnitCount === undefined ? current.deliveryUnitCount : terms.deliveryUnitCount,
    timedPrices: terms.timedPrices === undefined ? current.timedPrices : terms.timedPrices,
    onShortage: terms.onShortage === undefined ? current.onShortage : terms.onShortage,
    intervalUnit: terms.intervalUnit ?? current.intervalUnit,
    intervalCount: terms.intervalCount ?? current.intervalCount,
    priceMinor: terms.priceMinor ?? current.priceMinor,
    currency: terms.currency ?? current.currency,
    trialDays: terms.trialDays ?? current.trialDays,
    ...lifeOf(terms, current),
  };
  const isChanged = (Object.keys(next) as (keyof PlanTerms)[]).some((term) => textOf(next[term]) !== textOf(current[term]));
  if (isChanged) {
    assertTerms(next);
    await assertVariants(work, next.box);
    const version = await work.insert(PlanVersion, { ...current, ...next, box: next.box && [...next.box], id: undefined, createdAt: undefined, number: current.number + 1 });
    plan.currentVersionId = version.id;
  }
  return work.save(plan);
}

/** What can be taken away again: null takes it away, what is left out stays. */
function lifeOf(terms: UpdatePlan['terms'], current: PlanVersion): Required<Pick<PlanTerms, 'trialEndBehavior' | 'setupFeeMinor' | 'termCycles' | 'billingDay' | 'isEndOfMonth'>> {
  const given = <Term extends 'trialEndBehavior' | 'setupFeeMinor' | 'termCycles' | 'billingDay'>(term: Term) => (terms[term] === undefined ? current[term] : terms[term]);
  return {
    trialEndBehavior: given('trialEndBehavior'),
    setupFeeMinor: given('setupFeeMinor'),
    termCycles: given('termCycles'),
    billingDay: given('billingDay'),
    isEndOfMonth: terms.isEndOfMonth ?? current.isEndOfMonth,
  };
}

function textOf(term: PlanTerms[keyof PlanTerms]): string {
  return canonicalJsonText(term as Jsonable);
}
