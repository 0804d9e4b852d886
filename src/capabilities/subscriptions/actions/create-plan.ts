import { billingDayOf } from '../../../kernel/billing-day';
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
import type { TrialEndBehavior } from '../model/trial-end-behavior';
import { MAX_TERM_CYCLES } from '../model/term';

export interface PlanTerms extends PlanExtras {
  readonly intervalUnit: IntervalUnit;
  readonly intervalCount: number;
  readonly priceMinor: bigint;
  readonly currency: string;
  readonly trialDays: number;
  readonly trialEndBehavior?: TrialEndBehavior | null;
  /** Of the price's currency; none when left out or zero. */
  readonly setupFeeMinor?: bigint | null;
  /** How many periods are billed; no end when left out. */
  readonly termCycles?: number | null;
  /** Of the month (1 to 28) or the week (1 to 7); the subscription's own when left out. */
  readonly billingDay?: number | null;
  readonly isEndOfMonth?: boolean;
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
  const first = await work.insert(PlanVersion, { ...terms, meters: metersOf(terms.meters ?? null, terms.currency), box: terms.box && [...terms.box], isEndOfMonth: terms.isEndOfMonth ?? false, planId: plan.id, number: 1 });
  plan.currentVersionId = first.id;
  return work.save(plan);
}

/** Refuses NOT_FOUND for a box with a variant that the shop has not. */
export async function assertVariants(work: Work, box: PlanTerms['box']): Promise<void> {
  if (!box?.length) return;
  const variantIds = [...new Set(box.flatMap(({ variantId, alternativeIds, substituteIds }) => [variantId, ...alternativeIds, ...(substituteIds ?? [])]))];
  if ((await getVariants(work, variantIds)).size < variantIds.length) throw notFound('One of the variants', ['box']);
}

/** Refuses INVALID for terms that nobody could agree to. */
export function assertTerms(terms: PlanTerms): void {
  const { intervalUnit, intervalCount, priceMinor, trialDays } = terms;
  assertExtras(terms);
  assertBox(terms.box ?? []);
  if (terms.deliveryUnit) assertDeliveryInterval(intervalOf(terms.deliveryUnit, terms.deliveryUnitCount ?? 1), intervalOf(intervalUnit, intervalCount));
  intervalOf(intervalUnit, intervalCount);
  billingDayOf(intervalUnit, { day: terms.billingDay ?? null, isEndOfMonth: terms.isEndOfMonth ?? false });
  if (priceMinor < 0n) throw invalid('The price must not be negative.', ['price', 'amountMinor']);
  if (priceMinor > MAX_PRICE_MINOR) throw invalid(`The price is at most ${MAX_PRICE_MINOR} minor units.`, ['price', 'amountMinor']);
  const { setupFeeMinor, termCycles } = terms;
  if (setupFeeMinor != null && (setupFeeMinor < 0n || setupFeeMinor > MAX_PRICE_MINOR)) throw invalid('The set-up fee must not be negative.', ['setupFee', 'amountMinor']);
  if (termCycles != null && (termCycles < 1 || termCycles > MAX_TERM_CYCLES)) throw invalid(`A term has 1 to ${MAX_TERM_CYCLES} periods.`, ['termCycles']);
  if (trialDays < 0 || trialDays > MAX_TRIAL_DAYS) throw invalid(`A trial has 0 to ${MAX_TRIAL_DAYS} days.`, ['trialDays']);
}
