import { intervalOf, type IntervalUnit } from '../../../kernel/calendar';
import { MAX_PRICE_MINOR } from '../../../kernel/money';
import { invalid, notFound, Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { normaliseTaxCategory } from '../../billing/contract';
import { getVariants } from '../../catalog/contract';
import { assertBox } from '../model/box';
import { assertDeliveryInterval } from '../model/delivery-dates';
import { assertExtras, metersOf, type PlanExtras } from '../model/plan-pricing';
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
  readonly taxCategory?: string | null;
}

const MAX_TRIAL_DAYS = 730;

/** Puts a plan on offer. Refuses INVALID terms and ALREADY_EXISTS for an externalId that is taken. */
export async function createPlan(work: Work, { name, description, externalId, metadata, taxCategory, ...terms }: CreatePlan): Promise<Plan> {
  if (name.trim() === '') throw invalid('The name must not be empty.', ['name']);
  assertTerms(terms);
  await assertVariants(work, terms.box);
  const plan = await work.insertUnlessPresent(Plan, {
    name: name.trim(),
    description,
    externalId,
    metadata,
    taxCategory: normaliseTaxCategory(taxCategory, ['taxCategory']),
    status: PlanStatus.ACTIVE,
    currentVersionId: null,
  });
  if (!plan) throw new Refusal('ALREADY_EXISTS', `A plan with the externalId "${externalId}" exists already.`, ['externalId']);
  const first = await work.insert(PlanVersion, { ...terms, meters: metersOf(terms.meters ?? null, terms.currency), box: terms.box && [...terms.box], planId: plan.id, number: 1 });
  plan.currentVersionId = first.id;
  return work.save(plan);
}

/** Refuses NOT_FOUND for a box with a variant that the shop has not. */
export async function assertVariants(work: Work, box: PlanTerms['box']): Promise<void> {
  if (!box?.length) return;
  const variantIds = [...new Set(box.flatMap(({ variantId, alternativeIds }) => [variantId, ...alternativeIds]))];
  if ((await getVariants(work, variantIds)).size < variantIds.length) throw notFound('One of the variants', ['box']);
}

/** Refuses INVALID for terms that nobody could agree to. */
export function assertTerms(terms: PlanTerms): void {
  const { intervalUnit, intervalCount, priceMinor, trialDays } = terms;
  assertExtras(terms);
  assertBox(terms.box ?? []);
  if (terms.deliveryUnit) assertDeliveryInterval(intervalOf(terms.deliveryUnit, terms.deliveryUnitCount ?? 1), intervalOf(intervalUnit, intervalCount));
  intervalOf(intervalUnit, intervalCount);
  if (priceMinor < 0n) throw invalid('The price must not be negative.', ['price', 'amountMinor']);
  if (priceMinor > MAX_PRICE_MINOR) throw invalid(`The price is at most ${MAX_PRICE_MINOR} minor units.`, ['price', 'amountMinor']);
  if (trialDays < 0 || trialDays > MAX_TRIAL_DAYS) throw invalid(`A trial has 0 to ${MAX_TRIAL_DAYS} days.`, ['trialDays']);
}
