import { newId } from '../../../kernel/id';
import { invalid, notFound } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { activeCoupons } from '../../billing/contract';
import type { CancellationFeedback } from '../model/cancellation';
import { CancelFlow } from '../model/cancel-flow.entity';
import { CancellationOfferKind, type StoredOffer } from '../model/cancellation-offer';
import { plansOnOffer } from '../storage/cancellation.queries';

export interface NewOffer {
  readonly kind: CancellationOfferKind;
  readonly feedback?: CancellationFeedback | null;
  readonly pauseDays?: number | null;
  readonly planId?: string | null;
  readonly couponId?: string | null;
}

const MAX_OFFERS = 20;
const MAX_PAUSE_DAYS = 730;

/**
 * Replaces what the shop offers to those who want to cancel; cancellations under way keep what they were shown. Refuses INVALID for an
 * offer that does not say what it offers, and NOT_FOUND for a plan that is not on offer and a coupon that cannot be redeemed.
 */
export async function updateCancelFlow(work: Work, { offers }: { offers: readonly NewOffer[] }): Promise<CancelFlow> {
  if (offers.length > MAX_OFFERS) throw invalid(`There are at most ${MAX_OFFERS} offers.`, ['offers']);
  const plans = await plansOnOffer(work, offers.flatMap(({ planId }) => planId ?? []));
  const coupons = await activeCoupons(work, offers.flatMap(({ couponId }) => couponId ?? []));
  const known = { plans, coupons };
  const stored = offers.map((offer, index) => storedOf(offer, { known, field: (name) => ['offers', String(index), name] }));
  const flow = await work.locked(CancelFlow).one();
  if (flow) return work.save(Object.assign(flow, { offers: stored }));
  const made = await work.insertUnlessPresent(CancelFlow, { offers: stored });
  return made ?? work.save(Object.assign((await work.locked(CancelFlow).one())!, { offers: stored }));
}

function storedOf(
  { kind, feedback = null, pauseDays = null, planId = null, couponId = null }: NewOffer,
  { known, field }: { known: { plans: ReadonlySet<string>; coupons: ReadonlySet<string> }; field: (name: string) => string[] },
): StoredOffer {
  const offer = { id: newId('cofr'), feedback, kind, pauseDays: null, planId: null, couponId: null };
  if (kind === CancellationOfferKind.PAUSE) {
    if (pauseDays === null || pauseDays < 1 || pauseDays > MAX_PAUSE_DAYS) throw invalid(`A pause has 1 to ${MAX_PAUSE_DAYS} days.`, field('pauseDays'));
    return { ...offer, pauseDays };
  }
  if (kind === CancellationOfferKind.DISCOUNT) {
    if (couponId === null) throw invalid('Name the coupon that is offered.', field('couponId'));
    if (!known.coupons.has(couponId)) throw notFound('This coupon', field('couponId'));
    return { ...offer, couponId };
  }
  if (planId === null) throw invalid('Name the plan that is offered.', field('planId'));
  if (!known.plans.has(planId)) throw notFound('This plan', field('planId'));
  return { ...offer, planId };
}
