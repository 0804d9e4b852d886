import { intervalOf, type IntervalUnit } from '../../../kernel/calendar';
import { MAX_PRICE_MINOR } from '../../../kernel/money';
import { invalid, Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { assertExtras, type PlanExtras } from '../model/plan-pricing';
import { Plan, PlanStatus } from '../model/plan.entity';
import { PlanVersion } from '../model/plan-version.entity';

export interface PlanTerms extends PlanExtras {
  readonly intervalUnit: IntervalUnit;
  readonly intervalCount: number;
  readonly priceMinor: bigint;
  readonly currency: string;
  readonly trialDays: number;
}

export interface CreatePlan extends PlanTerms {
  readonly name: string;
  readonly description?: string | null;
  readonly externalId?: string | null;
  readonly metadata?: Record<string, unknown> | null;
}

const MAX_TRIAL_DAYS = 730;

/** Puts a plan on offer. Refuses INVALID terms and ALREADY_EXISTS for an externalId that is taken. */
export async function createPlan(work: Work, { name, description, externalId, metadata, ...terms }: CreatePlan): Promise<Plan> {
  if (name.trim() === '') throw invalid('The name must not be empty.', ['name']);
  assertTerms(terms);
  const plan = await work.insertUnlessPresent(Plan, {
    name: name.trim(),
    description,
    externalId,
    metadata,
    status: PlanStatus.ACTIVE,
    currentVersionId: null,
  });
  if (!plan) throw new Refusal('ALREADY_EXISTS', `A plan with the externalId "${externalId}" exists already.`, ['externalId']);
  const first = await work.insert(PlanVersion, { ...terms, planId: plan.id, number: 1 });
  plan.currentVersionId = first.id;
  return work.save(plan);
}

/** Refuses INVALID for terms that nobody could agree to. */
export function assertTerms(terms: PlanTerms): void {
  const { intervalUnit, intervalCount, priceMinor, trialDays } = terms;
  assertExtras(terms);
  intervalOf(intervalUnit, intervalCount);
  if (priceMinor < 0n) throw invalid('The price must not be negative.', ['price', 'amountMinor']);
  if (priceMinor > MAX_PRICE_MINOR) throw invalid(`The price is at most ${MAX_PRICE_MINOR} minor units.`, ['price', 'amountMinor']);
  if (trialDays < 0 || trialDays > MAX_TRIAL_DAYS) throw invalid(`A trial has 0 to ${MAX_TRIAL_DAYS} days.`, ['trialDays']);
}
